// The screen at a hotel desk greets each guest: "Good morning, room 12", and from noon
// on "Good evening, room 12".
//
// Each `greeting` was declared inside a block, and dropped at the end of that block.
// If you need a value after a block, its owner must be declared outside.

fn welcome(hour: u32, room: u32) -> String {
    // The value of an `if` is that of the block that ran. So the text moves out of the
    // block into `greeting`, which lives until the function ends.
    let greeting = if hour < 12 {
        String::from("Good morning")
    } else {
        String::from("Good evening")
    };
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
