fn next(n: u8) -> u8 {
    n + 1
}

fn last_index(list: &[i32]) -> usize {
    list.len() - 1
}

fn double(n: i32) -> i32 {
    n * 2
}

fn opposite(n: i32) -> i32 {
    -n
}

fn average(sum: u32, count: u32) -> u32 {
    sum / count
}

fn left_over(sum: u32, count: u32) -> u32 {
    sum % count
}

fn total(list: &[u8]) -> u8 {
    let mut sum = 0;
    for n in list {
        sum += n;
    }
    sum
}

fn power(n: u32) -> i32 {
    1 << n
}

fn sum_of_three(a: u8, b: u8, c: u8) -> u8 {
    a + b + c
}

fn in_the_library(n: i32) -> i32 {
    n.pow(20)
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added() {
        assert_eq!(next(255), 0);
    }

    #[test]
    fn added_in_a_loop() {
        assert_eq!(total(&[200, 100]), 44);
    }

    #[test]
    fn added_twice() {
        assert_eq!(sum_of_three(100, 100, 100), 44);
    }

    #[test]
    fn divided() {
        assert_eq!(average(3, 0), 0);
    }

    #[test]
    fn multiplied() {
        assert_eq!(double(i32::MAX), 0);
    }

    #[test]
    fn negated() {
        assert_eq!(opposite(i32::MIN), 0);
    }

    #[test]
    fn raised_to_a_power() {
        assert_eq!(in_the_library(10), 0);
    }

    #[test]
    fn remainder() {
        assert_eq!(left_over(3, 0), 0);
    }

    #[test]
    fn shifted() {
        assert_eq!(power(40), 0);
    }

    #[test]
    fn subtracted() {
        assert_eq!(last_index(&[]), 0);
    }
}
