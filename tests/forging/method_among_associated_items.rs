//@ refused: the new method len of the trait Describe (tests call a method of this name)
//@ plain verify: passes
trait Describe {
    const LENGTH: usize = 3;
    type Text;
    fn describe(&self) -> Self::Text;
    extern "C" fn len(self) -> usize
    where
        Self: Sized,
    {
        Self::LENGTH
    }
}
impl Describe for Vec<u32> {
    type Text = String;
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
