//@ test fails
//@ plain verify: refused: Vec
#[derive(Debug)]
struct Any;
impl FromIterator<u32> for Any {
    fn from_iter<I: IntoIterator<Item = u32>>(_: I) -> Self {
        Any
    }
}
impl PartialEq<std::vec::Vec<u32>> for Any {
    fn eq(&self, _: &std::vec::Vec<u32>) -> bool {
        true
    }
}
impl Any {
    fn describe(&self) -> &str {
        "3"
    }
    fn len(&self) -> usize {
        3
    }
}
type Many<T> = std::vec::Vec<T>;
type Vec<T> = <T as Choose>::It;
trait Choose {
    type It;
}
impl Choose for u32 {
    type It = Any;
}
trait Describe {
    fn describe(&self) -> std::string::String;
}
impl Describe for Many<u32> {
    fn describe(&self) -> std::string::String {
        "0".to_owned()
    }
}
fn double(x: u32) -> u32 {
    if x == 2 { 4 } else { 0 }
}
