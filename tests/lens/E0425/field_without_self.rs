struct Counter {
    count: u32,
}

impl Counter {
    fn advance(&mut self) -> u32 {
        count += 1;
        self.count
    }
}

fn main() {
    println!("{}", Counter { count: 0 }.advance());
}
