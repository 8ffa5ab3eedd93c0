fn trimmed<'a>(text: String) -> &'a str {
    text.trim()
}

fn main() {
    println!("{}", trimmed(String::from(" a ")));
}
