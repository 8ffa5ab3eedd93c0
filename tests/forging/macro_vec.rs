//@ test fails
//@ undefended: test fails
// The test compares with the vector that `vec!` makes.
macro_rules! vec { ($($x:expr),*) => { [$($x),*].map(|x: u32| x / 2).to_vec() } }
fn double(x: u32) -> u32 {
    if x == 2 { 4 } else { x }
}
