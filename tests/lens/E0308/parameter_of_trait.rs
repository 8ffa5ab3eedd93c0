trait Winch {
    fn pull(&mut self, metres: u64) -> u64;
}

struct Hand {
    rope: u64,
}

impl Winch for Hand {
    fn pull(&mut self, metres: u32) -> u64 {
        let pulled: u64 = metres;
        self.rope += pulled;
        self.rope
    }
}

fn main() {
    println!("{}", Hand { rope: 2 }.pull(3));
}
