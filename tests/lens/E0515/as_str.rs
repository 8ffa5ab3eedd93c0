fn shout(word: &str) -> &str {
    let loud = word.to_uppercase();
    loud.as_str()
}

fn main() {
    println!("{}", shout("hi"));
}
