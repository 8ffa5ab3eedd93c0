fn words(text: &str, stop: &str) -> Vec<&str> {
    text.split(' ').take_while(|w| *w != stop).collect()
}

fn main() {
    println!("{:?}", words("a b", "b"));
}
