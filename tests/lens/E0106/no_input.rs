fn name() -> &str {
    "Ada"
}

fn main() {
    println!("{}", name());
}
