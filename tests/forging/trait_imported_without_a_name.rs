//@ test fails
//@ undefended: test fails
mod inside {
    pub trait Length {
        fn len(self) -> usize;
    }
    impl Length for Vec<u32> {
        fn len(self) -> usize {
            3
        }
    }
}
#[allow(unused_imports)]
use inside::Length as _;
fn double(x: u32) -> u32 {
    x
}
