// A ballot box stays in the room all day. `empty` hands over the ballots themselves and
// leaves the same box, with nothing in it.
//
// Behind `&mut self`, the box is only borrowed. Moving the Vec out would leave a hole in
// a box that somebody else owns. `std::mem::take` moves the Vec out and at once puts an
// empty one in its place, so the box is whole at every moment, and no ballot is copied.

struct BallotBox {
    ballots: Vec<String>,
}

impl BallotBox {
    fn put_in(&mut self, choice: &str) {
        self.ballots.push(String::from(choice));
    }

    fn empty(&mut self) -> Vec<String> {
        // The empty Vec that stays behind needs no memory for elements, so this is cheap.
        std::mem::take(&mut self.ballots)
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
