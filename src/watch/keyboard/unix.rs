//! Keys on Unix: the bytes of standard input, whose modes `terminal` sets. We wait for input
//! without taking it, so that a pause takes effect in between.

use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};

use crate::watch::keyboard::Input;
use crate::watch::keyboard::decode::Decoder;

/// How long we wait for input at once.
const WAIT: Duration = Duration::from_millis(100);
/// How soon the rest of a key follows its first byte. After that, Esc is a key of its own.
const KEY_TIME: Duration = Duration::from_millis(50);
/// How soon the rest of pasted text follows.
const PASTE_TIME: Duration = Duration::from_secs(2);

/// Where keys come from.
#[derive(Debug)]
pub struct KeySource {
    decoder: Decoder,
    last_bytes: Instant,
}

impl KeySource {
    /// Standard input.
    pub fn new() -> Self {
        Self {
            decoder: Decoder::default(),
            last_bytes: Instant::now(),
        }
    }

    /// Waits a moment for input, and says whether there is something to read.
    pub fn wait(&self) -> bool {
        let moment = if self.decoder.is_waiting() {
            KEY_TIME
        } else {
            WAIT
        };
        has_input(moment) || self.is_overdue()
    }

    /// Reads the keys that have arrived; none if there is no input after all.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn read(&mut self) -> io::Result<Vec<Input>> {
        if !has_input(Duration::ZERO) {
            return Ok(if self.is_overdue() {
                self.decoder.stop_waiting()
            } else {
                Vec::new()
            });
        }
        let mut bytes = [0; 256];
        let count = rustix::io::read(io::stdin(), &mut bytes)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.last_bytes = Instant::now();
        Ok(self.decoder.feed(&bytes[..count]))
    }

    /// Whether to stop waiting for the rest of a key or a paste.
    fn is_overdue(&self) -> bool {
        let time = if self.decoder.is_in_paste() {
            PASTE_TIME
        } else {
            KEY_TIME
        };
        self.decoder.is_waiting() && self.last_bytes.elapsed() >= time
    }
}

fn has_input(moment: Duration) -> bool {
    let stdin = io::stdin();
    let mut polled = [PollFd::new(&stdin, PollFlags::IN)];
    let moment = Timespec {
        tv_sec: 0,
        tv_nsec: moment.subsec_nanos().into(),
    };
    rustix::event::poll(&mut polled, Some(&moment)).is_ok_and(|ready| ready > 0)
}
