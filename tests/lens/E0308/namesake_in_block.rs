struct Boat {
    name: String,
    berth: u32,
}

fn moor(name: &str, berth: u32) -> Boat {
    {
        let name = name.to_uppercase();
        println!("{name} comes in");
    }
    Boat { name, berth }
}

fn main() {
    let boat = moor("Petrel", 4);
    println!("{} lies at berth {}", boat.name, boat.berth);
}
