//! What makes checks quick, and changes no verdict. There are two floors.
//!
//! Below the check are helpers for single jobs, which know nothing of exercises: [`linker`],
//! [`incremental`], [`instantiations`], and [`FastRunner`]. It starts jobs like [`SystemRunner`], and
//! does some of the work ahead: programs wait for the arguments of the next check, and on Linux
//! guards are forked ([`fork_server`]). If one of these is in the way, or fails, the job is done in
//! the plain way.
//!
//! Above the check is [`together::check_together`], which compiles many exercises with few compiles.
//! `verify` calls it, it calls the stages of the check, and the check never calls it. `--no-batch`
//! leaves it out. It only reports what is beyond doubt; `verify` checks everything else alone.
//!
//! [`SystemRunner`]: crate::engine::process::SystemRunner

#[cfg(target_os = "linux")]
pub mod fork_server;
pub mod incremental;
pub mod instantiations;
pub mod linker;
#[cfg(unix)]
mod runner;
pub mod together;

#[cfg(windows)]
pub use crate::engine::process::SystemRunner as FastRunner;
#[cfg(unix)]
pub use runner::FastRunner;
