fn main() {
    let (wanted, found) = (3, 4);
    if found =! wanted {
        println!("{found} instead of {wanted}");
    }
}
