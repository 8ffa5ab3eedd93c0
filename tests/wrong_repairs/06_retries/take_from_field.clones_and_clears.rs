// A club votes. Its ballot box stays in the room all day, and now and then somebody
// empties it to count. `empty` must hand over the ballots themselves, not copies: a
// copied ballot would be a second vote. Afterwards the same box is there with nothing in
// it, ready for the next ballot.
//
// `impl BallotBox { ... }` holds the functions that belong to `BallotBox`; in them
// `&mut self` is the box itself, lent to be changed. `room.empty()` calls one of them.
// `std::mem::take(&mut place)` gives you the value that is in `place` and leaves an empty
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
    let mut room = BallotBox { ballots: vec![] };
    room.put_in("blue");
    room.put_in("green");
    println!("to be counted: {:?}", room.empty());
    println!("left in the box: {:?}", room.ballots);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_is_emptied_and_used_again() {
        let mut room = BallotBox { ballots: vec![] };
        room.put_in("blue");
        room.put_in("green");
        let paper = room.ballots[0].as_ptr(); // where the letters of "blue" are kept
        let counted = room.empty();
        assert_eq!(counted, ["blue", "green"], "all ballots are handed over");
        assert!(counted[0].as_ptr() == paper, "these are copies");
        assert!(room.ballots.is_empty(), "nothing is left in the box");

        room.put_in("red");
        assert_eq!(room.empty(), ["red"], "the box stays in use");
    }
}
