//@ test fails
//@ undefended: test fails
#[test]
fn doubles() {}
#[test]
fn of_many() {}
#[test]
fn of_strings() {}
fn double(x: u32) -> u32 {
    x
}
