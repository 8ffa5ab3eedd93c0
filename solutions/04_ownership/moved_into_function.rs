// In a post room, every letter is sealed and then stamped: both marks on one letter.
//
// `seal(letter)` took the letter away from `send`. It returned the sealed letter, but
// nobody kept it, so it was dropped at the `;`.

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
    // Each result gets an owner, so the letter is passed on from one owner to the next.
    let sealed = seal(letter);
    stamp(sealed)
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
