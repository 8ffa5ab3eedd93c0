pub fn price(size: char) -> u32 {
    match size {
        's' = 3,
        _ => 5,
    }
}
