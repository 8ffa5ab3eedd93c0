struct Berth {
    ship: Option<String>,
    depth: Option<u8>,
}

fn main() {
    let berth = Berth { ship: Some(String::from("Nora")), depth: None };
    println!("{} at {}", berth.ship, berth.depth);
}
