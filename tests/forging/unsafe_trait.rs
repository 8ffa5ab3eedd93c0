//@ refused: unsafe (this exercise needs none)
//@ plain verify: passes
unsafe trait Sure {
    fn twice(self) -> u32;
}
unsafe impl Sure for u32 {
    fn twice(self) -> u32 {
        self * 2
    }
}
fn double(x: u32) -> u32 {
    x.twice()
}
fn name() -> String {
    "double".to_owned()
}
