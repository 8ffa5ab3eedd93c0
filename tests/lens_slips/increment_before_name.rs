fn main() {
    let mut steps = 0;
    ++steps;
    println!("{steps}");
}
