//! Programs that would be fine, and that are rejected because the checker doesn't look closely
//! enough.

use super::conflict::{Action, Conflict};
use super::repairs::{elements, signatures};
use crate::lens::account::Account;
use crate::lens::labels::Role as Part;
use crate::lens::query::borrower::{Borrower, bound_by, holders};
use crate::lens::query::{callee, errors, places, statements};
use crate::rust::{BindingId, BindingKind, NodeId, NodeKind, Role};

/// Says that the program would be fine, where that's certain. Whether it said so.
pub fn tell(conflict: &Conflict, account: &mut Account) -> bool {
    let kinds = [
        different_elements,
        two_halves,
        returned_early,
        cursor,
        own_lifetime,
    ];
    let found = kinds.iter().find_map(|kind| kind(conflict));
    let is_found = found.is_some();
    if let Some(text) = found {
        account.sound(text);
    }
    is_found
}

/// How a sentence begins that says why nothing is wrong: of the program only if this is its one error.
fn would_be_fine(conflict: &Conflict) -> &'static str {
    if errors::is_only_one(conflict.case) {
        "The program would be fine"
    } else {
        "These borrows would be fine"
    }
}

/// The same inside of a sentence.
fn nothing_goes_wrong(conflict: &Conflict) -> &'static str {
    if errors::is_only_one(conflict.case) {
        "nothing would go wrong"
    } else {
        "these borrows would be fine"
    }
}

/// Whether indexing is the language's or the standard library's.
pub fn is_sequence(conflict: &Conflict) -> bool {
    let is_array = conflict
        .case
        .named(0)
        .is_some_and(|name| name.ends_with("[_]"));
    let owner = conflict
        .owner_binding()
        .filter(|owner| owner.name == conflict.path);
    let told = owner.and_then(|owner| conflict.case.type_of(owner));
    let is_slice = told.is_some_and(|told| told.trim_start_matches("&mut ").starts_with('['));
    let name = owner.and_then(|owner| callee::type_name(conflict.case, owner));
    is_array || is_slice || matches!(name.as_deref(), Some("Vec" | "VecDeque"))
}

fn different_elements(conflict: &Conflict) -> Option<String> {
    let (first, second) = elements::two(conflict).filter(|_| is_sequence(conflict))?;
    let whole = first.whole;
    let fine = nothing_goes_wrong(conflict);
    Some(format!(
        "Elements {} and {} of `{whole}` are different ones, so {fine}. But the compiler doesn't tell elements apart by their index: to it, a borrow of one is a borrow of all of `{whole}`.",
        first.index, second.index
    ))
}

/// That two ranges meet and don't overlap, if that's certain.
pub fn two_halves(conflict: &Conflict) -> Option<String> {
    let at = elements::meeting(conflict).filter(|_| is_sequence(conflict))?;
    let is_number = at.chars().all(|c| c.is_ascii_digit());
    let variable = conflict.case.binding_named(at, conflict.clash.bytes.start);
    let fine = nothing_goes_wrong(conflict);
    (is_number || variable.is_some_and(|found| !found.is_mutable)).then(|| {
        format!(
            "The two parts meet at `{at}` and don't overlap, so {fine}. But the compiler doesn't compare ranges: to it, both borrow all of `{}`.",
            conflict.path
        )
    })
}

/// The variables that hold the borrow, apart from the one that's borrowed.
fn keepers(conflict: &Conflict) -> Vec<BindingId> {
    let mut found = holders(conflict.case, conflict.begin);
    found.retain(|id| Some(*id) != conflict.owner);
    found
}

/// Whether nothing that holds the borrow is used once the clash has been reached: each is made
/// anew on each round of a loop around the clash, and used only before it, in `apart`, or where
/// the clash doesn't lead.
fn are_done(conflict: &Conflict, apart: Option<NodeId>) -> bool {
    let case = conflict.case;
    let tree = case.tree;
    let around_clash = tree.ancestors(conflict.at);
    let loops: Vec<NodeId> = around_clash.filter(|at| tree.kind(*at).is_loop()).collect();
    let way_out = way_out(conflict);
    let branch = clashing_branch(conflict);
    let is_over = |used: NodeId| {
        let is_before = tree.bytes(used).start < conflict.clash.bytes.start;
        // What is assigned is worked out first.
        let assignment = tree.parent(conflict.at).unwrap_or(conflict.at);
        let is_assigned = conflict.action == Action::Assign && tree.is_inside(used, assignment);
        let is_apart = apart.is_some_and(|apart| tree.is_inside(used, apart));
        let is_elsewhere = way_out.is_some_and(|block| !tree.is_inside(used, block))
            || branch.is_some_and(|branch| !tree.is_inside(used, branch));
        is_before || is_assigned || is_apart || is_elsewhere || conflict.is_again()
    };
    let is_done = |id: BindingId| {
        let place = case.names.binding(id).places.first().copied();
        let is_anew = |found: &NodeId| place.is_some_and(|place| tree.is_inside(place, *found));
        loops.iter().all(is_anew) && case.names.uses_of(id).all(is_over)
    };
    keepers(conflict).into_iter().all(is_done)
}

