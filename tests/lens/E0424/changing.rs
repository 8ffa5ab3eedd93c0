struct Counter {
    count: u32,
}

impl Counter {
    fn add(amount: u32) {
        self.count += amount;
    }
}

fn main() {
    let mut counter = Counter { count: 1 };
    counter.add(2);
    println!("{}", counter.count);
}
