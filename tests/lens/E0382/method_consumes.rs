fn main() {
    let word = String::from("anchor");
    let bytes = word.into_bytes();
    println!("{word} has {} bytes", bytes.len());
}
