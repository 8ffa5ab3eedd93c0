//! Ctrl-C and the closing of the window on Windows.

use std::io;
use std::sync::mpsc::Sender;

use crate::watch::event::Event;

/// Turns Ctrl-C into an event from now on.
///
/// # Errors
/// The system does not allow it.
pub fn listen(events: Sender<Event>) -> io::Result<()> {
    ctrlc::set_handler(move || {
        // The loop has ended if nobody listens.
        let _ = events.send(Event::Quit);
    })
    .map_err(io::Error::other)
}

/// There is no such thing on Windows.
pub fn stop_here() {}
