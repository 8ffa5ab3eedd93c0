fn main() {
    for number in 1:4 {
        println!("{number}");
    }
}
