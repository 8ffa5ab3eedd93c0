// An inn has rooms such as 304.
//
// One `From` for each type that a room is made from. `Into` comes with it, so nobody writes
// `impl Into`. Every type also has `From` itself: that's why `key` takes a `Room` as well.

#[derive(Debug, PartialEq)]
struct Room {
    floor: u16,
    number: u16,
}

impl From<u16> for Room {
    fn from(sign: u16) -> Self {
        Room { floor: sign / 100, number: sign % 100 }
    }
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
