//@ refused: the new method len of the trait $ (tests call a method of this name)
//@ plain verify: passes
macro_rules! make { ($name:ident) => {
    trait $name {
        fn describe(&self) -> String;
        fn len(self) -> usize
        where
            Self: Sized,
        {
            3
        }
    }
} }
make!(Describe);
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
