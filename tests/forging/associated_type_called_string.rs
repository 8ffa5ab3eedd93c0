//@ fails to compile: E0308
//@ plain verify: refused: String
// What the test calls a `String` would be a slice.
type String = <u8 as Has>::String;
trait Has {
    type String;
}
impl Has for u8 {
    type String = Text;
}
#[derive(Debug)]
struct Text;
impl PartialEq<&str> for Text {
    fn eq(&self, _: &&str) -> bool {
        true
    }
}
impl PartialEq for Text {
    fn eq(&self, _: &Text) -> bool {
        true
    }
}
trait ToString {
    fn to_string(&self) -> Text;
}
impl ToString for str {
    fn to_string(&self) -> Text {
        Text
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    Text
}
