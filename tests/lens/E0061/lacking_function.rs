fn shout(text: &str) -> String {
    let louder = change(text);
    format!("{louder}!")
}

fn main() {
    println!("{}", shout("hello", |text: &str| text.to_uppercase()));
}
