//@ test fails
//@ undefended: test fails
trait ToString {
    fn to_string(self) -> String;
}
impl ToString for &str {
    fn to_string(self) -> String {
        name()
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    std::string::String::from("wrong")
}
