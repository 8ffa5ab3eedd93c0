// An inn has rooms such as 304: the room with number 4 on floor 3. Some guests say "304",
// some say "floor 3, number 4", and some hand in the `Room` itself. `key` takes them all.
//
// New here: `From<A>` makes a value from an `A`, and it never fails. A type with it has
// `Type::from(a)`, and Rust adds the other direction by itself: `a.into()`. A parameter of
// type `impl Into<Room>` takes everything that a `Room` can be made from.
//
// Make this true: a `Room` can be made from a `u16` and from a pair (floor, number).

#[derive(Debug, PartialEq)]
struct Room {
    floor: u16,
    number: u16,
}

fn key(room: impl Into<Room>) -> String {
    let room = room.into();
    format!("key {} on board {}", room.number, room.floor)
}

fn main() {
    println!("{}", key(304_u16));
    println!("{}", key((3, 4)));
    println!("{}", key(Room { floor: 3, number: 4 }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_from<A>(value: A) -> Room
    where
        Room: From<A>,
    {
        Room::from(value)
    }

    #[test]
    fn guests_may_say_it_as_they_like() {
        for floor in 0..=6 {
            for number in 1..=40 {
                let wanted = format!("key {number} on board {floor}");
                let sign = 100 * floor + number;
                assert_eq!(key(sign), wanted, "as on the sign");
                assert_eq!(key((floor, number)), wanted, "floor and number");
                assert_eq!(key(Room { floor, number }), wanted, "a room");
                assert_eq!(made_from(sign), Room { floor, number }, "with from");
            }
        }
        assert_ne!(made_from((1, 2)), made_from((2, 1)), "floor and number");
    }
}
