u32 twice(n: u32) {
    n * 2
}
