//@ test fails
//@ undefended: test fails
// A supertrait's methods aren't in scope with the trait.
trait Length: Sized {
    fn len(self) -> usize {
        3
    }
}
impl Length for Vec<u32> {}
trait Describe: Length {
    fn describe(&self) -> String;
}
impl Describe for Vec<u32> {
    fn describe(&self) -> String {
        "3".to_owned()
    }
}
fn double(x: u32) -> u32 {
    x
}
