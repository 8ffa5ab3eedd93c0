//@ refused: the new method len of the trait Describe (tests call a method of this name)
//@ plain verify: passes
trait Describe {
    fn describe(&self) -> String;
    fn eq<T>(self, _: T) -> bool
    where
        Self: Sized,
    {
        true
    }
    fn len(self) -> usize
    where
        Self: Sized,
    {
        3
    }
}
impl<T> Describe for T {
    fn describe(&self) -> String {
        "3".to_owned()
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
