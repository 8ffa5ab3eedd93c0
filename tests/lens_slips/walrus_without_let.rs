pub fn perimeter(a: u32, b: u32) -> u32 {
    half := a + b;
    half * 2
}
