//@ test fails
//@ undefended: test fails
// The trait isn't one of the original's, so the tests don't see it.
trait Length {
    fn len(self) -> usize;
}
impl Length for Vec<u32> {
    fn len(self) -> usize {
        2
    }
}
trait Describe {
    fn describe(&self) -> String;
}
impl Describe for Vec<u32> {
    fn describe(&self) -> String {
        format!("{}", Vec::len(self))
    }
}
fn double(x: u32) -> u32 {
    x
}
