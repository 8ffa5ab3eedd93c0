//! Who keeps a borrow alive: the compiler says where it's needed, and the tree who that is.

use std::ops::Range;

use crate::lens::case::{Case, Clue};
use crate::lens::labels::{self, Role as Part};
use crate::lens::query::callee;
use crate::lens::query::places;
use crate::lens::query::statements::{self, around};
use crate::rust::{BindingId, NodeId, NodeKind, Role};

/// Who keeps a borrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Borrower {
    /// A variable.
    Variable(BindingId),
    /// The borrowed variable: its own type has the lifetime of the borrow in it.
    Itself(BindingId),
    /// The `for` loop that goes through what is borrowed.
    Loop(NodeId),
    /// A call that has been given the borrow and isn't over.
    Call(NodeId),
    /// A value without a name, of this type in the compiler's words.
    Temporary(String),
    /// A lifetime that reaches beyond the function.
    Lifetime(String),
    /// The compiler says where it's needed, and no more is known.
    Unknown,
}

/// A borrow that is kept, and where it's needed last.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// Who keeps it.
    pub borrower: Borrower,
    /// Where it's needed: what the compiler points at, or the use of the borrower in it.
    pub last: Range<usize>,
    /// The closure that uses the borrower there.
    pub closure: Option<NodeId>,
}

/// Who keeps the borrow that begins at `borrow` and is needed at `until`. `owner` is the variable
/// that is borrowed.
pub fn keeping(case: &Case, borrow: &Clue, until: &Clue, owner: Option<BindingId>) -> Keeping {
    let begin = case.node(borrow);
    let plain = |borrower| Keeping {
        borrower,
        last: until.bytes.clone(),
        closure: None,
    };
    if let Some(call) = call_in_progress(case, begin) {
        return Keeping {
            last: case.tree.bytes(call),
            ..plain(Borrower::Call(call))
        };
    }
    match until.role {
        Part::UntilDrop => plain(dropped(case, begin, until)),
        Part::Requires => {
            let lifetime = until.name(1).or(until.name(0)).unwrap_or("");
            plain(Borrower::Lifetime(lifetime.to_owned()))
        }
        _ => {
            let node = case.node(until);
            if let Some(found) = for_loop(case, begin, node) {
                return plain(Borrower::Loop(found));
            }
            if let Some(used) = used_by(case, begin, node, owner) {
                return used;
            }
            let call = called_at(case, until).filter(|call| case.tree.is_inside(begin, *call));
            plain(call.map_or(Borrower::Unknown, Borrower::Call))
        }
    }
}

/// The call of a method on what is borrowed, if the clash is in one of its arguments. Whatever else
/// the compiler says that the borrow is needed for, the call needs it.
fn call_in_progress(case: &Case, begin: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let is_receiver = tree.role(begin) == Role::Receiver;
    let parent = tree.parent(begin).filter(|_| is_receiver);
    let is_call = |at: &NodeId| tree.kind(*at) == NodeKind::MethodCall;
    let mut calls = [Some(begin), parent].into_iter().flatten().filter(is_call);
    calls.find(|call| {
        let mut arguments = tree.children_as(*call, Role::Argument);
        arguments.any(|argument| tree.is_inside(case.node(&case.primary), argument))
    })
}

/// What is dropped: the compiler names a variable, or a temporary by its type.
fn dropped(case: &Case, begin: NodeId, until: &Clue) -> Borrower {
    let Some(name) = until.name(0) else {
        return Borrower::Unknown;
    };
    if until.label.contains("that temporary") {
        let told = labels::names(&until.label).last().copied();
        return told.map_or(Borrower::Unknown, |told| {
            Borrower::Temporary(told.to_owned())
        });
    }
    let body = statements::body_around(case, begin);
    let is_it = |id: &BindingId| {
        let binding = case.names.binding(*id);
        let place = binding.places.first();
        binding.name == name
            && binding.scope.start <= until.bytes.start
            && until.bytes.start <= binding.scope.end
            && place.and_then(|place| statements::body_around(case, *place)) == body
    };
    let found = case.names.bindings().filter(is_it);
    let latest = found.max_by_key(|id| case.names.binding(*id).scope.start);
    latest.map_or(Borrower::Unknown, Borrower::Variable)
}

/// The `for` loop whose head has both.
fn for_loop(case: &Case, begin: NodeId, until: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let mut heads = around(case, begin).filter(|at| tree.role(*at) == Role::Subject);
    heads.find_map(|head| {
        let found = tree.parent(head)?;
        let is_loop = tree.kind(found) == NodeKind::For;
        (is_loop && tree.is_inside(until, head)).then_some(found)
    })
}

/// The variable that keeps the borrow and is used at `until`.
fn used_by(case: &Case, begin: NodeId, until: NodeId, owner: Option<BindingId>) -> Option<Keeping> {
    let keeping = |borrower, used: NodeId| Keeping {
        borrower,
        last: case.tree.bytes(used),
        closure: None,
    };
    if let Some(target) = assigned(case, until)
        && owner == places::base(case, target)
        && case.tree.is_inside(begin, until)
    {
        return owner.map(|owner| keeping(Borrower::Itself(owner), until));
    }
    // What the compiler points at is a place, a change of one, or a closure's or call's name.
    let place = target_of(case, until);
    if let Some(variable) = places::base(case, place) {
        let borrower = if Some(variable) == owner {
            Borrower::Itself(variable)
        } else {
            Borrower::Variable(variable)
        };
        return Some(keeping(borrower, until));
    }
    let holders = holders(case, begin);
    let scene = case_scene(case, until);
    let mut used = holders.iter().filter_map(|holder| {
        let used = places::uses_in(case, *holder, scene).next()?;
        let is_owner = Some(*holder) == owner;
        (!is_owner).then_some((*holder, used))
    });
    let (holder, place) = used.next()?;
    Some(Keeping {
        closure: places::closure_between(case, place, scene),
        ..keeping(Borrower::Variable(holder), place)
    })
}

