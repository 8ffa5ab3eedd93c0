//! One reader of keys for the life of the program, which can be told to pause while
//! another program (the learner's editor) has the keyboard.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use console::{Key, Term};

use crate::watch::event::Event;

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix::wait_for_input;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::wait_for_input;

/// The reader's switch.
#[derive(Clone, Default)]
pub struct Keyboard {
    paused: Arc<(Mutex<bool>, Condvar)>,
    /// Held while a key is read, which changes the terminal's modes for a moment.
    reading: Arc<Mutex<()>>,
}

impl Keyboard {
    /// Starts to read.
    pub fn start(events: Sender<Event>) -> Self {
        let keyboard = Self::default();
        let reader = keyboard.clone();
        std::thread::spawn(move || reader.read(&events));
        keyboard
    }

    /// Stops reading, or goes on. After a stop the reader no longer touches the terminal.
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
        let terminal = Term::stdout();
        loop {
            self.wait_while_paused();
            if !wait_for_input() {
                continue;
            }
            let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
            if self.is_paused() {
                continue;
            }
            let key = terminal.read_key_raw();
            drop(reading);
            let event = match key {
                Ok(Key::Char('\u{1a}')) => Event::Suspend,
                Ok(key) => Event::Key(key),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                // The terminal is gone.
                Err(_) => Event::Quit,
            };
            let quits = matches!(event, Event::Quit);
            if events.send(event).is_err() || quits {
                return;
            }
        }
    }
}
