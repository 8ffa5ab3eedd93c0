fn remember<'a>(seen: &mut Vec<&'a str>, word: &str) {
    seen.push(word);
}

fn main() {
    let mut seen = Vec::new();
    remember(&mut seen, "a");
}
