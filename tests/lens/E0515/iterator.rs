fn words(text: &str) -> Vec<&str> {
    let lower = text.to_lowercase();
    lower.split(' ').collect()
}

fn main() {
    println!("{:?}", words("A b"));
}
