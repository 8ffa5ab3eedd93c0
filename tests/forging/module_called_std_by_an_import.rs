//@ fails to compile: E0432
//@ undefended: fails to compile: E0432
mod fake {
    pub mod mem {
        pub fn size_of_val<T>(_: &T) -> usize {
            4
        }
    }
}
use fake as std;
fn double(x: u32) -> u32 {
    x
}
