struct Lamp {
    is_on: bool,

    fn state(&self) -> &str {
        if self.is_on { "on" } else { "off" }
    }
}

fn main() {
    let lamp = Lamp { is_on: true };
    println!("{}", lamp.state());
}
