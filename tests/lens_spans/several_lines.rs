fn main() {
    let text: &str = String::from(
        "a text that takes \
         two lines",
    )
    .trim();
    println!("{text}");
}
