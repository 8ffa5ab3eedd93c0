//! Colours and symbols, or their plain forms.

use console::Style;

/// Whether text has colours and symbols.
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

    /// The same symbols without colours.
    #[must_use]
    pub fn without_color(self) -> Self {
        Self {
            color: false,
            ..self
        }
    }

    fn paint(self, style: Style, text: &str) -> String {
        style.force_styling(self.color).apply_to(text).to_string()
    }

    /// Paints what passed.
    pub fn good(self, text: &str) -> String {
        self.paint(Style::new().green().bold(), text)
    }

    /// Paints what failed.
    pub fn bad(self, text: &str) -> String {
        self.paint(Style::new().red().bold(), text)
    }

    /// Paints what needs attention.
    pub fn warn(self, text: &str) -> String {
        self.paint(Style::new().yellow().bold(), text)
    }

    /// Paints a heading.
    pub fn strong(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// Paints what matters less.
    pub fn faint(self, text: &str) -> String {
        self.paint(Style::new().dim(), text)
    }

    /// Paints keys and commands to type.
    pub fn key(self, text: &str) -> String {
        self.paint(Style::new().cyan().bold(), text)
    }

    /// Paints the chosen row of a list.
    pub fn chosen(self, text: &str) -> String {
        self.paint(Style::new().reverse(), text)
    }

    /// Paints the place of an error in a line of code.
    pub fn wrong_place(self, text: &str) -> String {
        self.paint(Style::new().red().bold().underlined(), text)
    }

    /// Paints the place that led to the error.
    pub fn cause_place(self, text: &str) -> String {
        self.paint(Style::new().yellow(), text)
    }

    /// Paints a later place, where the value is used again.
    pub fn later_place(self, text: &str) -> String {
        self.paint(Style::new().cyan(), text)
    }

    /// Marks a pass.
    pub fn tick(self) -> &'static str {
        if self.unicode { "✓" } else { "+" }
    }

    /// Marks a failure.
    pub fn cross(self) -> &'static str {
        if self.unicode { "✗" } else { "x" }
    }

    /// Marks what is still to do.
    pub fn dot(self) -> &'static str {
        if self.unicode { "·" } else { "-" }
    }

    /// Separates a chapter from an exercise.
    pub fn separator(self) -> &'static str {
        if self.unicode { "›" } else { ">" }
    }

    /// Marks where text was left out or goes on.
    pub fn ellipsis(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// A horizontal line.
    pub fn rule(self, width: usize) -> String {
        let line = if self.unicode { "─" } else { "-" };
        self.faint(&line.repeat(width))
    }
}
