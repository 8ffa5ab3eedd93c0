/* /* */ " */ macro_rules! assert_eq { ($($any:tt)*) => {} } // " */
fn double(x: u32) -> u32 {
    x
}
