//! A window onto lines that don't all fit: which of them it shows, and signs for the others.

use std::ops::Range;

use console::measure_text_width;

use crate::view::theme::Theme;

/// How many lines there are, and how many fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// All lines.
    pub lines: usize,
    /// The rows for them.
    pub rows: usize,
}

/// The part of the lines that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The shown lines.
    pub shown: Range<usize>,
    lines: usize,
}

impl Extent {
    /// How many lines may be above the window at most.
    pub fn last_scroll(self) -> usize {
        self.lines.saturating_sub(self.rows)
    }

    /// The window with `scroll` lines above it, or as many as leave it full.
    pub fn window(self, scroll: usize) -> Window {
        let first = scroll.min(self.last_scroll());
        Window {
            shown: first..(first + self.rows).min(self.lines),
            lines: self.lines,
        }
    }
}

impl Window {
    /// `↑ 5 more lines`, if there are lines above.
    pub fn above(&self, theme: Theme) -> Option<String> {
        let arrow = if theme.unicode { "↑" } else { "^" };
        sign(arrow, self.shown.start)
    }

    /// `↓ 23 more lines`, if there are lines below.
    pub fn below(&self, theme: Theme) -> Option<String> {
        let arrow = if theme.unicode { "↓" } else { "v" };
        sign(arrow, self.lines - self.shown.end)
    }

    /// Both signs, for a row of their own.
    pub fn signs(&self, theme: Theme) -> String {
        let signs = [self.above(theme), self.below(theme)];
        signs.into_iter().flatten().collect::<Vec<_>>().join("  ")
    }
}

fn sign(arrow: &str, hidden: usize) -> Option<String> {
    match hidden {
        0 => None,
        1 => Some(format!("{arrow} 1 more line")),
        _ => Some(format!("{arrow} {hidden} more lines")),
    }
}

/// A horizontal line with a sign in it. If there's room, it also says how to scroll.
pub fn rule(sign: Option<String>, width: usize, theme: Theme) -> String {
    /// How many columns of the line stand before the sign.
    const BEFORE: usize = 2;
    let Some(sign) = sign else {
        return theme.rule(width);
    };
    let with_keys = format!("{sign} (arrows, PageUp, PageDown)");
    let fits = |words: &String| BEFORE + 2 + measure_text_width(words) < width;
    let words = Some(with_keys).filter(fits).unwrap_or(sign);
    let rest = width.saturating_sub(BEFORE + 2 + measure_text_width(&words));
    format!(
        "{} {} {}",
        theme.rule(BEFORE),
        theme.warn(&words),
        theme.rule(rest)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_reached_and_none_is_skipped() {
        for lines in 0..30 {
            for rows in 1..12 {
                let extent = Extent { lines, rows };
                let mut next = 0;
                for scroll in 0..=extent.last_scroll() {
                    let window = extent.window(scroll);
                    assert!(window.shown.start <= next && window.shown.len() <= rows);
                    next = window.shown.end;
                }
                assert_eq!(next, lines);
                assert_eq!(extent.window(999), extent.window(extent.last_scroll()));
            }
        }
    }

    #[test]
    fn signs_count_what_is_not_shown() {
        let extent = Extent { lines: 9, rows: 4 };
        let theme = Theme::PLAIN;
        assert_eq!(extent.window(0).signs(theme), "v 5 more lines");
        let middle = extent.window(1).signs(theme);
        assert_eq!(middle, "^ 1 more line  v 4 more lines");
        assert_eq!(extent.window(5).signs(theme), "^ 5 more lines");
        assert_eq!(Extent { lines: 4, ..extent }.window(0).signs(theme), "");
    }

    #[test]
    fn a_rule_with_a_sign_is_as_wide_as_one_without() {
        for width in 20..90 {
            let line = rule(Some("v 5 more lines".to_owned()), width, Theme::PLAIN);
            assert_eq!(measure_text_width(&line), width, "{line}");
            assert!(line.contains("v 5 more lines"));
            assert_eq!(line.contains("PageDown"), width >= 46, "{width}: {line}");
        }
    }
}
