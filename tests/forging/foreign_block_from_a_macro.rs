//@ edition: 2021
//@ refused: extern block
//@ plain verify: passes
macro_rules! make { ($word:tt $abi:literal) => {
    #[link(name = "m")]
    $word $abi {}
} }
make!(extern "C");
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
