// A swimmer writes down the seconds of her laps, "31 29 30". `laps` turns them into
// numbers. If a word isn't a number, there's no list at all, but the error of that word.
// If there are several such words, it's the error of the first one.
//
// `word.parse::<u32>()` says with `::<u32>` what to make from the text. It returns a
// `Result`: `Ok(number)` or `Err(error)`. So `map` makes one `Result` for each word.
// `collect` can make more than a Vec. It looks at the type that's asked for, and it also
// knows how to make one `Result` from many.

use std::num::ParseIntError;

fn laps(line: &str) -> Result<Vec<u32>, ParseIntError> {
    let seconds: Vec<u32> = line
        .split_whitespace()
        .filter_map(|word| word.parse::<u32>().ok())
        .collect();
    Ok(seconds)
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
