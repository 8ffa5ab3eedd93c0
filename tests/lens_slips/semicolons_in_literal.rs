pub struct Lamp {
    pub watts: u32,
    pub on: bool,
}

pub fn lamp() -> Lamp {
    Lamp {
        watts: 9;
        on: true,
    }
}
