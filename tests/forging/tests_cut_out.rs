//@ test fails
//@ undefended: test fails
#[cfg(any())]
mod tests {
    use super::*;
}
fn double(x: u32) -> u32 {
    x
}