/// The block around the clash that ends with `return`, so that nothing outside of it comes after.
fn way_out(conflict: &Conflict) -> Option<NodeId> {
    let tree = conflict.case.tree;
    let mut around = tree.ancestors(conflict.at);
    around.find(|at| {
        let last = tree.children_as(*at, Role::Statement).last();
        let value = last.and_then(|last| tree.child(last, Role::Value));
        let is_return = value.is_some_and(|value| tree.kind(value) == NodeKind::Return);
        tree.kind(*at) == NodeKind::Block && is_return
    })
}

/// The branch with the clash, where the value of a whole `if` or `match` on the borrow is returned.
fn clashing_branch(conflict: &Conflict) -> Option<NodeId> {
    let case = conflict.case;
    let tree = case.tree;
    let whole = case.node(conflict.until);
    let whole = match tree.kind(whole) {
        NodeKind::ExpressionStatement => tree.child(whole, Role::Value)?,
        _ => whole,
    };
    let is_choice = matches!(tree.kind(whole), NodeKind::If | NodeKind::Match);
    let mut parts = tree.children(whole);
    let branch = parts.find(|part| tree.is_inside(conflict.at, *part))?;
    let is_branch = matches!(tree.role(branch), Role::Body | Role::Else | Role::Arm);
    let is_first = tree.is_inside(conflict.begin, whole) && !tree.is_inside(conflict.begin, branch);
    (is_choice && is_branch && is_first).then_some(branch)
}

/// A borrow that is returned on one path, and a clash on another.
pub fn returned_early(conflict: &Conflict) -> Option<String> {
    let is_returned = conflict
        .until
        .label
        .starts_with("returning this value requires");
    let apart = returning_branch(conflict);
    let is_apart = apart.is_some() || clashing_branch(conflict).is_some();
    let asks_for_all = conflict.until.label.contains("`'static`");
    if !is_returned || !is_apart || asks_for_all || !is_lent(conflict) {
        return None;
    }
    are_done(conflict, apart).then(|| {
        let fine = would_be_fine(conflict);
        let line = conflict.clash.line();
        let again = if conflict.is_again() { " again" } else { "" };
        format!(
            "{fine}: a path that returns the borrow never comes to line {line}{again}, and on every other path the borrow is no longer used by then. But today's compiler takes a borrow that is returned on one path as needed on all of them."
        )
    })
}

/// Whether what is borrowed came in through a reference, so that it may be returned at all.
fn is_lent(conflict: &Conflict) -> bool {
    let tree = conflict.case.tree;
    conflict
        .owner_binding()
        .is_some_and(|owner| match owner.kind {
            BindingKind::SelfParameter => conflict.case.written(owner.owner).starts_with('&'),
            BindingKind::Parameter => {
                let annotation = owner.annotation.filter(|_| owner.is_whole);
                annotation.is_some_and(|told| tree.kind(told) == NodeKind::ReferenceType)
            }
            _ => false,
        })
}

/// The arm, branch or `?` that returns the borrow and doesn't have the clash in it.
pub fn returning_branch(conflict: &Conflict) -> Option<NodeId> {
    let case = conflict.case;
    let tree = case.tree;
    let is_returned = conflict
        .until
        .label
        .starts_with("returning this value requires");
    if conflict.until.role != Part::Requires || !is_returned {
        return None;
    }
    let until = case.node(conflict.until);
    if tree.kind(until) == NodeKind::Try && conflict.is_again() {
        return Some(until);
    }
    let mut around =
        statements::around(case, until).take_while(|at| !tree.is_inside(conflict.at, *at));
    let is_branch = |at: &NodeId| {
        let of = tree.parent(*at).map(|parent| tree.kind(parent));
        match tree.kind(*at) {
            NodeKind::MatchArm => true,
            NodeKind::Block => of == Some(NodeKind::If),
            _ => false,
        }
    };
    let branch = around.find(is_branch)?;
    let whole = tree.parent(branch)?;
    let is_sibling = tree.is_inside(conflict.at, whole);
    let is_above =
        conflict.until.bytes.start < conflict.clash.bytes.start && leaves(conflict, until);
    let comes_round = conflict.rounds.0 > 0 && leaves(conflict, until);
    let is_outside = !tree.is_inside(conflict.begin, branch);
    (is_outside && (is_sibling || is_above || comes_round)).then_some(branch)
}

