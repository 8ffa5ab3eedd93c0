// A cross-stitch pattern grows stitch by stitch. `add_stitch` returns a copy of the
// pattern as it was before, so that people can go back to it.
//
// New here: with `#[derive(...)]` above a type, the compiler writes code for the type.
//   Debug       `{:?}` can show a value
//   Clone       `.clone()` can copy it
//   PartialEq   `==` and `!=` can compare two values
// This code goes field by field. So the type of each field must be able to do the same.
//
// Make this true: a pattern can be shown, copied and compared with all of its stitches.

#[derive(Debug, Clone)]
struct Stitch {
    row: u32,
    colour: char, // each colour has a letter
}

impl PartialEq for Stitch {
    fn eq(&self, other: &Stitch) -> bool {
        self.row == other.row
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Pattern {
    stitches: Vec<Stitch>,
}

fn add_stitch(pattern: &mut Pattern, row: u32, colour: char) -> Pattern {
    let before = pattern.clone();
    pattern.stitches.push(Stitch { row, colour });
    before
}

fn start(row: u32, colour: char) -> Pattern {
    let stitches = vec![Stitch { row, colour }];
    Pattern { stitches }
}

fn main() {
    let mut now = start(1, 'r');
    let before = add_stitch(&mut now, 2, 'b');
    println!("before: {before:?}");
    println!("now:    {now:?}");
    println!("the same: {}", before == now);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_shown_copied_and_compared() {
        assert!(start(1, 'r') != start(2, 'r'), "the row makes a difference");
        assert!(start(1, 'r') != start(1, 'b'), "so does the colour");
        let mut now = start(1, 'r');
        let before = add_stitch(&mut now, 2, 'b');
        assert!(before == start(1, 'r'), "the copy is as it was before");
        assert!(before != now, "now there's one more stitch");
        let text = format!("{now:?}");
        assert!(text.contains("Stitch { row: 2, colour: 'b' }"), "{text}");
    }
}
