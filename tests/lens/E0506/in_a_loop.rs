fn main() {
    let words = ["a", "bb"];
    let mut longest = String::new();
    let mut kept: Vec<&String> = Vec::new();
    for word in words {
        longest = word.to_string();
        kept.push(&longest);
    }
    println!("{kept:?}");
}
