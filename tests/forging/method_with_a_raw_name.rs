//@ refused: the new method len of the trait Describe (tests call a method of this name)
//@ plain verify: passes
trait Describe {
    fn describe(&self) -> String;
    fn r#len(self) -> usize
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
