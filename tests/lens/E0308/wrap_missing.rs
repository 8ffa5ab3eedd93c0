fn find(n: u32) -> Option<u32> {
    if n > 3 {
        return n;
    }
    None
}

fn main() {
    println!("{:?}", find(4));
}
