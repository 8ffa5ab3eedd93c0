fn main() {
    let steps = [4, 8, 15, 16];
    let at: i32 = 1;
    println!("{} {} {}", steps[at], steps[at + 1], steps[at + 2]);
}
