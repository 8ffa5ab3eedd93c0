// A knitting chart has one character for each step: `-` is a gap, a digit means that many
// plain stitches, and a letter is one stitch in a colour.
//
// A char can only be compared with a char, so the quotes had to be single ones. The other
// two functions compiled from the start, but a digit's number in Unicode isn't the value
// of the digit, and ASCII has only a few of the world's letters.

fn is_gap(step: char) -> bool {
    step == '-'
}

fn plain_stitches(step: char) -> u32 {
    // The 10 is the base: decimal digits.
    step.to_digit(10).unwrap_or(0)
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
