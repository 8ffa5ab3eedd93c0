fn label(text: &str, is_loud: bool) -> String {
    let text;
    if is_loud {
        text = String::from(text);
    } else {
        text = String::from("...");
    }
    text
}

fn main() {
    println!("{}", label("Hello", true));
}
