pub fn lengths(names: &[String]) -> Vec<usize> {
    names
        .iter()
        map(|name| name.len())
        .collect()
}
