fn main() {
    for let bird in ["swan", "gull"] {
        println!("{bird}");
    }
}
