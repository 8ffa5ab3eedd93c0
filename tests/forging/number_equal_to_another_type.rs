//@ test fails
//@ undefended: test fails
// `==` is told of a new type, but the test's are both known.
#[derive(Debug)]
struct Any(u32);
impl PartialEq<Any> for u32 {
    fn eq(&self, _: &Any) -> bool {
        true
    }
}
impl From<Any> for u32 {
    fn from(any: Any) -> u32 {
        any.0
    }
}
fn double(x: u32) -> u32 {
    Any(x).into()
}
