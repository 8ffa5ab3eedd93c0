pub fn rows() -> u32 {
    let rows u32 = 12;
    rows
}
