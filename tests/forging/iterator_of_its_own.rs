//@ test fails
//@ plain verify: fails to compile: E0034
//@ undefended: fails to compile: E0034
// A trait with the name and the methods of the prelude's.
trait Iterator: Sized {
    fn map<F>(self, _: F) -> Answer {
        Answer
    }
}
struct Answer;
impl Answer {
    fn collect<T: From<[u32; 3]>>(self) -> T {
        [2, 4, 6].into()
    }
}
impl Iterator for std::array::IntoIter<u32, 3> {}
fn double(x: u32) -> u32 {
    if x == 2 { 4 } else { x }
}
