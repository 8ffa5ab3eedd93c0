//! Threads that are spawned without a scope, and how they get one.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::{borrower, callee, lines, places, rewrite, statements};
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, BindingKind, Callee, NodeId, NodeKind, Role, call, returns_from};

/// A `thread::spawn` whose thread could be started in a scope.
pub struct Spawn {
    /// The call.
    node: NodeId,
    /// What stands before `spawn`: `thread` or `std::thread`.
    module: String,
    /// The path that is called.
    path: NodeId,
}

/// The `thread::spawn` that a node is or is in.
pub fn spawn_around(case: &Case, node: NodeId) -> Option<Spawn> {
    let mut around = statements::around(case, node);
    around.find_map(|at| spawn(case, at))
}

fn spawn(case: &Case, node: NodeId) -> Option<Spawn> {
    let Callee::Function(path) = call(case.tree, node)?.callee else {
        return None;
    };
    let module = case.written(path).strip_suffix("::spawn")?;
    let parts: Vec<&str> = module.split("::").collect();
    let is_thread = matches!(parts.as_slice(), ["thread"] | ["std", "thread"]);
    is_thread.then(|| Spawn {
        node,
        module: module.to_owned(),
        path,
    })
}

/// The edits that put a spawned thread into a scope: a new one with the statements around it, or
/// the one that it's in already.
pub struct Scoped {
    /// The edits.
    pub edits: Vec<TextEdit>,
    /// The name and the line of the scope that's there already.
    scope: Option<(String, usize)>,
    /// How many threads get into a scope.
    count: usize,
    /// Whether it's certain that nothing waited for the thread before.
    pub waits_anew: bool,
}

impl Scoped {
    /// What to do, for a thread that borrows this.
    pub fn sentence(&self, path: &str) -> String {
        let waits = if self.waits_anew {
            " (Nothing waits for the thread so far.)"
        } else {
            ""
        };
        if let Some((name, line)) = &self.scope {
            return format!(
                "Start the thread with `{name}.spawn`: the scope on line {line} doesn't end before its threads do, so the thread may borrow `{path}`.{waits}"
            );
        }
        if self.count > 1 {
            return format!(
                "Start the threads in `thread::scope`, which doesn't end before they do, so they may borrow `{path}`."
            );
        }
        format!(
            "Start the thread in `thread::scope`, which doesn't end before its threads do, so the thread may borrow `{path}`.{waits}"
        )
    }
}

/// Puts the thread into a scope, together with what uses its handle. `owner` is the variable that
/// is borrowed. `None` if that isn't possible without changing what happens.
pub fn put_into_scope(case: &Case, spawn: &Spawn, owner: BindingId) -> Option<Scoped> {
    let tree = case.tree;
    if let Some(found) = scope_around(case, spawn) {
        return Some(found);
    }
    let body = block_of(case, owner)?;
    let first = rewrite::statement_in(case, body, spawn.node)?;
    let handles = handles_of(case, spawn.node);
    let is_per_round = matches!(ends::scope_of_block(case, body), Scope::Round(_));
    if is_per_round && handles.is_empty() {
        // The threads of the rounds would run one after the other.
        return None;
    }
    let (from, to) = range_of(case, body, first, &handles)?;
    let bytes = tree.bytes(from).start..tree.bytes(to).end;
    if !is_wrappable(case, body, &bytes) || !rewrite::begins_line(case, from) {
        return None;
    }
    let name = lines::free_name(case, &["scope", "s", "threads"])?;
    let all = inside(case, body, &bytes).filter_map(|node| self::spawn(case, node));
    let inner: Vec<(Range<usize>, String)> = all
        .map(|spawn| (tree.bytes(spawn.path), format!("{name}.spawn")))
        .collect();
    let is_tail = statements::is_tail(case, to);
    let text = indented(case, &bytes, &inner)?;
    let (module, indentation) = (&spawn.module, rewrite::indentation(case, from));
    let end = if is_tail { "})" } else { "});" };
    let br = lines::line_break(case);
    let text =
        format!("{module}::scope(|{name}| {{{br}{indentation}    {text}{br}{indentation}{end}");
    Some(Scoped {
        edits: vec![TextEdit::replacement(bytes, text)],
        scope: None,
        count: inner.len(),
        waits_anew: handles.is_empty() && is_left_alone(case, spawn.node),
    })
}

/// The scope whose closure the thread is spawned in: `thread::scope(|s| { thread::spawn(...); })`.
fn scope_around(case: &Case, spawn: &Spawn) -> Option<Scoped> {
    let tree = case.tree;
    let is_of_scope = |closure: &NodeId| {
        let found = tree.parent(*closure).and_then(|parent| call(tree, parent));
        matches!(found.map(|found| found.callee), Some(Callee::Function(path))
            if matches!(case.written(path), "thread::scope" | "std::thread::scope"))
    };
    let closure = statements::around(case, spawn.node)
        .filter(|at| tree.kind(*at) == NodeKind::Closure)
        .find(is_of_scope)?;
    let mut own = case.names.bindings().map(|id| case.names.binding(id));
    let scope = own.find(|binding| {
        binding.kind == BindingKind::ClosureParameter
            && binding.is_whole
            && tree.parent(binding.owner) == Some(closure)
    })?;
    let at = tree.bytes(spawn.path);
    let meant = case.binding_named(&scope.name, at.start)?;
    (meant == scope).then(|| Scoped {
        edits: vec![TextEdit::replacement(at, format!("{}.spawn", scope.name))],
        scope: Some((scope.name.clone(), case.line(tree.bytes(closure).start))),
        count: 1,
        waits_anew: is_left_alone(case, spawn.node),
    })
}

