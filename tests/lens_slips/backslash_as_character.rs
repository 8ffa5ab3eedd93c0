pub fn is_separator(c: char) -> bool {
    c == '\' || c == '/'
}
