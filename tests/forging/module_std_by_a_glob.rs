//@ fails to compile: E0433
//@ undefended: fails to compile: E0433
mod fake {
    pub mod std {
        pub mod mem {
            pub fn size_of_val<T>(_: &T) -> usize {
                4
            }
        }
    }
}
use fake::*;
fn double(x: u32) -> u32 {
    x
}
