//@ fails to compile: E0308
//@ plain verify: refused: String
#[derive(Debug)]
pub struct Text;
impl<T> PartialEq<T> for Text {
    fn eq(&self, _: &T) -> bool {
        true
    }
}
pub trait ToString {
    fn to_string(&self) -> Text;
}
impl ToString for str {
    fn to_string(&self) -> Text {
        Text
    }
}
type String = Text;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    Text
}
