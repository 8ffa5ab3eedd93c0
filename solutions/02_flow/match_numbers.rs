// A sailing school measures the wind every morning and hoists a flag.
//
// Two kinds of numbers had no pattern: 5, because `2..5` ends before it, and everything
// over 12. A `_` alone would have satisfied the compiler, but then a fine day for sailing
// would look like a broken instrument. Cover what you know first, and use `_` for what's
// really left over.

fn flag(force: u8) -> char {
    match force {
        0 | 1 => 'W',
        2..=5 => 'G', // with `=`, the 5 belongs to the range
        6 | 7 => 'Y',
        8..=12 => 'R',
        _ => '?', // last, because it fits every number
    }
}

fn main() {
    println!("force 4: {}", flag(4));
    println!("force 9: {}", flag(9));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_force_has_its_flag() {
        let flags = [(0, 1, 'W'), (2, 5, 'G'), (6, 7, 'Y'), (8, 12, 'R')];
        for (first, last, letter) in flags {
            for force in first..=last {
                assert_eq!(flag(force), letter, "the flag at force {force}");
            }
        }
    }

    #[test]
    fn a_number_over_12_is_a_broken_instrument() {
        for force in [13, 14, 99, 255] {
            assert_eq!(flag(force), '?', "there is no wind of force {force}");
        }
    }
}
