struct Clock {
    hours: u32,
}

impl Clock {
    fn tick(mut &self) {
        self.hours = (self.hours + 1) % 24;
    }
}

fn main() {
    let mut clock = Clock { hours: 23 };
    clock.tick();
    println!("{}", clock.hours);
}
