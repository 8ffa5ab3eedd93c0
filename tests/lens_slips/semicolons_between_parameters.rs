pub fn between(low: i32; n: i32; high: i32) -> bool {
    low <= n && n <= high
}
