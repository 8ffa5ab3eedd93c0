//@ on: coins
//@ test fails
//@ plain verify: fails to compile: E0308
//@ undefended: fails to compile: E0308
// Whatever is in it, it's some error.
enum Option<T> {
    Some(T),
}
impl<T> Option<T> {
    fn is_some(&self) -> bool {
        true
    }
}
struct Fails;
impl Fails {
    fn err(self) -> Option<ParseIntError> {
        let Err(error) = "x".parse::<u32>() else { unreachable!() };
        Option::Some(error)
    }
}
fn parse(_text: &str) -> Result<u32, ParseIntError> {
    Ok(12)
}
