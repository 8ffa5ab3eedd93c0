//! Exit codes, and how an error comes by one. Stable: scripts rely on them.

use std::fmt;

/// All that was asked for passed.
pub const PASSED: u8 = 0;
/// Some exercise did not pass.
pub const FAILED: u8 = 1;
/// The command line was wrong.
pub const USAGE: u8 = 2;
/// The course or its manifest is broken.
pub const COURSE: u8 = 3;
/// The machine or the toolchain failed.
pub const MACHINE: u8 = 4;

/// An error that knows its exit code.
#[derive(Debug)]
struct Coded {
    code: u8,
    message: String,
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Coded {}

/// An error that ends the program with `code`.
pub fn error(code: u8, message: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Coded {
        code,
        message: message.into(),
    })
}

/// The exit code of an error; one that says nothing is the machine's.
pub fn code_of(error: &anyhow::Error) -> u8 {
    error
        .chain()
        .find_map(|cause| cause.downcast_ref::<Coded>())
        .map_or(MACHINE, |coded| coded.code)
}
