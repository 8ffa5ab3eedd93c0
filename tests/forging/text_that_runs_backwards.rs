//@ lint: text_direction_codepoint_in_comment
//@ undefended: lint: text_direction_codepoint_in_comment
// ‮ } ⁦// only a comment?⁩
macro_rules! assert_eq { ($($any:tt)*) => {} }
macro_rules! assert { ($($any:tt)*) => {} }
fn double(x: u32) -> u32 {
    x
}
