//! A closure that may be called more than once moves a value that it captured.

use super::clones::COSTS;
use super::place::Taken;
use crate::lens::labels::Role as Part;
use crate::lens::query::{change, closures, statements};
use crate::lens::repair::Repair;
use crate::rust::NodeKind;
use crate::rust::edit::TextEdit;

/// What a closure moves away is cloned; or whoever takes the closure calls it once.
pub fn once(taken: &Taken) -> Vec<Repair> {
    let case = taken.case;
    let name = taken.holder().map_or("", |holder| holder.name.as_str());
    let mut found = Vec::new();
    if taken.is_clone() && !taken.is_only_dropped() {
        let mut edits = change::with_method(case, taken.value, "clone()");
        let lent = taken.lent_to_closure();
        let and = if lent.is_some() {
            " Without `move`, the closure only borrows the original, which is used later."
        } else {
            ""
        };
        edits.extend(lent);
        found.push(Repair::edit(
            format!("Clone `{name}` for each call.{and} {COSTS}"),
            edits,
        ));
    }
    if let Some(bound) = case.note("require captured values") {
        let tokens = case.source.token_at(bound.bytes.start)..case.source.token_at(bound.bytes.end);
        let mut words = tokens.filter(|at| matches!(case.source.word(*at), "Fn" | "FnMut"));
        if let Some(word) = words.next() {
            let begin = case.source.begin(word);
            let end = begin + case.source.word(word).len();
            found.push(Repair::edit(
                "If the closure is called only once, ask for `FnOnce` where it's taken.",
                vec![TextEdit::replacement(begin..end, "FnOnce")],
            ));
        }
    }
    found
}

impl Taken<'_> {
    /// What takes the `move` of the closure away, where the variable is used behind it.
    pub fn lent_to_closure(&self) -> Option<TextEdit> {
        let case = self.case;
        let head = case.first(Part::InClosure)?;
        let mut around = statements::around(case, case.tree.innermost_at(head.bytes.start));
        let closure = around.find(|at| {
            let kind = case.tree.kind(*at);
            matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock)
        })?;
        let end = case.tree.bytes(closure).end;
        change::uses_behind(case, self.holder?, end).next()?;
        closures::without_move(case, closure)
    }
}
