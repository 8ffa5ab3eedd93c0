//! Where a value goes when it moves.

use crate::lens::case::{Case, Clue};
use crate::lens::labels::Role as Part;
use crate::lens::query::{callee, statements};
use crate::rust::{BindingId, Callee, NodeId, NodeKind, Role, call};

/// Where a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// As an argument into this call of a function, a method, or a variant.
    Argument(NodeId),
    /// Into the method that it's called on; the call.
    Receiver(NodeId),
    /// Into this call of a macro.
    Macro(NodeId),
    /// `?`
    Try,
    /// `.await`
    Await,
    /// It's a closure that can be called once, and this is the call.
    Invocation,
    /// Into a variable, as it is.
    Variable(BindingId),
    /// Into a variable of a pattern that takes it apart, or as a whole by a name in a pattern.
    Pattern(BindingId),
    /// Into what is written on the left of this assignment.
    Place(NodeId),
    /// Into this `for` loop.
    Loop(NodeId),
    /// Into this closure or `async` block.
    Closure(NodeId),
    /// Into this new struct, array or tuple.
    Literal(NodeId),
    /// By `..rest` into this new struct.
    Update(NodeId),
    /// Into this operator.
    Operator(NodeId),
    /// Out of a function, closure or block.
    Returned,
    /// Somewhere else.
    Unknown,
}

/// The value that moves, and where it goes. `None` if the compiler points at nothing that's known.
pub fn value_and_goal(case: &Case, gone: &Clue) -> Option<(NodeId, Goal)> {
    let tree = case.tree;
    match gone.role {
        Part::MovedIntoClosure => {
            let closure = closure_at(case, gone)?;
            Some((closure, Goal::Closure(closure)))
        }
        Part::MovedByMethod => {
            let node = value_at(case, gone);
            if tree.kind(node) == NodeKind::Try {
                return Some((tree.child(node, Role::Operand)?, Goal::Try));
            }
            let call = tree.parent(tree.innermost_at(gone.bytes.start))?;
            let receiver = tree.child(call, Role::Receiver)?;
            let is_call = tree.kind(call) == NodeKind::MethodCall;
            is_call.then_some((receiver, Goal::Receiver(call)))
        }
        Part::MovedByAwait => {
            let around = std::iter::once(case.node(gone)).chain(tree.ancestors(case.node(gone)));
            let mut around = around.filter(|node| tree.kind(*node) == NodeKind::Await);
            Some((tree.child(around.next()?, Role::Operand)?, Goal::Await))
        }
        Part::MovedByCall => {
            let node = value_at(case, gone);
            Some((tree.child(node, Role::Callee)?, Goal::Invocation))
        }
        Part::MovedByOperator => {
            let node = value_at(case, gone);
            let operand = tree
                .child(node, Role::Left)
                .or(tree.child(node, Role::Operand))?;
            Some((operand, Goal::Operator(node)))
        }
        Part::MovedByImplicitCall => {
            let value = value_at(case, gone);
            let parent = tree.parent(value)?;
            let is_loop = tree.kind(parent) == NodeKind::For;
            Some((value, is_loop.then_some(Goal::Loop(parent))?))
        }
        _ => {
            let value = value_at(case, gone);
            let is_closure = matches!(tree.kind(value), NodeKind::Closure | NodeKind::AsyncBlock);
            let captures = is_closure && case.first(Part::CapturedUse).is_some();
            let goal = if captures {
                Goal::Closure(value)
            } else {
                goal_of(case, value)
            };
            Some((value, goal))
        }
    }
}

/// The innermost expression or pattern with these bytes, or else what holds them.
pub fn value_at(case: &Case, clue: &Clue) -> NodeId {
    let tree = case.tree;
    let mut around = statements::around(case, tree.innermost_at(clue.bytes.start));
    let is_value = |node: NodeId| {
        tree.is_expression(node)
            || matches!(
                tree.kind(node),
                NodeKind::IdentifierPattern | NodeKind::SelfParameter
            )
    };
    let exact = around.find(|node| tree.bytes(*node) == clue.bytes && is_value(*node));
    exact.unwrap_or_else(|| {
        // In `all @ Some(_)` and `mut all`, the compiler may point at the name.
        let node = case.node(clue);
        let parent = tree.parent(node);
        let is_named = |parent: &NodeId| tree.kind(*parent) == NodeKind::IdentifierPattern;
        parent.filter(is_named).unwrap_or(node)
    })
}

