//@ fails to compile: expected one of
//@ undefended: fails to compile: expected one of
macro_rules! last { ($($any:tt)*) => { mod tests { $($any)* } } }
fn double(x: u32) -> u32 {
    x
}
last!
