//@ fails to compile: E0433
//@ undefended: fails to compile: E0433
macro_rules! make { ($n:ident) => {
    mod $n {
        pub mod mem {
            pub fn size_of_val<T>(_: &T) -> usize {
                4
            }
        }
    }
} }
make!(std);
fn double(x: u32) -> u64 {
    u64::from(x) * 2
}
