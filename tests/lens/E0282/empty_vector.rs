fn main() {
    let names = Vec::new();
    println!("{}", names.len());
}
