struct Boat {
    name: String,
    seats: u32,
}

fn boat(name: &str, seats: String) -> Boat {
    let name = name.to_string();
    Boat { name, seats }
}

fn harbour() -> Vec<Boat> {
    vec![boat("Tern", 4), boat("Gull", 6)]
}

fn main() {
    for boat in harbour() {
        println!("{}: {}", boat.name, boat.seats);
    }
}
