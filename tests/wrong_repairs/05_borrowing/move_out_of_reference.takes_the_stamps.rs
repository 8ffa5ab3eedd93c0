// A coffee house has stamp cards. Guests lend their card to get a stamp, or to find out
// whether it's full. Both functions here take the stamps off the card.
// But from something that's only lent to you, you can't take a part away.
//
// Make this true: the stamps stay on the card. `add_stamp` changes them there, and
// `is_full` looks at them there. No stamp is copied.

struct Stamp {
    day: u32,
}

struct Card {
    stamps: Vec<Stamp>,
}

fn add_stamp(card: &mut Card, day: u32) {
    let mut stamps = std::mem::take(&mut card.stamps);
    stamps.push(Stamp { day });
}

fn is_full(card: &Card) -> bool {
    let stamps = &card.stamps;
    stamps.len() >= 3
}

fn main() {
    let mut card = Card { stamps: Vec::new() };
    for day in 1..=3 {
        add_stamp(&mut card, day);
        println!("since day {}, full: {}", card.stamps[0].day, is_full(&card));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    static GONE: Mutex<u32> = Mutex::new(0); // how many stamps were dropped

    impl Drop for Stamp {
        fn drop(&mut self) {
            *GONE.lock().unwrap() += 1;
        }
    }

    #[test]
    fn new_stamps_are_on_the_lent_card() {
        let mut card = Card { stamps: Vec::new() };
        add_stamp(&mut card, 12);
        add_stamp(&mut card, 30);
        assert_eq!(card.stamps.len(), 2, "stamp the card, not a copy of it");
        assert_eq!(card.stamps[1].day, 30, "the newest stamp comes last");
        assert!(!is_full(&card), "two stamps aren't enough");
        add_stamp(&mut card, 31);
        assert!(is_full(&card), "the third stamp makes the card full");
        let gone = *GONE.lock().unwrap();
        assert_eq!(gone, 0, "stamps, or copies of them, were thrown away");
    }
}
