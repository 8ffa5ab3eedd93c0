//@ fails to compile: E0308
//@ plain verify: passes
mod outer {
    pub mod inner {
        #[derive(Debug)]
        pub struct String;
        impl<T> PartialEq<T> for String {
            fn eq(&self, _: &T) -> bool {
                true
            }
        }
        pub trait ToString {
            fn to_string(&self) -> String;
        }
        impl ToString for str {
            fn to_string(&self) -> String {
                String
            }
        }
    }
    pub use inner::*;
}
pub use outer::*;
fn double(x: u32) -> u32 {
    x * 2
}
fn name() -> String {
    outer::inner::String
}
