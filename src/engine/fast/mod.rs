//! What makes checks quick, and changes no verdict.
//!
//! [`FastRunner`] starts jobs like [`SystemRunner`], and does some of the work ahead: programs
//! wait for the arguments of the next check, and on Linux guards are forked ([`fork_server`]).
//! Whenever that fails, the job is started in the plain way.
//!
//! [`SystemRunner`]: crate::engine::process::SystemRunner

#[cfg(target_os = "linux")]
pub mod fork_server;
#[cfg(unix)]
mod runner;
#[cfg(windows)]
pub use crate::engine::process::SystemRunner as FastRunner;
#[cfg(unix)]
pub use runner::FastRunner;
