//! Parameters that take a value, where a caller lends one: then the function may be meant to change
//! what the caller has.

use crate::lens::case::Case;
use crate::lens::query::{callee, errors, lines, places};
use crate::rust::{Binding, BindingKind, Function, NodeId, NodeKind, Role, call, function_around};

/// A parameter that takes a value of its own, though it's given references.
pub struct Lent<'a> {
    /// The function.
    pub function: Function,
    /// The type that the parameter is declared with.
    pub of_type: NodeId,
    /// What the first caller passes, and the lines of all calls that lend.
    passed: &'a str,
    lines: Vec<usize>,
    arguments: Vec<NodeId>,
}

/// What is known of a parameter that rustc refuses a reference for. A function that gives something
/// back may hand over what it has changed, so of such nothing is said.
pub fn to<'a>(case: &Case<'a>, binding: &Binding) -> Option<Lent<'a>> {
    let tree = case.tree;
    let is_parameter = binding.kind == BindingKind::Parameter && binding.is_whole;
    let of_type = binding.annotation.filter(|_| is_parameter)?;
    let function = function_around(case.source, tree, binding.owner)?;
    let is_value = tree.kind(of_type) != NodeKind::ReferenceType;
    let mut parameters = function.parameters.iter();
    let position = parameters.position(|at| *at == binding.owner)?;
    let own_self = usize::from(callee::self_parameter(case, &function).is_some());
    let is_lent = |argument: &NodeId| {
        errors::mismatch_at(case, &tree.bytes(*argument))
            .is_some_and(|(_, label)| label.contains("found `&"))
    };
    let lent = tree.nodes().filter_map(|node| {
        let found = call(tree, node)?;
        let called = callee::function(case, node)?;
        let is_method = tree.kind(node) == NodeKind::MethodCall;
        let at = position.checked_sub(if is_method { own_self } else { 0 })?;
        let argument = found.arguments.get(at).filter(|one| is_lent(one))?;
        (called.node == function.node).then_some(*argument)
    });
    let lent: Vec<NodeId> = lent.collect();
    let first = lent.first().filter(|_| is_value)?;
    let mut on: Vec<usize> = lent
        .iter()
        .map(|one| case.line(tree.bytes(*one).start))
        .collect();
    on.sort_unstable();
    on.dedup();
    let passed = case.written(*first);
    function.returns.is_none().then_some(Lent {
        passed,
        lines: on,
        arguments: lent,
        of_type,
        function,
    })
}

/// The parameter that an error's place is the argument for, if it's lent a value and rustc refuses that
/// its function changes it; and the line where it does.
pub fn argument<'a>(case: &Case<'a>) -> Option<(&'a Binding, Lent<'a>, usize)> {
    let tree = case.tree;
    let node = case.node(&case.primary);
    let node = tree.parent(node)?;
    let function = callee::function(case, node)?;
    let is_its = |binding: &&Binding| {
        let mut parameters = function.parameters.iter();
        parameters.any(|at| *at == binding.owner)
    };
    let bindings = case.names.bindings().map(|id| case.names.binding(id));
    bindings.filter(is_its).find_map(|binding| {
        let lent = to(case, binding)?;
        let is_this = lent.arguments.contains(&case.node(&case.primary));
        let mut errors = errors::in_file(case).into_iter();
        let changed = errors.find(|(error, at)| {
            let is_change = matches!(error.code.as_deref(), Some("E0594" | "E0596" | "E0384"));
            let whole = std::iter::successors(Some(case.node_around(at)), |node| {
                let left = tree.child(*node, Role::Left);
                left.or_else(|| tree.child(*node, Role::Value))
            });
            let base = whole.last().and_then(|place| places::base(case, place));
            let base = base.map(|id| case.names.binding(id));
            is_change && base.is_some_and(|base| std::ptr::eq(base, binding))
        });
        let line = case.line(changed?.1.start);
        is_this.then_some((binding, lent, line))
    })
}

impl Lent<'_> {
    /// That the callers lend, and what the function takes.
    pub fn sentence(&self, case: &Case) -> String {
        let is_plural = self.lines.len() > 1;
        let name = self.function.name();
        let of_type = case.written(self.of_type);
        let passes = if is_plural {
            format!("pass `{name}` references")
        } else if self.passed.chars().count() <= 40 {
            format!("passes `{name}` a reference (`{}`)", self.passed)
        } else {
            format!("passes `{name}` a reference")
        };
        let on = lines::listed(&self.lines);
        let mut on = on.chars();
        let first = on
            .next()
            .map_or_else(String::new, |one| one.to_uppercase().to_string());
        format!(
            "{first}{} {passes}, but the parameter takes a `{of_type}` of its own, and what happens to that stays inside of `{name}`.",
            on.as_str()
        )
    }
}
