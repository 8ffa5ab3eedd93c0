pub fn first(names: &[String]) -> Option<&String> {
    if names.is_empty() {
        return null;
    }
    names.first()
}
