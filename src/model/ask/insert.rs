//! Puts small texts into a program and finds them again in what the compiler says.

/// A piece of text to put into a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// Where, as an offset in bytes into the program as it was.
    pub at: usize,
    /// What. Without line breaks, the program's lines keep their numbers.
    pub text: String,
}

/// A place in a text as rustc counts: lines and characters in them, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in it. Tabs and letters with accents count as one.
    pub column: usize,
}

/// The program with all insertions, and the offset in it at which each of them begins. Those at
/// the same offset keep their order. One that would split a character, or that lies behind the
/// end, goes to the end of the program.
pub fn insert(program: &str, insertions: &[Insertion]) -> (String, Vec<usize>) {
    let clamp = |at: usize| match program.is_char_boundary(at) {
        true => at,
        false => program.len(),
    };
    let mut order: Vec<usize> = (0..insertions.len()).collect();
    order.sort_by_key(|index| clamp(insertions[*index].at));
    let added: usize = insertions.iter().map(|insertion| insertion.text.len()).sum();
    let mut text = String::with_capacity(program.len() + added);
    let mut begins = vec![0; insertions.len()];
    let mut copied = 0;
    for index in order {
        let at = clamp(insertions[index].at);
        text.push_str(&program[copied..at]);
        copied = at;
        begins[index] = text.len();
        text.push_str(&insertions[index].text);
    }
    text.push_str(&program[copied..]);
    (text, begins)
}

/// The places of these offsets, in the order given.
pub fn places(text: &str, offsets: &[usize]) -> Vec<Place> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let place = |offset: &usize| {
        let line = starts.partition_point(|start| start <= offset);
        let start = starts[line - 1];
        let before = text.get(start..*offset).unwrap_or("");
        // rustc takes a byte order mark away before it counts.
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        Place {
            line,
            column: before.chars().count() + 1,
        }
    };
    offsets.iter().map(place).collect()
}

/// A name that begins like this and doesn't occur in the program, not even as a part of another.
pub fn unused_name(program: &str, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = 1;
    while program.contains(&name) {
        number += 1;
        name = format!("{wanted}{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insertion(at: usize, text: &str) -> Insertion {
        let text = text.to_owned();
        Insertion { at, text }
    }

    #[test]
    fn insertions_keep_their_order_and_are_found_again() {
        let insertions = [
            insertion(3, "<c>"),
            insertion(1, "<a>"),
            insertion(3, "<d>"),
            insertion(99, "<e>"),
        ];
        let (text, begins) = insert("0123", &insertions);
        assert_eq!(text, "0<a>12<c><d>3<e>");
        assert_eq!(begins, [6, 1, 9, 13]);
    }

    #[test]
    fn a_place_counts_characters_and_no_byte_order_mark() {
        let text = "\u{feff}ab\r\n\té_x\n";
        let offsets = ["b", "x"].map(|found| text.find(found).expect("it is there"));
        let found = places(text, &offsets);
        let expected = [(1, 2), (2, 4)].map(|(line, column)| Place { line, column });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_that_the_program_has_is_left_to_it() {
        assert_eq!(unused_name("fn main() {}", "__Probe"), "__Probe");
        assert_eq!(unused_name("struct My__Probe2; __Probe", "__Probe"), "__Probe3");
    }

    proptest::proptest! {
        #[test]
        fn nothing_of_the_program_is_lost(program in ".{0,40}", at in 0..60_usize) {
            let (text, begins) = insert(&program, &[insertion(at, "NEW")]);
            let begin = begins[0];
            proptest::prop_assert_eq!(&text[begin..begin + 3], "NEW");
            proptest::prop_assert_eq!(format!("{}{}", &text[..begin], &text[begin + 3..]), program);
            places(&text, &begins);
        }
    }
}
