//@ refused: the new method len
//@ plain verify: passes
mod inside {
    pub trait Other {
        fn describe(&self) -> String;
        fn len(self) -> usize
        where
            Self: Sized,
        {
            3
        }
    }
    impl Other for Vec<u32> {
        fn describe(&self) -> String {
            "3".to_owned()
        }
    }
}
use inside::Other as Describe;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
