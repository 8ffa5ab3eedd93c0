// A girl delivers newspapers in three streets, with four houses in each. `streets` says
// how many papers each house wants: `[[u32; 4]; 3]` is an array of three arrays, and each
// of these holds four numbers.
//
// New here: `continue` goes on with the next turn of a loop, and `break` leaves the loop.
// Both are about the innermost loop around them. But a loop can have a label, a name with
// a `'` in front: `'days: for day in 1..=7 { ... }`. Then `break 'days` and
// `continue 'days` are about that loop, from as deep inside as you like.
//
// Make this true:
//   She passes by a house that wants no papers. That's no stop, and the round goes on.
//   At the first house that wants more papers than she has left, the whole round is over.
//   `deliver` returns the number of stops and the papers that are left.

fn deliver(streets: [[u32; 4]; 3], papers: u32) -> (u32, u32) {
    let mut left = papers;
    let mut stops = 0;
    'round: for street in streets {
        for wanted in street {
            if wanted == 0 {
                continue 'round;
            }
            if wanted > left {
                break 'round;
            }
            left -= wanted;
            stops += 1;
        }
    }
    (stops, left)
}

fn main() {
    let streets = [[1, 0, 2, 1], [1, 5, 0, 1], [1, 1, 1, 0]];
    let (stops, left) = deliver(streets, 8);
    println!("{stops} stops, {left} papers left");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_gets_what_they_want_if_there_is_enough() {
        let streets = [[1, 2, 1, 1], [1, 1, 1, 1], [2, 1, 1, 1]];
        assert_eq!(deliver(streets, 20), (12, 6), "12 houses, 14 papers");
        assert_eq!(deliver(streets, 14), (12, 0), "just enough");
    }

    #[test]
    fn a_house_that_wants_nothing_is_passed_by() {
        let streets = [[0, 1, 0, 2], [0, 0, 0, 0], [1, 0, 0, 1]];
        assert_eq!(deliver(streets, 10), (4, 5), "four houses, 5 papers");
    }

    #[test]
    fn the_round_is_over_when_there_are_too_few() {
        let streets = [[1, 1, 1, 1], [1, 5, 1, 1], [1, 1, 1, 1]];
        assert_eq!(deliver(streets, 6), (5, 1), "nobody after the 5");
        assert_eq!(deliver(streets, 0), (0, 0), "not even a first stop");
        let streets = [[1, 0, 1, 0], [0, 0, 2, 9], [1, 1, 0, 1]];
        assert_eq!(deliver(streets, 7), (3, 3), "nobody after the 9");
    }
}
