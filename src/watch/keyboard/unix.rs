//! Waits for input without taking it, so that a pause takes effect in between.

use rustix::event::{PollFd, PollFlags, Timespec};

/// Waits a moment for input; whether there is some.
pub fn wait_for_input() -> bool {
    let stdin = std::io::stdin();
    let mut polled = [PollFd::new(&stdin, PollFlags::IN)];
    let moment = Timespec {
        tv_sec: 0,
        tv_nsec: 100_000_000,
    };
    rustix::event::poll(&mut polled, Some(&moment)).is_ok_and(|ready| ready > 0)
}