/// The place that an expression changes or looks at, or the expression itself.
fn target_of(case: &Case, node: NodeId) -> NodeId {
    let tree = case.tree;
    let inner = match tree.kind(node) {
        NodeKind::Assignment => tree.child(node, Role::Left),
        NodeKind::Binary if is_compound(case, node) => tree.child(node, Role::Left),
        NodeKind::Reference => tree.child(node, Role::Operand),
        NodeKind::ExpressionStatement => tree.child(node, Role::Value),
        _ => None,
    };
    inner.map_or(node, |inner| target_of(case, inner))
}

/// Whether a binary expression is `a += b` and the like.
pub fn is_compound(case: &Case, node: NodeId) -> bool {
    let tree = case.tree;
    let ends = (tree.child(node, Role::Left), tree.child(node, Role::Right));
    let (Some(left), Some(right)) = ends else {
        return false;
    };
    let before = case.source.token_at(tree.bytes(right).start);
    let operator = case.source.token_at(tree.bytes(left).end)..before;
    let words = case.source.words(&operator);
    // Comparisons end in `=` too.
    let first = words.first().copied().unwrap_or("");
    words.last() == Some(&"=")
        && words.len() > 1
        && !matches!(first, "=" | "!")
        && !(words.len() == 2 && matches!(first, "<" | ">"))
}

/// What an assignment writes to.
fn assigned(case: &Case, node: NodeId) -> Option<NodeId> {
    let is_assignment = case.tree.kind(node) == NodeKind::Assignment;
    is_assignment.then(|| case.tree.child(node, Role::Left))?
}

/// The call whose name the compiler points at, or else the node itself.
fn case_scene(case: &Case, node: NodeId) -> NodeId {
    let parent = case.tree.parent(node);
    let is_name = matches!(case.tree.role(node), Role::Name | Role::Callee);
    parent.filter(|_| is_name).unwrap_or(node)
}

/// The call whose name or whole the compiler points at.
fn called_at(case: &Case, until: &Clue) -> Option<NodeId> {
    let scene = case_scene(case, case.node(until));
    let mut nodes = around(case, scene);
    let is_call = |at: &NodeId| callee::is_call(case, *at);
    nodes
        .next()
        .filter(is_call)
        .or_else(|| nodes.next().filter(is_call))
}

/// The variables that may hold a borrow that begins here, by what its value goes into, and those
/// that are made from them.
pub fn holders(case: &Case, begin: NodeId) -> Vec<BindingId> {
    let mut holders = receivers(case, begin);
    let mut next = 0;
    while let Some(holder) = holders.get(next).copied() {
        next += 1;
        for used in case.names.uses_of(holder) {
            for further in receivers(case, used) {
                if !holders.contains(&further) {
                    holders.push(further);
                }
            }
        }
    }
    holders
}

/// The variables that the value of an expression goes into, perhaps as a part.
fn receivers(case: &Case, node: NodeId) -> Vec<BindingId> {
    let tree = case.tree;
    let mut found = Vec::new();
    let mut at = node;
    if tree.kind(node) == NodeKind::IdentifierPattern {
        // `ref x`
        let byte = tree.bytes(node).end.saturating_sub(1);
        found.extend(case.names.bound_at(tree, byte));
    }
    while let Some(parent) = tree.parent(at) {
        match (tree.kind(parent), tree.role(at)) {
            (NodeKind::Let | NodeKind::LetCondition, Role::Initializer)
            | (NodeKind::For, Role::Subject) => {
                found.extend(bound_by(case, parent));
                break;
            }
            (NodeKind::Match, Role::Subject) => {
                let arms = tree.children_as(parent, Role::Arm);
                found.extend(arms.flat_map(|arm| bound_by(case, arm)));
            }
            (NodeKind::Assignment, Role::Right) => {
                let left = tree.child(parent, Role::Left);
                found.extend(left.and_then(|left| places::base(case, left)));
                break;
            }
            (NodeKind::MethodCall, Role::Argument) => {
                let receiver = tree.child(parent, Role::Receiver);
                found.extend(receiver.and_then(|receiver| places::base(case, receiver)));
            }
            (NodeKind::ExpressionStatement, _) if !statements::is_tail(case, parent) => break,
            (NodeKind::Function | NodeKind::While, _) | (NodeKind::If, Role::Condition) => break,
            _ => {}
        }
        at = parent;
    }
    found
}

/// The variables that a `let`, an arm or a loop brings in.
pub fn bound_by(case: &Case, owner: NodeId) -> Vec<BindingId> {
    let bindings = case.names.bindings();
    bindings
        .filter(|id| case.names.binding(*id).owner == owner)
        .collect()
}
