fn pick(words: Vec<String>) -> (Vec<String>, usize) {
    let longest = words.iter().max_by_key(|w| w.len()).unwrap();
    let result = words;
    (result, longest.len())
}

fn main() {
    pick(vec![String::from("a")]);
}
