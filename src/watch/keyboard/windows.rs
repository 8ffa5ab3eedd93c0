//! Keys on Windows, where the console decodes them and reading one waits for it.

use std::io;

use console::Term;

use crate::watch::keyboard::Input;

/// Where keys come from.
#[derive(Debug)]
pub struct KeySource {
    terminal: Term,
}

impl KeySource {
    /// The console.
    pub fn new() -> Self {
        Self {
            terminal: Term::stdout(),
        }
    }

    /// Always true: [`Self::read`] waits by itself.
    pub fn wait(&self) -> bool {
        true
    }

    /// Waits for a key.
    ///
    /// # Errors
    /// The console is gone.
    pub fn read(&mut self) -> io::Result<Vec<Input>> {
        Ok(vec![Input::Key(self.terminal.read_key_raw()?)])
    }
}
