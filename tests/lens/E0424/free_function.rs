struct Counter {
    count: u32,
}

fn show() -> u32 {
    self.count
}

fn main() {
    println!("{} {}", Counter { count: 1 }.count, show());
}
