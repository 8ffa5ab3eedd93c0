// A club votes. Its ballot box stays in the room all day, and now and then somebody
// empties it to count. `empty` must hand over the ballots themselves, not copies: a
// copied ballot would be a second vote. Afterwards, the same box is still there, empty
// and ready for the next ballot.
//
// `impl BallotBox { ... }` holds the functions that belong to `BallotBox`; in them,
// `&mut self` is the box itself, lent to be changed. `ballot_box.empty()` calls one.
// `std::mem::take(&mut place)` gives you the value that's in `place` and leaves an empty
// value of the same type there: for a Vec an empty Vec, for a String an empty String.

struct BallotBox {
    ballots: Vec<String>,
}

impl BallotBox {
    fn put_in(&mut self, choice: &str) {
        self.ballots.push(String::from(choice));
    }

    fn empty(&mut self) -> Vec<String> {
        let copies = self.ballots.clone();
        self.ballots.clear();
        copies
    }
}

fn main() {
    let mut ballot_box = BallotBox { ballots: vec![] };
    ballot_box.put_in("blue");
    ballot_box.put_in("green");
    println!("to be counted: {:?}", ballot_box.empty());
    println!("left in the box: {:?}", ballot_box.ballots);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_is_emptied_and_used_again() {
        let mut ballot_box = BallotBox { ballots: vec![] };
        ballot_box.put_in("blue");
        ballot_box.put_in("green");
        let paper = ballot_box.ballots[0].as_ptr(); // where "blue" is kept
        let counted = ballot_box.empty();
        assert_eq!(counted, ["blue", "green"], "all ballots are handed over");
        assert!(counted[0].as_ptr() == paper, "these ballots are copies");
        assert!(ballot_box.ballots.is_empty(), "the box should be empty");

        ballot_box.put_in("red");
        assert_eq!(ballot_box.empty(), ["red"], "the box stays in use");
    }
}
