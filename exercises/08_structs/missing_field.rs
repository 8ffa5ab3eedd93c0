// A lost property office writes a card for everything that's handed in. Since this week,
// a card also says where the thing was found, and whether its owner has collected it. The
// struct `Card` has the new fields. The function `hand_in` doesn't know them yet.
//
// `Card { thing: value, ... }` makes a card and gives each field its value. If a variable
// has the same name as the field, the name alone is enough: `Card { thing, ... }`.
//
// Make this true: `hand_in` makes a complete card, for a thing that was found at `place`
// and that nobody has collected yet.

struct Card {
    thing: String,
    place: String,
    collected: bool,
}

fn hand_in(thing: &str, place: &str) -> Card {
    let thing = thing.to_string();
    Card { thing }
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
