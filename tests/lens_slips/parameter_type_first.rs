pub fn double(i32 n) -> i32 {
    n * 2
}
