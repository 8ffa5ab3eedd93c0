fn main() {
    let mut words = vec![String::from("a")];
    for word in &words {
        word.push('!');
    }
    words.clear();
}
