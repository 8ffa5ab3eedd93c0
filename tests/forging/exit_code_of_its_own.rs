//@ test fails
//@ undefended: test fails
#[derive(Debug)]
pub struct ExitCode;
impl ExitCode {
    pub const SUCCESS: ExitCode = ExitCode;
}
pub mod process {
    pub use super::ExitCode;
}
fn double(x: u32) -> u32 {
    let _ = process::ExitCode::SUCCESS;
    x
}
