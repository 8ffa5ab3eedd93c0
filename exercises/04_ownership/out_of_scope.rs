// The screen at a hotel desk greets each guest: "Good morning, room 12", and from noon
// on "Good evening, room 12". Make `welcome` return this text.
//
// The code between `{` and `}` is a block. A variable lives from its `let` to the end of
// the block that it's in. There its value is dropped, and its memory is freed.
//
// A block can also have a value: that of its last line, if that line has no `;`.

fn welcome(hour: u32, room: u32) -> String {
    if hour < 12 {
        let greeting = String::from("Good morning");
    } else {
        let greeting = String::from("Good evening");
    }
    format!("{greeting}, room {room}")
}

fn main() {
    println!("{}", welcome(8, 12));
    println!("{}", welcome(19, 12));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greets_in_the_morning() {
        assert_eq!(
            welcome(8, 12),
            "Good morning, room 12",
            "the greeting made inside the block should reach the last line"
        );
    }

    #[test]
    fn greets_from_noon_on() {
        assert_eq!(
            welcome(12, 3),
            "Good evening, room 3",
            "noon is not morning"
        );
        assert_eq!(welcome(19, 40), "Good evening, room 40", "seven at night");
    }
}
