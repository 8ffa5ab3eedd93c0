// A swimmer writes down the seconds of her laps. `laps` turns them into numbers.
//
// The Vec of `u32` had no room for the errors that `parse` may give. The return type
// says what we want: one `Result` around the whole Vec. `collect` builds just that: it
// gathers the numbers as long as they're `Ok`, and stops at the first `Err`.

use std::num::ParseIntError;

fn laps(line: &str) -> Result<Vec<u32>, ParseIntError> {
    // What to collect into comes from the signature.
    line.split_whitespace()
        .map(|word| word.parse::<u32>())
        .collect()
}

fn main() {
    for line in ["31 29 30", "31 wet 30"] {
        match laps(line) {
            Ok(seconds) => println!("{line}: {seconds:?}"),
            Err(error) => println!("{line}: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::IntErrorKind;

    #[test]
    fn a_good_line_gives_all_its_numbers() {
        assert_eq!(laps("31 29 30"), Ok(vec![31, 29, 30]), "all three laps");
        assert_eq!(laps(""), Ok(vec![]), "no laps, no error");
    }

    #[test]
    fn a_bad_word_gives_its_error() {
        let error = laps("31 wet 99999999999 30").expect_err("`wet` isn't a number");
        let why = "the first bad word is `wet`; the number after it is too large";
        assert_eq!(error.kind(), &IntErrorKind::InvalidDigit, "{why}");
    }
}
