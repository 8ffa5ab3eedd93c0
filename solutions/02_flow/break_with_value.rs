// A squirrel fills a hole in a tree for the winter, and a jay takes some nuts away.
//
// A `while` may end in two ways: by `break`, or because its condition is false. In the
// second case there's no value, so Rust allows `break VALUE` only in a `loop`. The `loop`
// also says better what happens: the question is asked once a day, in the middle.

fn full_on_day(room: u32, brought: u32, taken: u32) -> u32 {
    let mut nuts = 0;
    let mut day = 0;
    // The loop is the last expression of the body, so its value is the function's result.
    loop {
        day += 1;
        nuts += brought;
        // In the evening, before the jay comes: here the day is decided.
        if nuts >= room {
            break day;
        }
        nuts -= taken;
    }
}

fn main() {
    println!("The hole is full on day {}.", full_on_day(10, 4, 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_day_can_be_enough() {
        assert_eq!(full_on_day(4, 4, 1), 1, "4 nuts fit, and 4 come");
        assert_eq!(full_on_day(1, 9, 8), 1, "more nuts come than fit");
    }

    #[test]
    fn the_evening_decides_and_not_the_morning_after() {
        assert_eq!(full_on_day(10, 4, 1), 3, "4, 3 + 4, then 6 + 4");
        assert_eq!(full_on_day(5, 4, 3), 2, "4, then 1 + 4 = 5");
        assert_eq!(full_on_day(100, 7, 2), 20, "97 after 19 days");
        assert_eq!(full_on_day(12, 4, 0), 3, "without a jay");
    }
}
