//! The terminal while we have it: the alternate screen, no echo, no cursor. It is given
//! back on every way out, a panic included.

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

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, drawn line by line where something changed.
pub struct Terminal {
    shown: Vec<String>,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// It cannot be written to.
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

    /// Shows a frame; writes nothing if it is shown already.
    ///
    /// # Errors
    /// The terminal cannot be written to: it is gone.
    pub fn draw(&mut self, frame: &[String]) -> io::Result<()> {
        match changes(&self.shown, frame) {
            None => Ok(()),
            Some(changes) => {
                self.shown = frame.to_vec();
                write(&changes)
            }
        }
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn clear(&mut self) -> io::Result<()> {
        self.shown.clear();
        write("\x1b[2J")
    }

    /// Gives the terminal away for a moment and takes it again.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn lend<T>(&mut self, use_it: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = use_it();
        enter()?;
        self.clear()?;
        Ok(result)
    }

    /// Columns and rows.
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

/// What turns one frame into another on the terminal; nothing if they are the same.
fn changes(shown: &[String], frame: &[String]) -> Option<String> {
    if shown == frame {
        return None;
    }
    // Between these two marks a terminal that knows them shows nothing half done.
    let mut out = String::from("\x1b[?2026h");
    for (row, line) in frame.iter().enumerate() {
        if shown.get(row) != Some(line) {
            out.push_str(&format!("\x1b[{};1H\x1b[2K{line}\x1b[0m", row + 1));
        }
    }
    // Only below a shorter frame: below a full one there is no row, and the system
    // would take the last one.
    if frame.len() < shown.len() {
        out.push_str(&format!("\x1b[{};1H\x1b[J", frame.len() + 1));
    }
    out.push_str("\x1b[?2026l");
    Some(out)
}

fn enter() -> io::Result<()> {
    quiet();
    TAKEN.store(true, Ordering::SeqCst);
    // The alternate screen, no cursor, lines that are cut and never wrapped, and pasted text
    // between marks.
    write("\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[2J")
}

/// Gives the terminal back if it is ours. May be called at any time, more than once.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // If the terminal is gone there is nothing to give back.
        let _ = write("\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l");
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
