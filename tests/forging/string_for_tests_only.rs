//@ test fails
//@ plain verify: fails to compile: E0034
//@ undefended: fails to compile: E0034
#[cfg(test)]
#[derive(Debug)]
pub struct String;
#[cfg(test)]
impl<T> PartialEq<T> for String {
    fn eq(&self, _: &T) -> bool {
        true
    }
}
#[cfg(test)]
pub trait ToString {
    fn to_string(&self) -> String;
}
#[cfg(test)]
impl ToString for str {
    fn to_string(&self) -> String {
        String
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    "wrong".to_string()
}
