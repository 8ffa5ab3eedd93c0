pub fn shout(text: &str) -> void {
    println!("{}", text.to_uppercase());
}
