struct Boat {
    name: String,
    seats: u32,
}

fn sign(boat: &Boat) -> String {
    format!("{} ({} seats)", boat, boat.seats)
}

fn main() {
    let boat = Boat { name: String::from("Heron"), seats: 4 };
    println!("{}: {}", boat.name, sign(&boat));
}
