pub fn seats() -> u32 {
    let rows: u32 12;
    rows * 4
}
