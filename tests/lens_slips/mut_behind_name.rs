pub fn countdown() -> u32 {
    let left mut = 10;
    left -= 1;
    left
}
