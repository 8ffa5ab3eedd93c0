// A hiker's notebook has one line for each day: the steps of every stretch, and remarks
// in between, such as "4200 1300 lunch 5100". On a rest day the line is blank.
//
//   text.lines()              the lines of a text, for a `for` loop
//   line.split_whitespace()   its words, however many spaces are between them
//   line.trim()               the line without the spaces at both ends
//   word.parse()              tries to turn a word into a number
// Not every word is a number. So `parse` gives a `Result`: `Ok(number)`, or `Err(reason)`.
// `result.unwrap_or(5)` is the number inside the `Ok`, or 5 if it's an `Err`.
//
// Make this true: `steps` adds up the numbers of a line, and a remark adds nothing.
// `rest_days` counts the days without a word, even if there are spaces in their lines.

fn steps(line: &str) -> u32 {
    let mut total = 0;
    for word in line.split_whitespace() {
        let stretch: u32 = word.parse().expect("a number");
        total += stretch;
    }
    total
}

fn rest_days(notebook: &str) -> u32 {
    let mut count = 0;
    for line in notebook.lines() {
        if line.trim().is_empty() {
            count += 1;
        }
    }
    count
}

fn main() {
    println!("{} steps", steps("4200 1300 lunch 5100"));
    println!("{} rest day", rest_days("900 rain\n\n7000 sun 2500"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_line_are_added() {
        assert_eq!(steps("4200 1300"), 5500, "two stretches");
        assert_eq!(steps("  10   20 30 "), 60, "more spaces change nothing");
        assert_eq!(steps(""), 0, "a rest day");
    }

    #[test]
    fn remarks_add_nothing() {
        assert_eq!(steps("4200 lunch 1300"), 5500, "go on after a remark");
        assert_eq!(steps("rain -5 7km 80"), 80, "only 80 is a `u32`");
    }

    #[test]
    fn a_rest_day_may_have_spaces_in_its_line() {
        assert_eq!(rest_days("900 rain\n\n7000"), 1, "one empty line");
        assert_eq!(rest_days("\n   \n\t\n40 mud"), 3, "blank is blank");
        assert_eq!(rest_days("60\n70"), 0, "walked every day");
    }
}
