//! Holds a thread back until it is known whether it has anything to do.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::engine::parallel::lock;

/// A thread waits here until another one tells it to go on or to go home.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<Option<bool>>,
    changed: Condvar,
}

impl Gate {
    /// Lets the thread go on, or sends it home. Only the first call counts.
    pub fn open(&self, go_on: bool) {
        lock(&self.state).get_or_insert(go_on);
        self.changed.notify_all();
    }

    /// Sends the thread home when the scope ends, also by a panic, unless the gate was opened
    /// before.
    pub fn open_at_end(&self) -> OpenAtEnd<'_> {
        OpenAtEnd(self)
    }

    /// Waits, and returns whether to go on.
    pub fn wait(&self) -> bool {
        let state = lock(&self.state);
        let state = self.changed.wait_while(state, |state| state.is_none());
        state
            .unwrap_or_else(PoisonError::into_inner)
            .unwrap_or(false)
    }
}

/// What [`Gate::open_at_end`] returns.
pub(super) struct OpenAtEnd<'a>(&'a Gate);

impl Drop for OpenAtEnd<'_> {
    fn drop(&mut self) {
        self.0.open(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::sync::mpsc;
    use std::time::Duration;

    /// What the thread at the gate is told while another works and then says nothing more.
    fn answer_at_gate(work: impl FnOnce(&Gate) + Send + 'static) -> bool {
        let (sender, receiver) = mpsc::channel();
        // Not joined: if it waited for ever, so would this test.
        std::thread::spawn(move || {
            let gate = Gate::default();
            let run = || {
                std::thread::scope(|scope| {
                    let _opens = gate.open_at_end();
                    scope.spawn(|| sender.send(gate.wait()));
                    work(&gate);
                });
            };
            let _ = catch_unwind(AssertUnwindSafe(run));
        });
        let answer = receiver.recv_timeout(Duration::from_secs(60));
        answer.expect("nobody waits for ever")
    }

    #[test]
    fn a_thread_whose_gate_nobody_opens_goes_home() {
        // Without a panic's words.
        assert!(!answer_at_gate(|_| resume_unwind(Box::new(()))));
        assert!(!answer_at_gate(|_| {}));
    }

    #[test]
    fn only_the_first_word_at_a_gate_counts() {
        assert!(answer_at_gate(|gate| gate.open(true)));
        assert!(!answer_at_gate(|gate| {
            gate.open(false);
            gate.open(true);
        }));
    }
}
