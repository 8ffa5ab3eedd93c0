//! Two arguments that are read as one, since there's no `,` between them: `f(a &b)`.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::lacking;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// An argument that may be two.
#[derive(Debug, Clone)]
pub struct Merged {
    whole: Range<usize>,
    /// What comes before the `,` that may be missing.
    left: Range<usize>,
}

/// The only argument of the call with a sign that's written like the beginning of another one: a
/// space before it, and none behind. The case is an E0061.
pub fn find(case: &Case) -> Option<Merged> {
    let call = lacking::call_of(case)?;
    let arguments = case.tree.children_as(call, Role::Argument);
    let mut found = arguments.filter_map(|argument| merged(case, argument));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn merged(case: &Case, argument: NodeId) -> Option<Merged> {
    let is_binary = case.tree.kind(argument) == NodeKind::Binary;
    let left = case
        .tree
        .child(argument, Role::Left)
        .filter(|_| is_binary)?;
    let right = case.tree.child(argument, Role::Right)?;
    let (left, right) = (case.tree.bytes(left), case.tree.bytes(right));
    let between = case.text(&(left.end..right.start));
    let sign = between.trim_start();
    let is_prefix = matches!(sign, "&" | "&&" | "*" | "-") && sign.len() < between.len();
    is_prefix.then(|| Merged {
        whole: case.tree.bytes(argument),
        left,
    })
}

impl Merged {
    /// What is known, in two sentences.
    pub fn sentence(&self, case: &Case) -> String {
        let second = case.text(&(self.left.end..self.whole.end)).trim();
        format!(
            "`{}` is read as one argument. A `,` may be missing before `{second}`.",
            case.text(&self.whole)
        )
    }

    /// Puts the `,` there.
    pub fn repair(&self, case: &Case) -> Repair {
        let line = case.line(self.left.end);
        let edits = vec![TextEdit::insertion(self.left.end, ",")];
        Repair::edit(format!("Add a `,` on line {line}."), edits)
    }
}
