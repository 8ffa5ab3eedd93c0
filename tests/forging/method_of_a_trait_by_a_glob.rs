//@ refused: the new method len of the trait Describe (tests call a method of this name)
//@ plain verify: passes
mod inside {
    pub trait Describe {
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
}
use inside::*;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
