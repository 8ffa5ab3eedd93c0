//! A change that isn't allowed: where it's tried, on what, and what stands in the way.

use super::obstacle::{Obstacle, obstacle};
use crate::lens::case::{Case, Clue};
use crate::lens::labels::{self, Role as Part};
use crate::lens::query::{borrower, callee, places};
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role};

/// How a change is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action<'a> {
    /// `x = 1`
    Assign,
    /// `x += 1`
    Compound,
    /// A method that borrows what it's called on mutably.
    Method(&'a str),
    /// A closure is called that changes what it holds.
    Call,
    /// A macro that borrows its argument mutably.
    Macro(&'a str),
    /// A closure that changes what it captures, where the compiler points at the whole closure.
    Closure,
    /// `&mut x`, and everything else that borrows.
    Borrow,
}

/// A change that isn't allowed.
pub struct Attempt<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// What stands in the way.
    pub obstacle: Obstacle<'a>,
    /// Where it's tried.
    pub clue: &'a Clue,
    /// Where else the same is tried.
    pub others: Vec<&'a Clue>,
    /// How.
    pub action: Action<'a>,
    /// The expression of what is to change.
    pub place: NodeId,
    /// The same as far as it's told: `row[i]` where `row` is borrowed for it.
    shown: NodeId,
    /// The variable that stands in the way: the one without `mut`, or the reference or pointer.
    pub variable: Option<BindingId>,
}

impl<'a> Attempt<'a> {
    /// `None` if a part is missing.
    pub fn new(case: &'a Case<'a>) -> Option<Self> {
        let tries = |clue: &&Clue| matches!(clue.role, Part::NotMutable | Part::ReadOnlyReference);
        let mut clues: Vec<&Clue> = if case.primary.role == Part::Declared {
            case.clues.iter().filter(tries).collect()
        } else {
            case.clues.iter().filter(|clue| clue.is_primary).collect()
        };
        clues.sort_by_key(|clue| clue.bytes.start);
        let clue = *clues.first()?;
        let node = case.node(clue);
        let place = place(case, node);
        let shown = assigned(case, place);
        let action = action(case, shown);
        Some(Self {
            obstacle: obstacle(case)?,
            others: clues.split_off(1),
            variable: variable(case, clue, place),
            case,
            clue,
            action,
            place,
            shown,
        })
    }

    /// The variable that stands in the way.
    pub fn binding(&self) -> Option<&'a Binding> {
        self.variable.map(|id| self.case.names.binding(id))
    }

    /// The line where it's tried.
    pub fn line(&self) -> usize {
        self.clue.line()
    }

    /// What is to change, as it's written.
    pub fn path(&self) -> String {
        let written = self.case.written(self.shown);
        let is_short = !written.contains('\n') && written.chars().count() <= 40;
        match self.case.named(0) {
            _ if is_short && self.action != Action::Closure => written.to_owned(),
            Some(name) if self.message_names_place() => name.trim_start_matches('*').to_owned(),
            _ => String::new(),
        }
    }

    /// Whether the first name of the message is the place.
    fn message_names_place(&self) -> bool {
        let message = &self.case.diagnostic.message;
        ["cannot assign to _*", "cannot borrow _ as *"]
            .iter()
            .any(|pattern| labels::has_shape(message, pattern))
    }

    /// Whether the attempt is to borrow a reference mutably that's a `&mut` already.
    pub fn is_already_mutable_reference(&self) -> bool {
        self.obstacle == Obstacle::NotMut
            && self.case.has_note("already a mutable borrow")
            && self.mutable_reference().is_some()
    }

    /// The `&mut x` that's tried.
    pub fn mutable_reference(&self) -> Option<NodeId> {
        let parent = self.case.tree.parent(self.place)?;
        let (_, is_mutable) = places::reference(self.case, parent)?;
        is_mutable.then_some(parent)
    }

    /// The method call whose receiver is to change.
    pub fn method_call(&self) -> Option<NodeId> {
        let is_method = matches!(self.action, Action::Method(_));
        is_method.then(|| self.case.tree.parent(self.place))?
    }

    /// The closure's line of sight: what the variable is, if it's a closure that changes something.
    pub fn closure_change(&self) -> Option<&'a Clue> {
        let is_it = |clue: &&Clue| clue.role == Part::CapturedUse;
        self.case.clues.iter().find(is_it)
    }

    /// What is to change, in backticks.
    fn object(&self) -> String {
        let path = self.path();
        if path.is_empty() {
            "a value".to_owned()
        } else {
            format!("`{path}`")
        }
    }

    /// What is tried, as a note on its line.
    pub fn note(&self) -> String {
        match self.action {
            Action::Method(name) => format!("`{name}` borrows {} mutably", self.object()),
            _ => self.verb(),
        }
    }

    /// What is tried, as a verb with its object, without saying what it takes.
    pub fn deed(&self) -> String {
        let object = self.object();
        match self.action {
            Action::Method(name) => format!("calls `{name}` on {object}"),
            Action::Macro(name) => format!("passes {object} to `{name}!`"),
            _ => self.verb(),
        }
    }

    /// What is tried, as a verb with its object.
    pub fn verb(&self) -> String {
        let object = self.object();
        match self.action {
            Action::Assign => format!("assigns to {object}"),
            Action::Compound => format!("changes {object}"),
            Action::Method(name) => format!("needs to borrow {object} mutably to call `{name}`"),
            Action::Call => format!("calls {object}"),
            Action::Macro(name) => format!("needs to borrow {object} mutably for `{name}!`"),
            Action::Borrow => format!("borrows {object} mutably"),
            Action::Closure => format!("has a closure that borrows {object} mutably"),
        }
    }
}