/// Whether a value is returned there by `return` or `?`.
fn leaves(conflict: &Conflict, until: NodeId) -> bool {
    let tree = conflict.case.tree;
    let mut around = statements::around(conflict.case, until);
    around.any(|at| matches!(tree.kind(at), NodeKind::Return | NodeKind::Try))
}

/// A reference that goes from place to place in a loop.
pub struct Cursor {
    /// The loop.
    pub found: NodeId,
    /// The assignment that moves it on.
    pub step: NodeId,
}

/// The cursor of a conflict: a variable that is set, in a loop, to something inside of what it
/// refers to.
pub fn cursor_of(conflict: &Conflict) -> Option<Cursor> {
    let case = conflict.case;
    let tree = case.tree;
    let owner = conflict.owner?;
    let is_behind = case.named(0).is_some_and(|name| name.starts_with('*'));
    let is_itself = matches!(conflict.keeping.borrower, Borrower::Itself(_));
    if !is_behind || !is_itself && !conflict.is_again() {
        return None;
    }
    let mut around = tree.ancestors(conflict.begin);
    let found = around.find(|at| tree.kind(*at).is_loop())?;
    let kept = keepers(conflict);
    let mut inside = tree.descendants(found);
    let step = inside.find(|at| {
        let left = tree.child(*at, Role::Left);
        let right = tree.child(*at, Role::Right);
        tree.kind(*at) == NodeKind::Assignment
            && left.is_some_and(|left| case.names.binding_of(left) == Some(owner))
            && right.is_some_and(|right| {
                let mut kept = kept.iter();
                kept.any(|id| places::uses_in(case, *id, right).next().is_some())
            })
    })?;
    Some(Cursor { found, step })
}

fn cursor(conflict: &Conflict) -> Option<String> {
    let found = cursor_of(conflict)?;
    let is_reached_by_it = matches!(
        conflict.action,
        Action::Read | Action::Write | Action::Assign | Action::Use
    );
    let name = conflict.owner_binding()?.name.as_str();
    let line = conflict
        .case
        .line(conflict.case.tree.bytes(found.step).start);
    let fine = would_be_fine(conflict);
    (is_reached_by_it && are_done(conflict, None)).then(|| {
        format!(
            "{fine}: either line {line} has moved `{name}` on to another place, or the borrow is no longer used. But to today's compiler all that `{name}` ever refers to is borrowed for one lifetime, whether `{name}` has moved on or not."
        )
    })
}

/// The condition's only variable, in `while let Some(node) = ...`.
pub fn only_variable(conflict: &Conflict, found: NodeId) -> Option<BindingId> {
    let case = conflict.case;
    let condition = case.tree.child(found, Role::Condition)?;
    match bound_by(case, condition).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// `&'a mut self` of a method that keeps nothing of `self` and gives nothing back.
fn own_lifetime(conflict: &Conflict) -> Option<String> {
    let case = conflict.case;
    let function = callee::function(case, conflict.borrowing_call()?)?;
    let lifetime = signatures::own_lifetime(case, &function)?;
    let is_itself = matches!(conflict.keeping.borrower, Borrower::Itself(_));
    let mut inside = case.tree.descendants(function.body?);
    let may_keep = inside.any(|at| {
        let kind = case.tree.kind(at);
        let is_name = kind == NodeKind::IdentifierPattern;
        is_name
            || kind == NodeKind::Closure
            || kind == NodeKind::Opaque
            || matches!(
                kind,
                NodeKind::Reference | NodeKind::MethodCall | NodeKind::Call
            )
    });
    let fine = would_be_fine(conflict);
    (is_itself && function.returns.is_none() && !may_keep).then(|| {
        format!(
            "{fine}: `{}` keeps nothing of `{}`. But by its signature it might keep a reference for `{}`, and the compiler goes by the signature.",
            function.name(),
            conflict.path,
            case.written(lifetime)
        )
    })
}
