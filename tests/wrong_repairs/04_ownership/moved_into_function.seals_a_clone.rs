// In a post room, every letter is sealed and then stamped. Make `send` do both to the
// same letter, and return it.
//
// A function that takes a value becomes its owner. What it returns belongs to the
// caller: `seal` and `stamp` each take a letter, mark it, and give it back.
//
// A `struct` is a type of your own, made of named fields. `letter.cover` is one of them:
// the text on the outside of the letter.

#[derive(Clone)]
struct Letter {
    cover: String,
}

fn seal(mut letter: Letter) -> Letter {
    letter.cover.push_str(" [sealed]");
    letter
}

fn stamp(mut letter: Letter) -> Letter {
    letter.cover.push_str(" [stamped]");
    letter
}

fn send(letter: Letter) -> Letter {
    seal(letter.clone());
    stamp(letter)
}

fn main() {
    let cover = String::from("To Mina");
    println!("{}", send(Letter { cover }).cover);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_sealed_and_then_stamped() {
        let cover = String::from("To Omar");
        let sent = send(Letter { cover });
        assert_eq!(
            sent.cover, "To Omar [sealed] [stamped]",
            "both marks belong on this one letter, and the seal comes first"
        );
    }

    #[test]
    fn the_letter_that_came_in_is_sent() {
        let mut cover = String::with_capacity(64); // has room for both marks
        cover.push_str("To Omar");
        let address = cover.as_ptr();
        let sent = send(Letter { cover });
        assert!(sent.cover.as_ptr() == address, "this letter is a copy");
    }
}
