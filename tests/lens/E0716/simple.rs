fn main() {
    let words: Vec<&str> = String::from("one two").split(' ').collect();
    println!("{words:?}");
}
