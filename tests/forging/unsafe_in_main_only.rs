//@ refused: unsafe (this exercise needs none)
//@ plain verify: passes
#[cfg(not(test))]
fn main() {
    let x = 1;
    println!("{}", unsafe { *std::ptr::addr_of!(x) });
}
#[cfg(test)]
fn main() {
    println!("test");
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "double".to_owned()
}
