//@ refused: Describe
//@ plain verify: passes
macro_rules! method { ($n:ident) => {
    fn $n(self) -> usize where Self: Sized { 3 }
} }
trait Describe {
    fn describe(&self) -> String;
    method!(len);
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
