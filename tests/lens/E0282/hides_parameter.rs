fn shout(word: &str) -> String {
    let word;
    if std::env::args().count() > 1 {
        word = word.to_uppercase();
    }
    word
}

fn main() {
    println!("{}", shout("ahoy"));
}