/// What is to change, if the compiler points at the assignment or borrow of it.
fn place(case: &Case, node: NodeId) -> NodeId {
    let tree = case.tree;
    let inner = match tree.kind(node) {
        NodeKind::Assignment => tree.child(node, Role::Left),
        NodeKind::Binary if borrower::is_compound(case, node) => tree.child(node, Role::Left),
        NodeKind::Reference => tree.child(node, Role::Operand),
        NodeKind::ExpressionStatement => tree.child(node, Role::Value),
        _ => None,
    };
    inner.map_or(node, |inner| place(case, inner))
}

/// `row[i]` or `*guard` around a place, if that's what is assigned to.
fn assigned(case: &Case, place: NodeId) -> NodeId {
    let tree = case.tree;
    let mut shown = place;
    while let Some(parent) = tree.parent(shown) {
        let is_part = match tree.kind(parent) {
            NodeKind::Index | NodeKind::FieldAccess => tree.role(shown) == Role::Receiver,
            NodeKind::Unary => places::is_dereference(case, parent),
            _ => false,
        };
        if !is_part {
            break;
        }
        shown = parent;
    }
    let is_assigned = matches!(action(case, shown), Action::Assign | Action::Compound);
    if is_assigned { shown } else { place }
}

fn action<'a>(case: &Case<'a>, place: NodeId) -> Action<'a> {
    let tree = case.tree;
    let Some(parent) = tree.parent(place) else {
        return Action::Borrow;
    };
    if tree.kind(place) == NodeKind::Closure {
        return Action::Closure;
    }
    match (tree.kind(parent), tree.role(place)) {
        (NodeKind::Assignment, Role::Left) => Action::Assign,
        (NodeKind::Binary, Role::Left) if borrower::is_compound(case, parent) => Action::Compound,
        (NodeKind::MethodCall, Role::Receiver) => {
            callee::name(case, parent).map_or(Action::Borrow, Action::Method)
        }
        (NodeKind::Call, Role::Callee) => Action::Call,
        (NodeKind::MacroCall, Role::Argument) => {
            callee::name(case, parent).map_or(Action::Borrow, Action::Macro)
        }
        _ => Action::Borrow,
    }
}

/// The variable that stands in the way. The compiler names it, where it is one.
fn variable(case: &Case, clue: &Clue, place: NodeId) -> Option<BindingId> {
    let names = labels::names(&case.diagnostic.message);
    let is_named_apart = labels::has_shape(&case.diagnostic.message, "*, as _ is not declared *");
    let name = if clue.role == Part::ReadOnlyReference {
        clue.name(0)?
    } else if is_named_apart {
        names.last().copied()?
    } else {
        names.first().copied()?
    };
    let name = places::parts(name).first().copied()?;
    if case.primary.role == Part::Declared {
        return case
            .names
            .bound_at(case.tree, case.primary.bytes.end.checked_sub(1)?);
    }
    let base = places::base(case, place);
    let is_it = |id: &BindingId| case.names.binding(*id).name == name;
    let at = case.tree.bytes(place).start;
    base.filter(is_it)
        .or_else(|| case.names.visible_at(case.tree, name, at))
}
