// A tower has between one and nine bells, and we write a tune as one long number.
//
// `1..bells` ends before the highest bell. That was wrong on the way up, and it's just
// right on the way down. `bells..1` looked like the way down, but it's an empty range: its
// block never ran, and nothing told us so.

fn up_and_down(bells: u64) -> u64 {
    let mut tune = 0;
    for bell in 1..=bells {
        tune = 10 * tune + bell;
    }
    // Without the `=`: the highest bell has just rung.
    for bell in (1..bells).rev() {
        tune = 10 * tune + bell;
    }
    tune
}

fn every_other(bells: u64) -> u64 {
    let mut tune = 0;
    for bell in (1..=bells).step_by(2) {
        tune = 10 * tune + bell;
    }
    tune
}

fn main() {
    println!("Five bells, up and down: {}", up_and_down(5));
    println!("Every other bell of six: {}", every_other(6));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bells_go_up_and_down_again() {
        assert_eq!(up_and_down(3), 12321, "three bells");
        assert_eq!(up_and_down(5), 123_454_321, "five bells");
        assert_eq!(up_and_down(1), 1, "a single bell rings once");
        assert_eq!(up_and_down(9), 12_345_678_987_654_321, "all nine");
    }

    #[test]
    fn every_other_bell_is_left_out() {
        assert_eq!(every_other(5), 135, "the fifth belongs to it");
        assert_eq!(every_other(6), 135, "the sixth doesn't");
        assert_eq!(every_other(9), 13579, "all nine");
        assert_eq!(every_other(1), 1, "a single bell");
    }
}
