fn main() {
    let mut level = 3;
    let gauge = &level;
    level = 4;
    println!("{gauge}");
}
