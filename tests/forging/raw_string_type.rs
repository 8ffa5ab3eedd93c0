//@ fails to compile: E0308
//@ plain verify: refused: String
#[derive(Debug)]
pub struct r#String;
impl<T> PartialEq<T> for r#String {
    fn eq(&self, _: &T) -> bool {
        true
    }
}
pub trait ToString {
    fn to_string(&self) -> r#String;
}
impl ToString for str {
    fn to_string(&self) -> r#String {
        r#String
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> r#String {
    r#String
}
