//! Progress bars on standard error, hidden where that is no terminal.

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::crates::{Building, Listener};
use crate::view::text::safe;

/// The bars of one command.
pub struct Bars {
    all: MultiProgress,
}

impl Bars {
    /// None yet.
    pub fn new() -> Self {
        Self {
            all: MultiProgress::with_draw_target(ProgressDrawTarget::stderr()),
        }
    }

    /// A bar for so many exercises.
    pub fn exercises(&self, length: usize) -> ProgressBar {
        self.add(length, "{bar:30} {pos}/{len} {msg}")
    }

    /// A bar for the building of crates, which appears when that begins.
    pub fn crates(&self) -> Listener {
        let all = self.all.clone();
        let bar = std::sync::OnceLock::new();
        Box::new(move |building| match building {
            Some(building) => {
                let bars = Self { all: all.clone() };
                let bar = bar.get_or_init(|| bars.add(0, "{bar:30} {pos}/{len} crates {msg}"));
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

fn show(bar: &ProgressBar, building: &Building) {
    let total = building.total.unwrap_or(building.done + 1);
    // The count before the build is a guess; the bar never overflows.
    bar.set_length(total.max(building.done) as u64);
    bar.set_position(building.done as u64);
    bar.set_message(safe(&building.name, false));
}
