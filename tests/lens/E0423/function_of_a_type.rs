struct Lamp {
    watts: u32,
}

impl Lamp {
    fn of(watts: u32) -> Self {
        Self { watts }
    }
}

fn main() {
    let lamp = Lamp.of(40);
    println!("{}", lamp.watts);
}
