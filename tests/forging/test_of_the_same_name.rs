//@ test fails
//@ undefended: test fails
// A test that stands elsewhere and has the name of an original one.
macro_rules! make { ($($text:tt)*) => { $($text)* } }
const _: () = {
    make! {
        mod tests {
            #[test]
            fn doubles() {}
            #[test]
            fn of_many() {}
            #[test]
            fn of_strings() {}
        }
    }
};
fn double(x: u32) -> u32 {
    x
}
