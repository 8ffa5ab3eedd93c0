// A lost property office writes a card for everything that's handed in.
//
// A struct value is always complete: whoever makes one must give every field a value.
// Rust fills in nothing by itself, no empty string and no `false`. So when a struct gets
// a new field, the compiler leads you to every place that has to choose a value for it.

struct Card {
    thing: String,
    place: String,
    collected: bool,
}

fn hand_in(thing: &str, place: &str) -> Card {
    let thing = thing.to_string();
    // The place is known, so the card has it.
    let place = place.to_string();
    Card {
        thing,
        place,
        collected: false, // nobody can have come for it yet
    }
}

fn label(card: &Card) -> String {
    if card.collected {
        return format!("{}: collected", card.thing);
    }
    format!("{}: found at {}", card.thing, card.place)
}

fn main() {
    let mut card = hand_in("umbrella", "gate 3");
    println!("{}", label(&card));
    card.collected = true;
    println!("{}", label(&card));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_card_is_complete() {
        let card = hand_in("umbrella", "gate 3");
        assert_eq!(card.place, "gate 3", "the card must say where");
        assert!(!card.collected, "it was just handed in");
        let card = hand_in("red glove", "the park");
        assert_eq!(label(&card), "red glove: found at the park");
    }
}
