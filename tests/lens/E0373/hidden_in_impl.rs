// The function returns the closure inside of an `impl` type. `filter` asks for no lifetime.
fn without(words: Vec<String>, banned: &str) -> impl Iterator<Item = String> {
    let banned = banned.to_lowercase();
    words.into_iter().filter(|word| *word != banned)
}

fn main() {
    let words = vec![String::from("tea"), String::from("rum")];
    for word in without(words, "RUM") {
        println!("{word}");
    }
}
