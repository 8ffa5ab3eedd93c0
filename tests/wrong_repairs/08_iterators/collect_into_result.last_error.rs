// A swimmer writes down the seconds of her laps, "31 29 30". `laps` makes numbers of
// them. If a word is no number, there is no list at all, but the error of that word.
// If there are more such words, it is the error of the first one.
//
// `word.parse::<u32>()` says with `::<u32>` what to make of the text. It answers with a
// `Result`: `Ok(number)` or `Err(error)`. So `map` makes one `Result` for each word.
// `collect` can make more than a Vec. It looks at the type that is asked for, and it also
// knows how to make one `Result` out of many.

use std::num::ParseIntError;

fn laps(line: &str) -> Result<Vec<u32>, ParseIntError> {
    let mut answer = Ok(vec![]);
    for word in line.split_whitespace() {
        match word.parse::<u32>() {
            Ok(n) => {
                if let Ok(list) = &mut answer {
                    list.push(n);
                }
            }
            Err(error) => answer = Err(error),
        }
    }
    answer
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
        assert_eq!(laps(""), Ok(vec![]), "no lap is no error");
    }

    #[test]
    fn a_bad_word_gives_its_error() {
        let error = laps("31 wet 99999999999 30").expect_err("`wet` is no number");
        let why = "the first bad word is `wet`; the number after it is too large";
        assert_eq!(error.kind(), &IntErrorKind::InvalidDigit, "{why}");
    }
}
