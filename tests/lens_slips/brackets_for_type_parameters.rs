pub fn none() -> Vec[u32] {
    Vec::new()
}
