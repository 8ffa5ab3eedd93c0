//! Signals on Unix. A thread waits for them.

use std::io;
use std::sync::mpsc::Sender;

use rustix::process::{self, Signal};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::watch::event::Event;

/// Turns signals into events from now on.
///
/// # Errors
/// The system doesn't allow it.
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

/// Stops this process until the shell continues it. If a script started us, it leads our process
/// group and the shell waits for it, so we stop it as well.
pub fn stop_here() {
    let (me, leader) = (process::getpid(), process::getpgrp());
    // These fail only where there is no such process.
    if leader != me {
        let _ = process::kill_process(leader, Signal::TSTP);
    }
    let _ = process::kill_process(me, Signal::STOP);
}
