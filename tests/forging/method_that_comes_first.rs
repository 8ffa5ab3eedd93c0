//@ refused: the new method len
//@ plain verify: passes
// By value, it comes before `Vec::len`.
trait Describe {
    fn describe(&self) -> String;
    fn len(self) -> usize
    where
        Self: Sized,
    {
        3
    }
}
impl Describe for Vec<u32> {
    fn describe(&self) -> String {
        "3".to_owned()
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
