// A knitting chart has one character for each step: '-' is a gap, a digit such as '3'
// means three plain stitches, and a letter, from any alphabet, is one stitch in a colour.
//
// A `char` is one character, in single quotes. In double quotes it's a string, even if
// it's only one character, and a string has another type.
//
// Each char has a number in a list called Unicode. The first part of the list is ASCII,
// with the letters and digits of English.
//   c as u32                 its number in the list: 55 for '7'
//   c.to_digit(10)           `Some(7)` for '7', and `None` if `c` isn't a digit
//   answer.unwrap_or(0)      the number inside of a `Some`, and 0 for `None`
//   c.is_alphabetic()        is it a letter of any alphabet?
//   c.is_ascii_alphabetic()  is it a letter from A to Z or from a to z?
//
// Make this true:
// - `is_gap` is true for '-' only.
// - `plain_stitches` says how many plain stitches a character means, if any.
// - `is_colour` is true for every letter and for nothing else.

fn is_gap(step: char) -> bool {
    step == '-'
}

fn plain_stitches(step: char) -> u32 {
    step.to_digit(16).unwrap_or(0)
}

fn is_colour(step: char) -> bool {
    step.is_alphabetic()
}

fn main() {
    println!("Is x a gap? {}", is_gap('x'));
    println!("Plain stitches in 3: {}", plain_stitches('3'));
    println!("Is r a colour? {}", is_colour('r'));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_minus_is_a_gap() {
        assert!(is_gap('-'), "this is the gap");
        assert!(!is_gap('r'), "a letter is no gap");
        assert!(!is_gap('4'), "a digit is no gap");
        assert!(!is_gap('–'), "the long dash is another character");
    }

    #[test]
    fn a_digit_means_that_many_stitches() {
        assert_eq!(plain_stitches('0'), 0);
        assert_eq!(plain_stitches('1'), 1);
        assert_eq!(plain_stitches('7'), 7);
        assert_eq!(plain_stitches('9'), 9);
        assert_eq!(plain_stitches('-'), 0, "a gap has no stitches");
        assert_eq!(plain_stitches('a'), 0, "a letter isn't a plain stitch");
        assert_eq!(plain_stitches('ж'), 0, "and neither is this one");
    }

    #[test]
    fn letters_of_all_alphabets_are_colours() {
        assert!(is_colour('r'), "a letter from a to z");
        assert!(is_colour('G'), "a letter from A to Z");
        assert!(is_colour('é'), "a French letter");
        assert!(is_colour('ж'), "a Russian letter");
        assert!(is_colour('色'), "a Chinese character");
        assert!(!is_colour('-'), "a gap has no colour");
        assert!(!is_colour('5'), "a digit is no letter");
        assert!(!is_colour('+'), "and neither is a plus");
    }
}
