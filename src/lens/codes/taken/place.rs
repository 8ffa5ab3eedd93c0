//! What is to be moved, and out of what.

use crate::lens::case::{Case, Clue};
use crate::lens::labels::Role as Part;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::moved_type::{self, MovedType};
use crate::lens::query::{places, statements};
use crate::model::ask::type_text;
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role};

/// A value that can't be moved out of where it is.
pub struct Taken<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// The place that would lose its value; in a closure, the variable that it captured.
    pub value: NodeId,
    /// Where the value would go.
    pub goal: Goal,
    /// What moves, and its type.
    pub told: MovedType<'a>,
    /// What it belongs to.
    pub behind: Behind<'a>,
    /// The variable at the bottom of the place.
    pub holder: Option<BindingId>,
    /// The names of a pattern that would take it.
    pub names: Vec<NodeId>,
}

/// What a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind<'a> {
    /// Somebody who has lent it with `&`.
    Shared,
    /// Somebody who has lent it with `&mut`.
    Mutable,
    /// A collection that is indexed; its type.
    Index(&'a str),
    /// An array.
    Array,
    /// A slice.
    Slice,
    /// An `Rc` or `Arc`.
    Counted(&'a str),
    /// A guard or another type that dereferences to it.
    Pointer(&'a str),
    /// A closure of this kind, `Fn` or `FnMut`.
    Closure(&'a str),
    /// A value of this type, which has a destructor.
    Destructor(&'a str),
    /// A static.
    Static,
}

impl<'a> Taken<'a> {
    /// `None` if its form isn't known.
    pub fn new(case: &'a Case<'a>) -> Option<Self> {
        let behind = behind(case)?;
        let value = goal::value_at(case, &case.primary);
        let moves = case.clues.iter().filter(|clue| !clue.is_primary);
        let moves: Vec<&Clue> = moves
            .filter(|clue| matches!(clue.role, Part::Moved | Part::MovedInPart))
            .collect();
        let mut names: Vec<NodeId> = moves
            .iter()
            .map(|clue| goal::value_at(case, clue))
            .filter(|node| case.tree.kind(*node) == NodeKind::IdentifierPattern)
            .collect();
        names.dedup();
        let holder = places::base(case, value);
        if holder.is_none() && names.is_empty() && !is_lent_by_call(case, value) {
            return None;
        }
        Some(Self {
            goal: goal_of(case, value, &names),
            told: moved_type::moved_type(case),
            case,
            value,
            behind,
            holder,
            names,
        })
    }

    /// The variable at the bottom of the place.
    pub fn holder(&self) -> Option<&'a Binding> {
        self.holder.map(|id| self.case.names.binding(id))
    }

    /// The place, as it's written.
    pub fn path(&self) -> &'a str {
        self.case.written(self.value)
    }

    /// Whether the place is a reference to the value with a `*` before it.
    pub fn dereferenced(&self) -> Option<NodeId> {
        let is_it = places::is_dereference(self.case, self.value);
        is_it.then(|| self.case.tree.child(self.value, Role::Operand))?
    }

    /// Whether the variable itself is a reference: `Some` if its type tells.
    pub fn is_holder_reference(&self) -> Option<bool> {
        let holder = self.holder()?;
        if holder.name == "self" && holder.kind == crate::rust::BindingKind::SelfParameter {
            return Some(self.case.written(holder.owner).starts_with('&'));
        }
        if let Some(told) = self.case.type_of(holder) {
            let is_shared = type_text::is_shared_reference(told);
            return Some(is_shared || type_text::is_mutable_reference(told));
        }
        let annotation = holder.annotation.filter(|_| holder.is_whole)?;
        Some(self.case.tree.kind(annotation) == NodeKind::ReferenceType)
    }

    /// The line of the place.
    pub fn line(&self) -> usize {
        self.case.primary.line()
    }

    /// Whether the value goes into a variable of its own by `let`, and which.
    pub fn let_variable(&self) -> Option<&'a Binding> {
        match self.goal {
            Goal::Variable(id) => Some(self.case.names.binding(id)),
            _ => None,
        }
        .filter(|binding| binding.initializer == Some(self.value))
    }

    /// Whether a loop goes round between the variable's declaration and the place.
    pub fn is_in_loop(&self) -> bool {
        let tree = self.case.tree;
        let declared = self.holder().and_then(|holder| holder.places.first());
        let mut around = statements::around(self.case, self.value);
        around.any(|node| {
            let is_repeated = tree.kind(node).is_loop() || tree.kind(node) == NodeKind::Closure;
            is_repeated && declared.is_none_or(|place| !tree.is_inside(*place, node))
        })
    }
}

/// Whether a place is what a call returned, behind its `*` and fields.
fn is_lent_by_call(case: &Case, value: NodeId) -> bool {
    let base = places::base_node(case, value);
    matches!(
        case.tree.kind(base),
        NodeKind::Call | NodeKind::MethodCall | NodeKind::Path
    )
}

fn goal_of(case: &Case, value: NodeId, names: &[NodeId]) -> Goal {
    let name = names
        .first()
        .and_then(|node| case.tree.child(*node, Role::Name));
    let bound = name.and_then(|name| {
        let byte = case.tree.bytes(name).start;
        case.names.bound_at(case.tree, byte)
    });
    bound.map_or_else(|| goal::goal_of(case, value), Goal::Pattern)
}

fn behind<'a>(case: &Case<'a>) -> Option<Behind<'a>> {
    let message = case.diagnostic.message.as_str();
    let name = |index: usize| {
        crate::lens::labels::names(message)
            .get(index)
            .copied()
            .unwrap_or("")
    };
    let kind = |index| moved_type::kind(Some(name(index)));
    Some(match case.diagnostic.code.as_deref() {
        Some("E0508") if message.contains("slice") => Behind::Slice,
        Some("E0508") => Behind::Array,
        Some("E0509") => Behind::Destructor(name(0)),
        _ if message.contains("captured variable in an") => Behind::Closure(name(1)),
        _ if message.contains("a shared reference") => Behind::Shared,
        _ if message.contains("a mutable reference") => Behind::Mutable,
        _ if message.contains("out of index of") => Behind::Index(name(0)),
        _ if message.contains("out of static item") => Behind::Static,
        _ if message.contains("out of an `") => Behind::Counted(kind(0)),
        _ if message.contains("out of dereference of") => Behind::Pointer(kind(0)),
        _ => return None,
    })
}
