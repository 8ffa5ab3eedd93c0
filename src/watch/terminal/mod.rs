//! The terminal while `watch` uses it: the alternate screen, no echo, no cursor. We restore it on
//! every way out, including a panic.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix::{quiet, restore};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::{quiet, restore};

/// Whether we have changed the terminal's modes and not restored them yet.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal. Only lines that changed are drawn.
pub struct Terminal {
    shown: Vec<String>,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// The terminal can't be written to.
    pub fn take() -> io::Result<Self> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                give_back();
                usual(info);
            }));
        });
        enter()?;
        Ok(Self { shown: Vec::new() })
    }

    /// Draws a frame, or nothing if it's on the screen already.
    ///
    /// # Errors
    /// The terminal can't be written to: it's gone.
    pub fn draw(&mut self, frame: &[String]) -> io::Result<()> {
        match changes(&self.shown, frame) {
            None => Ok(()),
            Some(changes) => {
                self.shown = frame.to_vec();
                write(&changes)
            }
        }
    }

    /// Clears the screen, so that the next frame is drawn as a whole.
    ///
    /// # Errors
    /// The terminal can't be written to.
    pub fn clear(&mut self) -> io::Result<()> {
        self.shown.clear();
        write("\x1b[2J")
    }

    /// Gives the terminal to another program while `use_it` runs.
    ///
    /// # Errors
    /// The terminal can't be written to.
    pub fn lend<T>(&mut self, use_it: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = use_it();
        enter()?;
        self.clear()?;
        Ok(result)
    }

    /// The terminal's columns and rows.
    pub fn size() -> (usize, usize) {
        let (rows, columns) = console::Term::stdout().size();
        (usize::from(columns).max(1), usize::from(rows).max(1))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// What to write to turn one frame into another; `None` if they are the same.
fn changes(shown: &[String], frame: &[String]) -> Option<String> {
    if shown == frame {
        return None;
    }
    // Between these two marks, a terminal that knows them shows no half-drawn frame.
    let mut out = String::from("\x1b[?2026h");
    for (row, line) in frame.iter().enumerate() {
        if shown.get(row) != Some(line) {
            out.push_str(&format!("\x1b[{};1H\x1b[2K{line}\x1b[0m", row + 1));
        }
    }
    // Only below a shorter frame: below a full one there is no row, and the terminal would clear
    // the last one instead.
    if frame.len() < shown.len() {
        out.push_str(&format!("\x1b[{};1H\x1b[J", frame.len() + 1));
    }
    out.push_str("\x1b[?2026l");
    Some(out)
}

fn enter() -> io::Result<()> {
    quiet();
    TAKEN.store(true, Ordering::SeqCst);
    // Alternate screen, no cursor, no wrapped lines, and marks around pasted text. The wheel sends
    // arrow keys: that leaves the mouse to the terminal, which selects text with it.
    write("\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?1007s\x1b[?1007h\x1b[2J")
}

/// Restores the terminal if we have changed it. May be called at any time, and repeatedly.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // For most terminals the wheel sends arrows by default, so we don't turn that off but
        // restore it. Those that can't save modes leave it on.
        // If the terminal is gone, there is nothing to restore.
        let _ = write("\x1b[?2026l\x1b[?1007r\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l");
        restore();
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_written() {
        let frame = |lines: &[&str]| lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
        let shown = frame(&["one", "two", "three"]);
        assert_eq!(changes(&shown, &shown), None);
        let out = changes(&shown, &frame(&["one", "new", "three"])).expect("a change");
        assert!(out.contains("new") && !out.contains("one") && !out.contains("three"));
        let out = changes(&shown, &frame(&["one"])).expect("a change");
        assert!(out.contains("\x1b[2;1H\x1b[J"), "{out:?}");
    }
}
