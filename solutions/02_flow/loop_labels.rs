// A girl delivers newspapers in three streets.
//
// Both `break`s left the loop over one street, and both were wrong: a house that wants
// no papers ended the street, and a lack of papers didn't end the round. The first one
// should leave just one turn, and the second one should leave both loops.

fn deliver(streets: [[u32; 4]; 3], papers: u32) -> (u32, u32) {
    let mut left = papers;
    let mut stops = 0;
    // The label belongs to the outer loop, so `break 'round` leaves both.
    'round: for street in streets {
        for wanted in street {
            if wanted == 0 {
                // Done with this house only: the next one in the street may want a paper.
                continue;
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
