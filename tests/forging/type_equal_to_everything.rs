//@ fails to compile: E0277
//@ undefended: fails to compile: E0277
// The test names the type, so that this doesn't fit.
#[derive(Debug)]
struct Any;
impl<T> PartialEq<T> for Any {
    fn eq(&self, _: &T) -> bool {
        true
    }
}
fn double(_: u32) -> Any {
    Any
}
