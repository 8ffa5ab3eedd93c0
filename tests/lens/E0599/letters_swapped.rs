// rustc finds `ne` similar, but its note lists the function that's meant.
use std::rc::Rc;

struct Lamp {
    watts: u32,
}

fn main() {
    let lamp = Rc::nwe(Lamp { watts: 9 });
    let same = Rc::clone(&lamp);
    println!("{} and {}", lamp.watts, same.watts);
}
