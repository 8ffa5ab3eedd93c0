// A sailing school measures the wind every morning and hoists a flag. The force of the wind
// is a number from 0 (calm) to 12 (hurricane):
//   0 and 1     'W', white: no boat moves
//   2 to 5      'G', green: come and sail
//   6 and 7     'Y', yellow: only with a teacher
//   8 to 12     'R', red: stay ashore
//   all others  '?', no colour: the instrument is broken
//
// New here: `match` is an expression too. It compares a value with patterns, from top to
// bottom, and the first one that fits decides. `3 | 9` fits 3 and 9. `3..=9` fits 3 to 9,
// `3..9` ends before the 9, and `_` fits everything. Every value that the type can hold
// must fit a pattern. A `u8` can hold 0 to 255. (In its messages the compiler writes
// `3_u8` for a 3 of this type, and `u8::MAX` for 255.)
//
// Make this true: `flag` returns the letter for every number.

fn flag(force: u8) -> char {
    match force {
        0 | 1 => 'W',
        2..5 => 'G',
        6 | 7 => 'Y',
        8..=12 => 'R',
        5_u8 | 13_u8..=u8::MAX => todo!(),
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
