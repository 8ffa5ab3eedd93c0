trait Toll {
    fn euros(&self, axles: u32) -> u32;
}

struct Bridge {
    per_axle: u32,
}

impl Toll for Bridge {
    fn eruos(&self, axles: u32) -> u32 {
        axles * self.per_axle
    }
}

fn main() {
    let bridge = Bridge { per_axle: 4 };
    println!("{} euros", bridge.euros(3));
}
