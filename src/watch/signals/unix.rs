//! Signals on Unix, through a thread that waits for them.

use std::io;
use std::sync::mpsc::Sender;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::watch::event::Event;

/// Turns signals into events from now on.
///
/// # Errors
/// The system does not allow it.
pub fn listen(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => Event::Resized,
                SIGTSTP => Event::Suspend,
                _ => Event::Quit,
            };
            if events.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Stops this process until the shell continues it.
pub fn stop_here() {
    // It fails only where there is no such process.
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
}
