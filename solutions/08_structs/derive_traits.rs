// A cross-stitch pattern grows stitch by stitch.
//
// `Pattern` derives three traits. The derived code shows, copies and compares its field
// `stitches`, a Vec. A Vec can be shown, copied and compared only if its elements can. So
// `Stitch` has to derive the same traits. (A `u32` and a `char` have them all.)

// Derive only what you need. Here `Pattern` needs all three.
#[derive(Debug, Clone, PartialEq)]
struct Stitch {
    row: u32,
    colour: char, // each colour has a letter
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
