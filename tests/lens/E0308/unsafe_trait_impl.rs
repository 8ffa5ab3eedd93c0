unsafe trait Shelf {
    fn room(&self) -> usize;
}

struct Box3 {
    used: usize,
}

impl Shelf for Box3 {
    fn room(&self) {
        size_of_val(&self.used)
    }
}

fn main() {
    println!("{}", Box3 { used: 1 }.room());
}
