//! Diffs between two texts.

use similar::{ChangeTag, TextDiff};

use crate::view::theme::Theme;

/// Compares two programs without the comments at their tops, which always differ: an exercise's
/// says what to do, and a solution's why.
pub fn of_code(from: &str, to: &str, theme: Theme) -> Vec<String> {
    of_texts(without_top_comment(from), without_top_comment(to), theme)
}

fn without_top_comment(text: &str) -> &str {
    let head = text.split_inclusive('\n');
    let head = head.take_while(|line| line.starts_with("//") || line.trim().is_empty());
    &text[head.map(str::len).sum()..]
}

/// What turns `from` into `to`, as a unified diff with three lines of context.
pub fn of_texts(from: &str, to: &str, theme: Theme) -> Vec<String> {
    let diff = TextDiff::from_lines(from, to);
    let mut lines = Vec::new();
    for (index, group) in diff.grouped_ops(3).iter().enumerate() {
        if index > 0 {
            lines.push(theme.faint(theme.ellipsis()));
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let text = change.value().trim_end_matches(['\n', '\r']);
            lines.push(match change.tag() {
                ChangeTag::Equal => format!("  {text}"),
                ChangeTag::Delete => theme.bad(&format!("- {text}")),
                ChangeTag::Insert => theme.good(&format!("+ {text}")),
            });
        }
    }
    lines
}
