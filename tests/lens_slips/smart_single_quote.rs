fn main() {
    let letter = ‘a’;
    println!("{letter}");
}
