struct Lamp {
    watts: u32,
}

fn dim(lamp: &Lamp) {
    lamp.watts /= 2;
    lamp.watts -= 1;
}

fn main() {
    let lamp = Lamp { watts: 60 };
    dim(&lamp);
    println!("{}", lamp.watts);
}
