fn main() {
    for number in 1 to 4 {
        println!("{number}");
    }
}
