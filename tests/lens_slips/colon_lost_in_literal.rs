pub struct Boat {
    pub name: String,
    pub seats: u32,
}

pub fn dinghy() -> Boat {
    Boat {
        name: "Tern".to_string(),
        seats 2,
    }
}
