//@ test fails
//@ plain verify: fails to compile: no rules expected
//@ undefended: fails to compile: no rules expected
macro_rules! make { ($($name:ident)*) => { $(
    #[macro_export]
    macro_rules! $name { () => {} }
)* } }
make!(assert_eq assert vec);
fn double(x: u32) -> u32 {
    x
}
