// A hiker's notebook has one line for each day.
//
// `parse` can fail, and its type says so: the number is inside a `Result`, and you can't
// forget to ask for it. Here a word that's no number is nothing bad, so 0 in its place is
// right. Elsewhere it may be a mistake that somebody should hear of. `Result` leaves that
// to you, and there's a whole chapter about it later.

fn steps(line: &str) -> u32 {
    let mut total = 0;
    for word in line.split_whitespace() {
        // `parse` learns from the `u32` on the left what it has to make.
        let stretch: u32 = word.parse().unwrap_or(0);
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