fn closure_at(case: &Case, clue: &Clue) -> Option<NodeId> {
    let mut around = statements::around(case, case.node(clue));
    around.find(|node| {
        matches!(
            case.tree.kind(*node),
            NodeKind::Closure | NodeKind::AsyncBlock
        )
    })
}

/// What takes the value of an expression, through blocks, branches and parentheses around it.
pub fn goal_of(case: &Case, value: NodeId) -> Goal {
    let tree = case.tree;
    if tree.kind(value) == NodeKind::IdentifierPattern {
        return of_pattern(case, value);
    }
    if tree.kind(value) == NodeKind::StructLiteral && tree.child(value, Role::Rest).is_some() {
        return Goal::Update(value);
    }
    let mut at = value;
    loop {
        let Some(parent) = tree.parent(at) else {
            return Goal::Unknown;
        };
        match (tree.kind(parent), tree.role(at)) {
            (NodeKind::Parenthesized | NodeKind::UnsafeBlock | NodeKind::Match, Role::Part)
            | (NodeKind::If, Role::Body | Role::Else)
            | (NodeKind::MatchArm | NodeKind::UnsafeBlock, Role::Body)
            | (NodeKind::Match, Role::Arm)
            | (NodeKind::FieldValue | NodeKind::NamedArgument, _)
            | (NodeKind::Block, Role::Statement) => at = parent,
            (NodeKind::ExpressionStatement, _) if statements::is_tail(case, parent) => at = parent,
            (kind, role) => return of_parent(case, parent, kind, role),
        }
    }
}

fn of_parent(case: &Case, parent: NodeId, kind: NodeKind, role: Role) -> Goal {
    match (kind, role) {
        (NodeKind::Let, Role::Initializer) => let_variable(case, parent),
        (NodeKind::Assignment, Role::Right) => assigned(case, parent),
        (NodeKind::Call | NodeKind::MethodCall, Role::Argument) => Goal::Argument(parent),
        (NodeKind::MethodCall, Role::Receiver) => Goal::Receiver(parent),
        (NodeKind::MacroCall, _) => Goal::Macro(parent),
        (NodeKind::StructLiteral, Role::Rest) => Goal::Update(parent),
        (NodeKind::StructLiteral | NodeKind::Array | NodeKind::Tuple | NodeKind::Repeat, _) => {
            Goal::Literal(parent)
        }
        (NodeKind::Binary, _) => Goal::Operator(parent),
        (NodeKind::Return | NodeKind::Break, _)
        | (NodeKind::Function | NodeKind::Closure | NodeKind::AsyncBlock, Role::Body) => {
            Goal::Returned
        }
        (NodeKind::For, Role::Subject) => Goal::Loop(parent),
        (NodeKind::Try, _) => Goal::Try,
        (NodeKind::Await, _) => Goal::Await,
        _ => Goal::Unknown,
    }
}

fn of_pattern(case: &Case, pattern: NodeId) -> Goal {
    let name = case.tree.child(pattern, Role::Name);
    let bound = name.and_then(|name| {
        let byte = case.tree.bytes(name).start;
        case.names.bound_at(case.tree, byte)
    });
    bound.map_or(Goal::Unknown, Goal::Pattern)
}

fn let_variable(case: &Case, statement: NodeId) -> Goal {
    let bindings = case.names.bindings();
    let mut whole = bindings.filter(|id| {
        let binding = case.names.binding(*id);
        binding.owner == statement && binding.is_whole
    });
    whole.next().map_or(Goal::Unknown, Goal::Variable)
}

fn assigned(case: &Case, assignment: NodeId) -> Goal {
    let Some(left) = case.tree.child(assignment, Role::Left) else {
        return Goal::Unknown;
    };
    match case.names.binding_of(left) {
        Some(variable) => Goal::Variable(variable),
        None => Goal::Place(left),
    }
}

/// The name of what a call calls, as it's written if that's short: `Some`, `thread::spawn`.
pub fn called<'a>(case: &Case<'a>, node: NodeId) -> Option<&'a str> {
    let short = callee::name(case, node)?;
    let written = match call(case.tree, node)?.callee {
        Callee::Function(path) => case.written(path),
        _ => short,
    };
    let is_plain = written.len() <= 24 && !written.contains(['<', '(', '\n']);
    Some(if is_plain { written } else { short })
}

/// Whether a call only makes a new value: a variant or a tuple struct with its fields.
pub fn is_constructor(case: &Case, node: NodeId) -> bool {
    let name = callee::name(case, node);
    let is_function = case.tree.kind(node) == NodeKind::Call;
    is_function && name.is_some_and(|name| name.starts_with(char::is_uppercase))
}
