//! The terminal's modes on Unix.

use std::io;
use std::sync::{Mutex, PoisonError};

use rustix::termios::{self, InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios};

/// The value that takes a special key away (`_POSIX_VDISABLE`).
const NO_KEY: u8 = if cfg!(any(target_os = "linux", target_os = "android")) {
    0
} else {
    0xff
};

static USUAL: Mutex<Option<Termios>> = Mutex::new(None);

/// Stops echo and line editing. Ctrl-C keeps sending its signal. Ctrl-Z is a key like others:
/// its signal would also stop a process that is just being started, and then we would wait
/// for that one for ever. Ctrl-S, which many press to save, does not stop the screen.
pub fn quiet() {
    let stdin = io::stdin();
    // Where standard input is no terminal there is nothing to change.
    if let Ok(mut modes) = termios::tcgetattr(&stdin) {
        let mut usual = USUAL.lock().unwrap_or_else(PoisonError::into_inner);
        usual.get_or_insert_with(|| modes.clone());
        modes.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::IEXTEN;
        modes.input_modes -= InputModes::IXON;
        // A read returns as soon as there is a byte.
        modes.special_codes[SpecialCodeIndex::VSUSP] = NO_KEY;
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        let _ = termios::tcsetattr(&stdin, OptionalActions::Now, &modes);
    }
}

/// Puts the modes back as they were before the first change.
pub fn restore() {
    let usual = USUAL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(modes) = &*usual {
        let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, modes);
    }
}
