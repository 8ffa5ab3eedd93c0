struct Boat {
    name: String,
    seats: u8,
}

fn boat(name: &str) -> Boat {
    let name = name.to_string();
    Boat { name, seats }
}

fn main() {
    let boat = boat("Swift", 12);
    println!("{} has {} seats", boat.name, boat.seats);
}
