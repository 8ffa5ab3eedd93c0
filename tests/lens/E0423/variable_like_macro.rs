fn record(words: &[&str]) -> String {
    line
}

fn main() {
    println!("{}", record(&["a", "b"]));
}
