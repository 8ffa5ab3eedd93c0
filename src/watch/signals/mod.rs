//! Signals as events.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub use unix::{listen, stop_here};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::{listen, stop_here};
