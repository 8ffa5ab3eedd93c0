use std::fmt::{self, Formatter};

pub fn show(f: &mut Formatter, n: u32) -> fmt::Result {
    write!(f, "<{}>" n)
}
