fn main() {
    let (low, high) = (1, 9);
    low = 2;
    println!("{low} {high}");
}
