// A lost property office writes a card for every thing that is handed in.
//
// A struct value is always whole: whoever makes one must give every field a value. Rust
// puts in nothing by itself, no empty text and no `false`. So when a struct gets a new
// field, the compiler leads you to every place that has to decide on its value.

struct Card {
    thing: String,
    place: String,
    fetched: bool,
}

fn hand_in(thing: &str, place: &str) -> Card {
    let thing = thing.to_string();
    // The place is known, so it is stored.
    let place = place.to_string();
    Card {
        thing,
        place,
        fetched: false, // nobody can have fetched it yet
    }
}

fn label(card: &Card) -> String {
    if card.fetched {
        return format!("{}: fetched", card.thing);
    }
    format!("{}: found at {}", card.thing, card.place)
}

fn main() {
    let mut card = hand_in("umbrella", "gate 3");
    println!("{}", label(&card));
    card.fetched = true;
    println!("{}", label(&card));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_card_is_complete() {
        let card = hand_in("umbrella", "gate 3");
        assert_eq!(card.place, "gate 3", "the card must tell the place");
        assert!(!card.fetched, "it was just handed in");
        let card = hand_in("red glove", "the park");
        assert_eq!(label(&card), "red glove: found at the park");
    }
}
