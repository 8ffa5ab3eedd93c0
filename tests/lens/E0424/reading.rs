struct Counter {
    count: u32,
}

impl Counter {
    fn show() -> u32 {
        self.count
    }
}

fn main() {
    println!("{}", Counter { count: 1 }.show());
}
