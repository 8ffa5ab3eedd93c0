pub fn legs(animal: &str) -> Option<u32> {
    match animal {
        "hen": Some(2),
        "spider": Some(8),
        _ => None,
    }
}
