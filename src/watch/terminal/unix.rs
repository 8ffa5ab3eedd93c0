//! The terminal's modes on Unix.

use std::io;
use std::sync::{Mutex, PoisonError};

use rustix::termios::{self, InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios};

/// The value that disables a special key (`_POSIX_VDISABLE`).
const NO_KEY: u8 = if cfg!(any(target_os = "linux", target_os = "android")) {
    0
} else {
    0xff
};

static USUAL: Mutex<Option<Termios>> = Mutex::new(None);

/// Turns off echo and line editing. Ctrl-C still sends its signal. Ctrl-Z becomes an ordinary key:
/// its signal would also stop a process that is just starting, and we would wait for it forever.
/// Ctrl-S, which many press to save, no longer stops the screen.
pub fn quiet() {
    let stdin = io::stdin();
    // If standard input isn't a terminal, there is nothing to change.
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

/// Restores the modes from before the first change.
pub fn restore() {
    let usual = USUAL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(modes) = &*usual {
        let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, modes);
    }
}
