pub fn area(a: u32, b: u32) -> u32 {
    let area = a * b,
    area
}
