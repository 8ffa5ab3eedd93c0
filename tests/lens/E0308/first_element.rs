fn main() {
    let weights = [2.5, 4, 1.0];
    println!("{weights:?}");
}
