pub fn quoted(text: &str) -> String {
    format!("\"{text}\")
}

pub fn other() -> &'static str {
    "plain"
}
