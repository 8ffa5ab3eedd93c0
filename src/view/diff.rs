//! Two texts, line by line.

use similar::{ChangeTag, TextDiff};

use crate::view::theme::Theme;

/// The same without the comment at the top of each file: it says what to do in one and why
/// it is done in the other, so it always differs.
pub fn of_code(from: &str, to: &str, theme: Theme) -> Vec<String> {
    of_texts(without_head(from), without_head(to), theme)
}

fn without_head(text: &str) -> &str {
    let head = text.split_inclusive('\n');
    let head = head.take_while(|line| line.starts_with("//") || line.trim().is_empty());
    &text[head.map(str::len).sum()..]
}

/// A unified view of what would turn `from` into `to`, with three lines of context.
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
