// A lost property office writes a card for every thing that is handed in. Since this
// week a card also tells where the thing was found, and whether its owner has fetched it.
// The struct `Card` knows about this. The function `hand_in` does not yet.
//
// `Card { thing: value, ... }` makes a card and gives each field its value. If a variable
// has the same name as the field, the name alone is enough: `Card { thing, ... }`.
//
// Make this true: `hand_in` fills in a whole card, for a thing that was found at `place`
// and that nobody has fetched yet.

struct Card {
    thing: String,
    place: String,
    fetched: bool,
}

fn hand_in(thing: &str, place: &str) -> Card {
    let thing = thing.to_string();
    // The place is known, so it is stored. A thing that comes in is not fetched yet.
    let place = place.to_string();
    let fetched = true;
    Card {
        thing,
        place,
        fetched,
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
