pub fn motto() -> String {
    String::from(`slow and steady`)
}
