//! A program in a terminal of its own.

use std::io::Read;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::environment::REST;

/// How long a text may be awaited.
const PATIENCE: Duration = Duration::from_secs(60);

const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// A running program and what it writes. The program ends with this.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Chunk>,
    /// When the program was started.
    pub started: Instant,
    // Without it the program would be told that its terminal is gone.
    _master: Box<dyn MasterPty + Send>,
}

/// Bytes, and when they arrived.
struct Chunk {
    arrived: Instant,
    bytes: Vec<u8>,
}

impl Terminal {
    /// Starts a program.
    pub fn start(command: CommandBuilder) -> Result<Self> {
        let pair = native_pty_system().openpty(SIZE)?;
        let reader = pair.master.try_clone_reader()?;
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || pass_on(reader, &sender));
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            child,
            output,
            started,
            _master: pair.master,
        })
    }

    /// Waits until the program has written `text`, and returns when that was. Only what
    /// nobody has awaited yet counts.
    pub fn wait_for(&self, text: &str) -> Result<Instant> {
        let [shown] = self.wait_for_each([text])?;
        Ok(shown)
    }

    /// The same for texts that follow each other.
    pub fn wait_for_each<const N: usize>(&self, texts: [&str; N]) -> Result<[Instant; N]> {
        let deadline = Instant::now() + PATIENCE;
        let mut arrived = Instant::now();
        let mut seen = Vec::new();
        let mut from = 0;
        let mut times = [arrived; N];
        for (time, text) in times.iter_mut().zip(texts) {
            while find(&seen[from..], text.as_bytes()).is_none() {
                let left = deadline.saturating_duration_since(Instant::now());
                let Ok(chunk) = self.output.recv_timeout(left) else {
                    let seen = String::from_utf8_lossy(&seen[..seen.len().min(2000)]);
                    bail!("{text:?} did not appear on the screen, but this: {seen:?}");
                };
                seen.extend(chunk.bytes);
                arrived = chunk.arrived;
            }
            from += find(&seen[from..], text.as_bytes()).unwrap_or(0) + text.len();
            *time = arrived;
        }
        Ok(times)
    }

    /// Waits for the program's end, and returns whether it was content and how long it ran.
    pub fn wait_for_end(mut self) -> Result<(bool, Duration)> {
        // The output must be read, else the program would wait for that.
        while self.output.recv().is_ok() {}
        let status = self.child.wait()?;
        Ok((status.success(), self.started.elapsed()))
    }

    /// Waits until the program has written nothing for a while, and forgets what it wrote.
    pub fn rest(&self) -> Result<()> {
        loop {
            match self.output.recv_timeout(REST) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(error) => return Err(error).context("the program ended early"),
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pass_on(mut reader: Box<dyn Read + Send>, sender: &Sender<Chunk>) {
    let mut buffer = [0_u8; 16 * 1024];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        let chunk = Chunk {
            arrived: Instant::now(),
            bytes: buffer[..count].to_vec(),
        };
        if sender.send(chunk).is_err() {
            return;
        }
    }
}

fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}
