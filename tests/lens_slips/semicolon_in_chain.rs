pub fn long_names(names: &[String]) -> Vec<&String> {
    names
        .iter()
        .filter(|name| name.len() > 8);
        .collect()
}