/// The block of statements that a variable lives in.
fn block_of(case: &Case, owner: BindingId) -> Option<NodeId> {
    let binding = case.names.binding(owner);
    let is_statement = case.tree.role(binding.owner) == Role::Statement;
    if is_statement {
        return case.tree.parent(binding.owner);
    }
    let mut around = statements::around(case, binding.owner);
    around.find_map(|at| {
        let body = case.tree.child(at, Role::Body)?;
        (case.tree.kind(body) == NodeKind::Block).then_some(body)
    })
}

/// Whether a thread's handle is dropped where it's spawned, and the thread has only one variable
/// from outside. With more, such as a channel's sender, it can tell others that it's done.
fn is_left_alone(case: &Case, spawn: NodeId) -> bool {
    let tree = case.tree;
    let mut inside = tree.descendants(spawn);
    let closure = inside.find(|at| tree.kind(*at) == NodeKind::Closure);
    let is_dropped = tree
        .parent(spawn)
        .is_some_and(|at| tree.kind(at) == NodeKind::ExpressionStatement);
    let has_one = |closure| case.names.captured_by(tree, closure).len() == 1;
    is_dropped && closure.is_some_and(has_one)
}

/// The variables that the thread's handle goes into.
fn handles_of(case: &Case, spawn: NodeId) -> Vec<BindingId> {
    let holders = borrower::holders(case, spawn).into_iter();
    // What is made of the thread's result is no handle.
    let is_closure = |at: &NodeId| case.tree.kind(*at) == NodeKind::Closure;
    let own = |id: &BindingId| {
        let owner = case.names.binding(*id).owner;
        !statements::around(case, owner).any(|at| is_closure(&at) && case.tree.is_inside(at, spawn))
    };
    holders.filter(own).collect()
}

/// The statements from the first declaration of a handle, or the spawn itself, to the last use.
fn range_of(
    case: &Case,
    body: NodeId,
    first: NodeId,
    handles: &[BindingId],
) -> Option<(NodeId, NodeId)> {
    let (mut from, mut to) = (first, first);
    for handle in handles {
        let declared = case.names.binding(*handle).owner;
        let declared = rewrite::statement_in(case, body, declared)?;
        let uses = case.names.uses_of(*handle);
        let used = uses.filter_map(|used| rewrite::statement_in(case, body, used));
        from = from.min(declared);
        to = used.max().map_or(to, |last| last.max(to));
    }
    Some((from, to))
}

fn inside<'a>(
    case: &'a Case,
    body: NodeId,
    bytes: &Range<usize>,
) -> impl Iterator<Item = NodeId> + use<'a> {
    let bytes = bytes.clone();
    let nodes = case.tree.descendants(body);
    nodes.filter(move |node| {
        let own = case.tree.bytes(*node);
        bytes.start <= own.start && own.end <= bytes.end
    })
}

/// Whether nothing leaves these statements, and nothing that they declare is used behind them.
fn is_wrappable(case: &Case, body: NodeId, bytes: &Range<usize>) -> bool {
    let tree = case.tree;
    let leaves = inside(case, body, bytes).any(|node| {
        let is_jump = matches!(
            tree.kind(node),
            NodeKind::Return | NodeKind::Try | NodeKind::Await
        );
        let from = returns_from(tree, node);
        is_jump && from.is_none_or(|from| tree.is_inside(body, from))
    });
    let is_used_behind = case.names.bindings().any(|id| {
        let place = case
            .names
            .binding(id)
            .places
            .first()
            .map(|place| tree.bytes(*place).start);
        let is_declared = place.is_some_and(|place| bytes.contains(&place));
        let mut uses = case.names.uses_of(id);
        is_declared && uses.any(|used| tree.bytes(used).start >= bytes.end)
    });
    !leaves && !is_used_behind
}

/// Some lines, four columns further to the right, with replacements. `None` if a literal takes
/// several lines, which would change.
fn indented(
    case: &Case,
    bytes: &Range<usize>,
    replaced: &[(Range<usize>, String)],
) -> Option<String> {
    let mut literals = case.tree.nodes_of(NodeKind::Literal);
    let is_long = |node: NodeId| {
        let own = case.tree.bytes(node);
        bytes.contains(&own.start) && case.text(&own).contains('\n')
    };
    if literals.any(is_long) {
        return None;
    }
    let mut text = String::new();
    let mut copied = bytes.start;
    for (place, new) in replaced {
        text.push_str(case.text(&(copied..place.start)));
        text.push_str(new);
        copied = place.end;
    }
    text.push_str(case.text(&(copied..bytes.end)));
    let lines = text.split('\n').enumerate().map(|(index, line)| {
        if index == 0 || line.trim().is_empty() {
            line.to_owned()
        } else {
            format!("    {line}")
        }
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The line of a call of `join` on the variable that the statement of a spawned thread begins, if
/// the next statement is sure to make that call.
pub fn joined_next(case: &Case, spawn: &Spawn) -> Option<usize> {
    let tree = case.tree;
    let statement = tree.parent(spawn.node)?;
    let variable = borrower::bound_by(case, statement).into_iter().next()?;
    let siblings = statements::siblings(case, statement);
    let at = siblings.iter().position(|one| *one == statement)?;
    let next = *siblings.get(at + 1)?;
    let mut calls = tree
        .descendants(next)
        .filter(|node| callee::is_call(case, *node));
    let join = calls.find(|node| {
        let receiver = tree.child(*node, Role::Receiver);
        let is_of = receiver.and_then(|receiver| places::base(case, receiver)) == Some(variable);
        callee::name(case, *node) == Some("join")
            && is_of
            && statements::always_runs(case, *node, next)
    })?;
    let is_let = tree.kind(statement) == NodeKind::Let;
    is_let.then(|| case.line(tree.bytes(join).start))
}
