// A potter types the heat of the kiln in degrees. Two things can be wrong: the text isn't
// a number, or the kiln can't get so hot. The type `KilnError` has a variant for each.
//
// `parse` fails with an error of another type, `ParseIntError`. The operator `?` can turn
// one type of error into another on the way out. It asks the trait `From` how:
//   impl From<Rain> for Weather {
//       fn from(rain: Rain) -> Self { ... }     // makes a `Weather` from a `Rain`
//   }
//
// Make this true: in every function that returns a `KilnError`, `?` works on the result
// of `parse`. The `KilnError` keeps the `ParseIntError`, which says what was wrong.

use std::num::ParseIntError;

#[derive(Debug, PartialEq)]
enum KilnError {
    NotANumber(ParseIntError),
    TooHot(u32),
}

impl From<ParseIntError> for KilnError {
    fn from(error: ParseIntError) -> Self {
        panic!("{error}")
    }
}

fn heat(typed: &str) -> Result<u32, KilnError> {
    let degrees = typed.parse::<u32>()?;
    if degrees > 1300 {
        return Err(KilnError::TooHot(degrees));
    }
    Ok(degrees)
}

fn main() {
    for typed in ["980", "2000", "hot"] {
        println!("{typed}: {:?}", heat(typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kiln_error_says_what_was_wrong() {
        assert_eq!(heat("980"), Ok(980), "a good heat");
        assert_eq!(heat("2000"), Err(KilnError::TooHot(2000)));
        for typed in ["hot", ""] {
            let inner = typed.parse::<u32>().expect_err("not a number");
            let error = KilnError::NotANumber(inner);
            assert_eq!(heat(typed), Err(error), "keep the error of `parse`");
        }
    }

    #[test]
    fn another_function_can_use_the_question_mark_too() {
        fn hours(typed: &str) -> Result<u32, KilnError> {
            Ok(typed.parse::<u32>()?)
        }
        assert_eq!(hours("8"), Ok(8), "a good number");
        assert!(hours("long").is_err(), "`long` isn't a number");
    }
}
