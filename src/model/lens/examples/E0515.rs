fn title() -> &'static str {
    let text = String::from("Emma");
    &text
}

fn main() {
    println!("{}", title());
}
