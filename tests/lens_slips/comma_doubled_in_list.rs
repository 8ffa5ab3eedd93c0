fn main() {
    let heights = [12, 8,, 20];
    for height in heights {
        println!("{height} m");
    }
}
