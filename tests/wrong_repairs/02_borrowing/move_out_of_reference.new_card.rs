// Guests of a coffee house lend their card to get a stamp, or to hear if it is full.
// Both functions take the stamps off the card. But what is lent must stay whole.
// Make this true: the stamps stay on the card. `add_stamp` changes them there, and
// `is_full` looks at them there. No stamp is copied.

#[derive(Clone)]
struct Stamp {
    day: u32,
}

struct Card {
    stamps: Vec<Stamp>,
}

fn add_stamp(card: &mut Card, day: u32) {
    let stamps = vec![Stamp { day }];
    *card = Card { stamps };
}

fn is_full(card: &Card) -> bool {
    let stamps = &card.stamps;
    stamps.len() >= 3
}

fn main() {
    let mut card = Card { stamps: Vec::new() };
    add_stamp(&mut card, 12);
    println!("since day {}, full: {}", card.stamps[0].day, is_full(&card));
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Clone for Stamp {
        fn clone(&self) -> Stamp {
            panic!("no stamp may be copied")
        }
    }

    #[test]
    fn new_stamps_are_on_the_lent_card() {
        let mut card = Card { stamps: Vec::new() };
        add_stamp(&mut card, 12);
        add_stamp(&mut card, 30);
        assert_eq!(card.stamps.len(), 2, "stamp the card, not a copy of it");
        assert!(!is_full(&card), "two stamps are not enough");
        add_stamp(&mut card, 31);
        assert!(is_full(&card), "the third stamp makes the card full");
    }
}
