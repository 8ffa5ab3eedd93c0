//! Whether a variable still has its value where its scope ends, or it has moved away before.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::{Event, What};
use crate::lens::labels::Role as Part;
use crate::lens::place::Area;
use crate::lens::query::ends;
use crate::lens::query::statements::around;
use crate::lens::query::{borrower, callee, places};
use crate::rust::{BindingId, NodeId, NodeKind, Role};

/// What a value moves by, in the compiler's labels.
pub const MOVES: [Part; 8] = [
    Part::Moved,
    Part::MovedInPart,
    Part::MovedIntoClosure,
    Part::MovedByMethod,
    Part::MovedByImplicitCall,
    Part::MovedByOperator,
    Part::MovedByCall,
    Part::MovedByAwait,
];

/// A move of a variable's value that another error of the same compile tells of.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// Where it moves.
    pub area: Area,
    /// The same in bytes.
    pub bytes: Range<usize>,
    /// Whether the whole value moves whenever its scope runs to the end.
    pub is_certain: bool,
}

impl Leaving {
    /// The line of the move.
    pub fn line(&self) -> usize {
        self.area.start.line
    }
}

/// The first move of a variable that the compiler tells of in another error. The compiler rejects
/// a move of something borrowed (E0505) and a use of something moved (E0382). So where a variable
/// is borrowed and no such error is about it, its value is still there.
pub fn told(case: &Case, variable: BindingId) -> Option<Leaving> {
    let found = case.errors.iter().filter_map(|error| {
        let other = Case::new(error, case.source, case.facts)?;
        let file = |case: &Case| {
            case.diagnostic
                .primary_span()
                .map(|at| at.file_name.clone())
        };
        (file(&other) == file(case)).then(|| of_error(&other, variable))?
    });
    found.min_by_key(|leaving| leaving.bytes.start)
}

/// Draws the moves that other errors tell of, where a variable would else look as if it had its value
/// all along.
pub fn draw(case: &Case, account: &mut Account) {
    for lane in 0..account.lanes.len() {
        let own = || account.events.iter().filter(|event| event.lane == lane);
        let moves = |event: &Event| matches!(event.what, What::Moved | What::MovedInPart);
        let Some(created) = own().find(|event| event.what == What::Created) else {
            continue;
        };
        let begin = case.source.byte_at(created.line, created.column);
        let variable = begin.and_then(|begin| case.names.bound_at(case.tree, begin));
        let Some(variable) = variable.filter(|_| !own().any(moves)) else {
            continue;
        };
        let last = own().map(|event| (event.round, event.line)).max();
        let is_between =
            |gone: &Leaving| Some((0, gone.line())) < last && gone.bytes != case.primary.bytes;
        let gone = told(case, variable).filter(|gone| gone.is_certain && is_between(gone));
        if let Some(gone) = gone.filter(|_| !is_set_again(case, variable)) {
            let note = format!("moves `{}` away", case.names.binding(variable).name);
            account.event(lane, What::Moved, gone.area, note);
        }
    }
}

/// Whether a variable gets a value anywhere besides in its declaration.
fn is_set_again(case: &Case, variable: BindingId) -> bool {
    let tree = case.tree;
    let mut uses = case.names.uses_of(variable);
    uses.any(|used| {
        let parent = tree.parent(used).map(|parent| tree.kind(parent));
        parent == Some(NodeKind::Assignment) && tree.role(used) == Role::Left
    })
}

fn of_error(other: &Case, variable: BindingId) -> Option<Leaving> {
    let clue: &Clue = match other.diagnostic.code.as_deref()? {
        "E0505" => &other.primary,
        "E0382" => other.first_of(&MOVES)?,
        _ => return None,
    };
    let named = other.named(0)?;
    let name = places::parts(named).first().copied()?;
    let is_it = other.names.visible_at(other.tree, name, clue.bytes.start) == Some(variable);
    let is_whole = named == name && !other.diagnostic.message.contains("partially");
    is_it.then(|| Leaving {
        area: clue.area,
        bytes: clue.bytes.clone(),
        is_certain: is_whole && always_runs(other, other.node(clue), variable),
    })
}

/// Whether a node runs whenever the scope of this variable does, as far as no jump leads out.
fn always_runs(case: &Case, node: NodeId, variable: BindingId) -> bool {
    let tree = case.tree;
    let scope = ends::scope_of(case, case.names.binding(variable)).map(ends::Scope::node);
    let mut inside = around(case, node).take_while(|at| {
        let parent = tree.parent(*at);
        Some(*at) != scope && (parent.is_none() || parent != scope)
    });
    inside.all(|at| {
        let parent = tree.parent(at).map(|parent| tree.kind(parent));
        let is_maybe = matches!(
            (parent, tree.role(at)),
            (Some(NodeKind::If), Role::Body | Role::Else)
                | (Some(NodeKind::MatchArm), _)
                | (
                    Some(NodeKind::For | NodeKind::While | NodeKind::Loop),
                    Role::Body
                )
                | (
                    Some(NodeKind::Closure | NodeKind::AsyncBlock | NodeKind::Function),
                    Role::Body
                )
                | (Some(NodeKind::Let), Role::Else)
                | (Some(NodeKind::Binary), Role::Right)
        );
        !is_maybe
    })
}

/// Whether any use may move a variable's value away, by the text alone: for errors that stop the
/// compiler before it knows of moves.
pub fn may_leave(case: &Case, variable: BindingId) -> bool {
    let binding = case.names.binding(variable);
    let is_copy = case.variable(binding).and_then(|known| known.is_copy) == Some(true);
    let kind = |node: Option<NodeId>| node.map(|node| case.tree.kind(node));
    let is_plain = kind(binding.annotation) == Some(NodeKind::ReferenceType)
        || binding.is_whole && kind(binding.initializer) == Some(NodeKind::Literal);
    let mut uses = case.names.uses_of(variable);
    !is_copy && !is_plain && uses.any(|used| !only_looks(case, used))
}

/// Whether a use certainly leaves the value where it is.
fn only_looks(case: &Case, used: NodeId) -> bool {
    let tree = case.tree;
    if tree.kind(used) == NodeKind::FormatName {
        return true;
    }
    let at = places::outermost(case, used);
    let Some(parent) = tree.parent(at) else {
        return false;
    };
    match (tree.kind(parent), tree.role(at)) {
        (NodeKind::Reference, _) | (NodeKind::Assignment, Role::Left) => true,
        (NodeKind::Binary, Role::Left) if borrower::is_compound(case, parent) => true,
        (NodeKind::MacroCall, _) => callee::name(case, parent).is_some_and(is_looking_macro),
        (NodeKind::MethodCall, Role::Receiver) => {
            let own = callee::function(case, parent);
            let own = own.and_then(|own| callee::self_parameter(case, &own));
            match own {
                Some(own) => case.written(own).starts_with('&'),
                None => callee::name(case, parent) == Some("clone"),
            }
        }
        _ => false,
    }
}

/// Whether a macro of the standard library only borrows its arguments.
fn is_looking_macro(name: &str) -> bool {
    matches!(
        name,
        "println"
            | "print"
            | "eprintln"
            | "eprint"
            | "format"
            | "write"
            | "writeln"
            | "panic"
            | "assert"
            | "assert_eq"
            | "assert_ne"
    )
}
