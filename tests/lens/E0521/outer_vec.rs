fn main() {
    let mut seen: Vec<&str> = Vec::new();
    let mut note = |word: &str| seen.push(word);
    note("a");
    println!("{seen:?}");
}
