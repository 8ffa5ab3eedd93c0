struct Label {
    text: String,
}

fn label(text: &str) -> Label {
    Label { text: text.clone() }
}

fn main() {
    let first = label(String::from("plums"));
    let second = label(format!("{} jars", 3));
    println!("{} {}", first.text, second.text);
}
