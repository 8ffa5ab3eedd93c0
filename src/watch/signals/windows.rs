//! Ctrl-C and the closing of the window on Windows.

use std::io;
use std::sync::mpsc::Sender;

use crate::watch::event::Event;

/// Turns Ctrl-C into an event from now on.
///
/// # Errors
/// The system doesn't allow it.
pub fn listen(events: Sender<Event>) -> io::Result<()> {
    ctrlc::set_handler(move || {
        // If nobody listens, the loop has ended.
        let _ = events.send(Event::Quit);
    })
    .map_err(io::Error::other)
}

/// Does nothing: Windows can't stop a process this way.
pub fn stop_here() {}
