//! Progress bars on standard error, or plain lines where nothing can be drawn.

use std::io::{self, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::crates::Listener;
use crate::model::building::BuildStatus;
use crate::view::building::{self, Reporter};

/// The bars of one command.
pub struct Bars {
    all: MultiProgress,
}

impl Bars {
    /// No bars yet.
    pub fn new() -> Self {
        Self {
            all: MultiProgress::with_draw_target(ProgressDrawTarget::stderr()),
        }
    }

    /// Hides the bars while `print` prints lines to the same terminal.
    pub fn suspend(&self, print: impl FnOnce()) {
        self.all.suspend(print);
    }

    /// Adds a bar for this many exercises or learners.
    pub fn items(&self, length: usize) -> ProgressBar {
        self.add(length, "{bar:30} {pos}/{len} {msg}")
    }

    /// Shows how far a build of crates is: with a bar that appears when it starts, or in lines.
    pub fn crates(&self) -> Listener {
        if self.all.is_hidden() {
            return write_lines();
        }
        let all = self.all.clone();
        let bar = OnceLock::new();
        Box::new(move |building| match building {
            Some(building) => {
                let bars = Self { all: all.clone() };
                let bar = bar.get_or_init(|| bars.add(0, "{bar:30} {msg}"));
                show(bar, &building);
            }
            None => {
                if let Some(bar) = bar.get() {
                    bar.finish_and_clear();
                }
            }
        })
    }

    fn add(&self, length: usize, template: &str) -> ProgressBar {
        let bar = self.all.add(ProgressBar::new(length as u64));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar
    }
}

/// Writes a line when the build starts, and another from time to time.
fn write_lines() -> Listener {
    let reporter = Mutex::new(Reporter::default());
    Box::new(move |building| {
        let Some(building) = building else { return };
        let mut reporter = reporter.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = reporter.next(&building) {
            // If standard error is closed, nobody wants to know.
            let _ = writeln!(io::stderr(), "{line}");
        }
    })
}

fn show(bar: &ProgressBar, building: &BuildStatus) {
    let total = building.total.unwrap_or(building.done + 1);
    bar.set_length(total as u64);
    bar.set_position(building.done as u64);
    let count = match building.total {
        Some(_) => format!("{} crates", building::count(building)),
        None => "counting the crates".to_owned(),
    };
    // One line for each, so that they fit on a narrow terminal.
    let mut lines = vec![format!("{count}, {} s", building.seconds)];
    lines.extend(building::longest_compile(building));
    lines.extend(building::meanwhile(building).map(|words| format!("{words}.")));
    bar.set_message(lines.join("\n"));
}
