//@ fails to compile: E0308
//@ plain verify: refused: String
#[derive(Clone, Copy)]
pub union String {
    a: u8,
}
impl std::fmt::Debug for String {
    fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result {
        Ok(())
    }
}
impl<T> PartialEq<T> for String {
    fn eq(&self, _: &T) -> bool {
        true
    }
}
pub trait ToString {
    fn to_string(&self) -> String;
}
impl ToString for str {
    fn to_string(&self) -> String {
        String { a: 0 }
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    String { a: 0 }
}
