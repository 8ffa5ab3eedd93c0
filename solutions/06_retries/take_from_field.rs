// A ballot box stays in the room all day. `empty` hands over the ballots themselves and
// leaves the same box with nothing in it.
//
// Behind `&mut self` the box is only borrowed. Moving the Vec out would leave a hole in
// a box that somebody else owns. `std::mem::take` moves the Vec out and puts an empty one
// in its place at once, so the box is whole at every moment, and no ballot is copied.

struct BallotBox {
    ballots: Vec<String>,
}

impl BallotBox {
    fn put_in(&mut self, choice: &str) {
        self.ballots.push(String::from(choice));
    }

    fn empty(&mut self) -> Vec<String> {
        // `Vec::new()`, which stays behind, needs no memory for elements: this is cheap.
        std::mem::take(&mut self.ballots)
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
