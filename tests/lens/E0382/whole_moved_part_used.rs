struct Boat {
    name: String,
    seats: u32,
}

fn main() {
    let mut boat = Boat {
        name: String::from("Heron"),
        seats: 4,
    };
    let sink = move || drop(boat);
    sink();
    boat.seats += 1;
}
