pub fn is_question(text: &str) -> bool {
    text.ends_with('?)
}
