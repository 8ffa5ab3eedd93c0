// A tower has between one and nine bells, numbered from the lowest to the highest. We
// write a tune as one long number: 12321 means bell 1, bell 2, bell 3, bell 2, bell 1.
// (`10 * tune + bell` puts one more digit at the end.)
//
// New here: `for` runs its block once for every number of a range.
//   5..8              5, 6, 7
//   5..=8             5, 6, 7, 8
//   8..5              nothing at all: a range only counts upwards
//   (5..8).rev()      7, 6, 5
//   (0..9).step_by(4) 0, 4, 8
//
// Make this true: `up_and_down` rings all bells up to the highest and down again, and the
// highest only once. `every_other` rings bells 1, 3, 5 and so on, as far as there are any.

fn up_and_down(bells: u64) -> u64 {
    let mut tune = 0;
    for bell in 1..bells {
        tune = 10 * tune + bell;
    }
    for bell in bells..1 {
        tune = 10 * tune + bell;
    }
    tune
}

fn every_other(bells: u64) -> u64 {
    let mut tune = 0;
    for bell in 1..bells {
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
