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

/// A program with insertions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramWithProbes {
    /// The whole text.
    pub text: String,
    /// Where each insertion begins in it, in the order in which they were given.
    pub places: Vec<Place>,
    /// How many characters each of them has.
    lengths: Vec<usize>,
}

/// Puts all insertions into a program. Those at the same offset keep their order. One that would
/// split a character, or that lies behind the end, goes to the end of the program.
pub fn insert(program: &str, insertions: &[Insertion]) -> ProgramWithProbes {
    let clamp = |at: usize| {
        if program.is_char_boundary(at) {
            at
        } else {
            program.len()
        }
    };
    let mut order: Vec<usize> = (0..insertions.len()).collect();
    order.sort_by_key(|index| clamp(insertions[*index].at));
    let mut text = String::new();
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
    let lengths = insertions
        .iter()
        .map(|insertion| insertion.text.chars().count());
    ProgramWithProbes {
        places: places(&text, &begins),
        lengths: lengths.collect(),
        text,
    }
}

impl ProgramWithProbes {
    /// Where something lies in the program as it was that the compiler saw at this place. Only
    /// for insertions without line breaks.
    pub fn original(&self, place: Place) -> Place {
        let inserted = self.places.iter().zip(&self.lengths);
        let before =
            inserted.filter(|(begin, _)| begin.line == place.line && begin.column < place.column);
        let added: usize = before
            .map(|(begin, length)| (*length).min(place.column - begin.column))
            .sum();
        Place {
            column: place.column - added,
            ..place
        }
    }
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

/// The path of an item that is put behind the program, from any module.
pub fn in_root(name: &str) -> String {
    format!("{ROOT}::{name}")
}

/// The program's root.
const ROOT: &str = "crate";

#[cfg(test)]
mod tests {
    use super::*;

    fn insertion(at: usize, text: &str) -> Insertion {
        let text = text.to_owned();
        Insertion { at, text }
    }

    fn at(line: usize, column: usize) -> Place {
        Place { line, column }
    }

    #[test]
    fn insertions_keep_their_order_and_are_found_again() {
        let insertions = [
            insertion(4, "<c>"),
            insertion(1, "<a>"),
            insertion(4, "<d>"),
            insertion(99, "<e>"),
        ];
        let inserted = insert("01\n23", &insertions);
        assert_eq!(inserted.text, "0<a>1\n2<c><d>3<e>");
        assert_eq!(inserted.places, [at(2, 2), at(1, 2), at(2, 5), at(2, 9)]);
        // All characters of an insertion stand where it was put.
        let was = |line, column| inserted.original(at(line, column)).column;
        let first: Vec<usize> = (1..=6).map(|column| was(1, column)).collect();
        assert_eq!(first, [1, 2, 2, 2, 2, 3]);
        assert_eq!([was(2, 1), was(2, 8), was(2, 9), was(3, 9)], [1, 2, 3, 9]);
    }

    #[test]
    fn a_place_counts_characters_and_no_byte_order_mark() {
        let text = "\u{feff}ab\r\n\té_x\n";
        let offsets = ["b", "x"].map(|found| text.find(found).expect("it is there"));
        assert_eq!(places(text, &offsets), [at(1, 2), at(2, 4)]);
    }

    #[test]
    fn a_name_that_the_program_has_is_left_to_it() {
        assert_eq!(unused_name("fn main() {}", "__Probe"), "__Probe");
        assert_eq!(
            unused_name("struct My__Probe2; __Probe", "__Probe"),
            "__Probe3"
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_of_the_program_is_lost(program in ".{0,40}", offset in 0..60_usize) {
            let inserted = insert(&program, &[insertion(offset, "<NEW>")]);
            proptest::prop_assert_eq!(inserted.text.replacen("<NEW>", "", 1), program);
            inserted.original(at(1, offset));
        }
    }
}
