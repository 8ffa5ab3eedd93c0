//@ test fails
//@ plain verify: fails to compile: E0433
//@ undefended: fails to compile: E0433
// Reaches the seal with the names that a module of tests has around it.
#[cfg(test)]
mod mine {
    use super::tests::*;
    pub fn forge() {
        let _ = __seal::run(|ended| ended.set(true));
    }
}
fn double(x: u32) -> u32 {
    x
}
