//! An earlier end for what is dropped too late.

use crate::lens::codes::conflicts::conflict::Conflict;
use crate::lens::labels::Role as Part;
use crate::lens::query::{borrower::Borrower, lines, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// Drops the borrower before the clash.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    if conflict.until.role != Part::UntilDrop {
        return Vec::new();
    }
    match conflict.keeping.borrower {
        Borrower::Variable(_) => dropped(conflict).into_iter().collect(),
        Borrower::Temporary(_) => of_temporary(conflict),
        _ => Vec::new(),
    }
}

fn dropped(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let name = conflict.keeper_name();
    let clash = statements::statement_of(case, conflict.at)?;
    let start = case.tree.bytes(clash).start;
    let (indent, end) = (lines::indent(case, start), lines::line_break(case));
    let line = case.line(start);
    Some(Repair::edit(
        format!("Drop `{name}` before line {line}: what its drop does then happens there."),
        vec![TextEdit::insertion(
            start,
            format!("drop({name});{end}{indent}"),
        )],
    ))
}

/// What a `match` looks at goes into a variable, so that the temporary ends with that statement.
fn of_temporary(conflict: &Conflict) -> Vec<Repair> {
    let rule = Repair::advice(
        "Take what you need from the temporary in a statement of its own: a temporary is dropped where its statement ends.",
    );
    named_subject(conflict).into_iter().chain([rule]).collect()
}

fn named_subject(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let mut around = statements::around(case, conflict.begin);
    let subject: NodeId = around.find(|at| {
        let parent = tree.parent(*at).map(|parent| tree.kind(parent));
        matches!(
            (parent, tree.role(*at)),
            (Some(NodeKind::Match), Role::Subject)
                | (Some(NodeKind::LetCondition), Role::Initializer)
        )
    })?;
    let statement = statements::statement_of(case, subject)?;
    let owner = tree.parent(subject)?;
    let is_first =
        [tree.parent(owner), tree.parent(tree.parent(owner)?)].contains(&Some(statement));
    let in_loop = tree.ancestors(subject).take_while(|at| *at != statement);
    let in_loop = in_loop.into_iter().any(|at| tree.kind(at).is_loop());
    let name = lines::free_name(case, &["value", "found", "result"])?;
    let start = tree.bytes(statement).start;
    let (indent, end) = (lines::indent(case, start), lines::line_break(case));
    let text = case.written(subject);
    (is_first && !in_loop).then(|| {
        Repair::edit(
            "Work out in a statement of its own what is matched: then the temporary is dropped before the arms run.",
            vec![
                TextEdit::insertion(start, format!("let {name} = {text};{end}{indent}")),
                TextEdit::replacement(tree.bytes(subject), name),
            ],
        )
    })
}
