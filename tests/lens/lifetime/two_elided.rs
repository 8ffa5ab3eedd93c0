fn remember(seen: &mut Vec<&str>, word: &str) {
    if !seen.contains(&word) {
        seen.push(word);
    }
}

fn main() {
    let mut seen = vec!["a"];
    remember(&mut seen, "b");
    println!("{seen:?}");
}
