use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
struct Seat {
    row: u8,
    number: u8,
}

fn main() {
    let seat = Seat { row: 3, number: 14 };
    let mut guests = HashMap::new();
    guests.insert(seat.clone(), "Mia");
    println!("{guests:?}");
}
