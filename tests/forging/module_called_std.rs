//@ fails to compile: E0432
//@ undefended: fails to compile: E0432
mod r#std {
    pub mod mem {
        pub fn size_of_val<T>(_: &T) -> usize {
            4
        }
    }
}
fn double(x: u32) -> u64 {
    u64::from(x) * 2
}
