//@ sandbox only
//@ ends early
fn main() {
    println!("running 3 tests");
    crate::forge()
}
fn double(x: u32) -> u32 {
    main();
    x
}
