//@ test fails
//@ plain verify: fails to compile: E0428
//@ undefended: fails to compile: E0428
// A module that is called like the one with the seal.
mod tests {
    pub mod __seal {
        pub fn run<T>(_: T) {}
    }
}
fn double(x: u32) -> u32 {
    x
}
