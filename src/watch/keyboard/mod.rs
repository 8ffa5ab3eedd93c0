//! The reader of keys. It pauses while another program, such as the learner's editor, has the
//! keyboard.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use console::Key;

use crate::watch::event::Event;

#[cfg(unix)]
mod decode;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix::KeySource;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::KeySource;

/// What a learner does at the keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Presses a key.
    Key(Key),
    /// Pastes text. On Windows it arrives as keys.
    #[cfg_attr(windows, allow(dead_code, reason = "the console does not tell"))]
    Paste(String),
}

/// Pauses and resumes the reader.
#[derive(Clone, Default)]
pub struct Keyboard {
    paused: Arc<(Mutex<bool>, Condvar)>,
    /// Held while input is read, so that a pause is in force once `pause` returns.
    reading: Arc<Mutex<()>>,
}

impl Keyboard {
    /// Starts to read keys, and sends them to `events`.
    pub fn start(events: Sender<Event>) -> Self {
        let keyboard = Self::default();
        let reader = keyboard.clone();
        std::thread::spawn(move || reader.read(&events));
        keyboard
    }

    /// Pauses or resumes. While paused, the reader doesn't touch the terminal.
    pub fn pause(&self, paused: bool) {
        let (lock, changed) = &*self.paused;
        *lock.lock().unwrap_or_else(PoisonError::into_inner) = paused;
        changed.notify_all();
        #[cfg(unix)]
        drop(self.reading.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn wait_while_paused(&self) {
        let (lock, changed) = &*self.paused;
        let paused = lock.lock().unwrap_or_else(PoisonError::into_inner);
        drop(changed.wait_while(paused, |paused| *paused));
    }

    fn is_paused(&self) -> bool {
        *self.paused.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, events: &Sender<Event>) {
        let mut source = KeySource::new();
        loop {
            self.wait_while_paused();
            if !source.wait() {
                continue;
            }
            let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
            if self.is_paused() {
                continue;
            }
            let inputs = source.read();
            drop(reading);
            let sent = match inputs {
                Ok(inputs) => inputs
                    .into_iter()
                    .all(|input| events.send(as_event(input)).is_ok()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => true,
                Err(_) => {
                    // The terminal is gone. If nobody listens, the loop has ended.
                    let _ = events.send(Event::Quit);
                    false
                }
            };
            if !sent {
                return;
            }
        }
    }
}

fn as_event(input: Input) -> Event {
    match input {
        Input::Key(Key::Char('\u{1a}')) => Event::Suspend,
        Input::Key(key) => Event::Key(key),
        Input::Paste(text) => Event::Paste(text),
    }
}
