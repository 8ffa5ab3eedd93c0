fn main() {
    let mut left = 3;
    let mut rounds = 0;
    while left - rounds = 1 {
        rounds += 1;
        left += 1;
    }
    println!("{rounds}");
}
