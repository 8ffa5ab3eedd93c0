//! Colours and symbols, or their plain forms.

use console::Style;

/// How text is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether ANSI colours are written.
    pub color: bool,
    /// Whether symbols outside ASCII are written.
    pub unicode: bool,
}

impl Theme {
    /// No colours, no symbols outside ASCII.
    pub const PLAIN: Self = Self {
        color: false,
        unicode: false,
    };

    fn paint(self, style: Style, text: &str) -> String {
        style.force_styling(self.color).apply_to(text).to_string()
    }

    /// For what passed.
    pub fn good(self, text: &str) -> String {
        self.paint(Style::new().green().bold(), text)
    }

    /// For what failed.
    pub fn bad(self, text: &str) -> String {
        self.paint(Style::new().red().bold(), text)
    }

    /// For what needs attention.
    pub fn warn(self, text: &str) -> String {
        self.paint(Style::new().yellow().bold(), text)
    }

    /// For headings.
    pub fn strong(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// For what is of less weight.
    pub fn faint(self, text: &str) -> String {
        self.paint(Style::new().dim(), text)
    }

    /// For keys and commands to type.
    pub fn key(self, text: &str) -> String {
        self.paint(Style::new().cyan().bold(), text)
    }

    /// For the chosen row of a list.
    pub fn chosen(self, text: &str) -> String {
        self.paint(Style::new().reverse(), text)
    }

    /// For the place that an error is about, in a line of code.
    pub fn wrong_place(self, text: &str) -> String {
        self.paint(Style::new().red().bold().underlined(), text)
    }

    /// For the place that led to it.
    pub fn cause_place(self, text: &str) -> String {
        self.paint(Style::new().yellow(), text)
    }

    /// For the place that is still to come.
    pub fn later_place(self, text: &str) -> String {
        self.paint(Style::new().cyan(), text)
    }

    /// The symbol of a pass.
    pub fn tick(self) -> &'static str {
        if self.unicode { "✓" } else { "+" }
    }

    /// The symbol of a failure.
    pub fn cross(self) -> &'static str {
        if self.unicode { "✗" } else { "x" }
    }

    /// The symbol of what is still to do.
    pub fn dot(self) -> &'static str {
        if self.unicode { "·" } else { "-" }
    }

    /// Between a chapter and an exercise.
    pub fn separator(self) -> &'static str {
        if self.unicode { "›" } else { ">" }
    }

    /// Says that text goes on.
    pub fn ellipsis(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// A horizontal line.
    pub fn rule(self, width: usize) -> String {
        let line = if self.unicode { "─" } else { "-" };
        self.faint(&line.repeat(width))
    }
}
