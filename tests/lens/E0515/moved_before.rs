fn greeting() -> &'static str {
    let text = String::from("Good morning");
    drop(text);
    &text
}

fn shorten(line: String) -> &'static str {
    let kept = vec![line];
    println!("{} line", kept.len());
    line.trim()
}

fn main() {
    println!("{} {}", greeting(), shorten(String::from(" tea ")));
}
