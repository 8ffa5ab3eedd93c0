// A squirrel fills a hole in a tree for the winter. Every day it brings some nuts, always
// the same number. Every night a jay takes a few of them away, but fewer than that.
//
// New here: `loop` repeats its block until a `break`. `break 7` also makes 7 the value of
// the whole loop. `while` repeats its block as long as a condition is true, and never has
// such a value: what should it be if the condition is false from the start?
//
// Make this true: `full_on_day` returns the first day on which the hole is full in the
// evening, before the jay comes. With room for 10 nuts, 4 brought and 1 taken, that's day
// 3: there are 4 nuts, then 3, 7, 6 and 10.

fn full_on_day(room: u32, brought: u32, taken: u32) -> u32 {
    let mut nuts = 0;
    let mut day = 0;
    loop {
        day += 1;
        nuts += brought;
        if nuts >= room + taken {
            break day;
        }
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
