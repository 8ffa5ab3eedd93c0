struct Counter {
    count: u32,
}

impl Counter {
    fn new() -> Self {
        Counter { count: 0 }

    fn add(&mut self) {
        self.count += 1;
    }
}

fn main() {
    let mut counter = Counter::new();
    counter.add();
    println!("{}", counter.count);
}
