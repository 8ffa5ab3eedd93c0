struct Boat {
    name: String,
}

struct Trip<'boat> {
    boat: &'boat Boat,
    days: u32,
}

fn launch(name: &str) -> Boat {
    Boat { name: name.to_string() }
}

fn label(boat: &Boat) -> String {
    boat.name.to_uppercase()
}

fn main() {
    let boat = launch("Gull");
    let trip = Trip { boat, days: 3 };
    println!("{} {}", label(boat), trip.days + trip.boat.name.len() as u32);
    println!("{}", label(boat));
}
