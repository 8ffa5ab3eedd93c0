//! Asks rustc whether an error code exists.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::engine::toolchain;

/// What rustc knows about an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownCode {
    /// `rustc --explain` has a page for it.
    Known,
    /// rustc has no such code.
    Unknown,
    /// There is no compiler to ask, or it gave no answer.
    NotAsked,
}

/// Asks the compiler of this folder about a code of the form `E0382`.
pub fn ask_about_code(code: &str) -> KnownCode {
    let Ok(compiler) = toolchain::find_compiler(Path::new(".")) else {
        return KnownCode::NotAsked;
    };
    let mut command = Command::new(compiler.rustc);
    command.args(["--explain", code]).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => KnownCode::Known,
        Ok(status) if status.code() == Some(1) => KnownCode::Unknown,
        _ => KnownCode::NotAsked,
    }
}
