//! Loops that assert nothing if the learner's code gives no items.

use std::collections::BTreeSet;

use crate::grading::dodges::Dodge;
use crate::grading::dodges::test_body::TestBody;
use crate::rust::{BindingId, Call, Callee, NodeId, NodeKind, Role, call};

/// Methods of the standard library that give nothing if they're called on nothing.
const KEEPS_NOTHING: [&str; 47] = [
    "as_bytes",
    "as_deref",
    "as_mut",
    "as_ref",
    "as_slice",
    "as_str",
    "borrow",
    "borrow_mut",
    "by_ref",
    "bytes",
    "char_indices",
    "chars",
    "chunks",
    "chunks_exact",
    "clone",
    "cloned",
    "collect",
    "copied",
    "drain",
    "enumerate",
    "expect",
    "filter",
    "filter_map",
    "flat_map",
    "flatten",
    "inspect",
    "into_iter",
    "into_keys",
    "into_values",
    "iter",
    "iter_mut",
    "keys",
    "lines",
    "lock",
    "map",
    "peekable",
    "rev",
    "skip",
    "split_whitespace",
    "step_by",
    "take",
    "to_vec",
    "unwrap",
    "unwrap_or_default",
    "values",
    "windows",
    "zip",
];

/// Methods that give one item after the other in a `while let`.
const TAKES_ONE: [&str; 5] = ["next", "next_back", "pop", "pop_back", "pop_front"];

/// Methods that leave out what a function says no to.
const PICKS: [&str; 5] = [
    "filter",
    "filter_map",
    "flat_map",
    "skip_while",
    "take_while",
];

/// What makes an empty collection that's full of the test's own items later.
const COLLECTIONS: [&str; 8] = [
    "Vec",
    "VecDeque",
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "String",
];

/// Where the items of a loop come from.
#[derive(Debug, Clone)]
struct Origin<'s> {
    /// The learner's function.
    name: &'s str,
    /// What it does with the items.
    verb: &'static str,
    /// Its call.
    call: NodeId,
    /// The variables on the way from the call to the loop.
    through: Vec<BindingId>,
}

/// A loop with assertions, or a `for_each`.
struct ItemLoop<'s> {
    node: NodeId,
    origin: Origin<'s>,
}

impl<'s> TestBody<'s> {
    /// Loops whose assertions are left out if the learner's code gives no items, while nothing else
    /// in the test asks for them.
    pub(super) fn loops_without_items(&self) -> Vec<Dodge> {
        let mut loops: Vec<ItemLoop> = Vec::new();
        for node in self.nodes() {
            let is_inner = loops.iter().any(|it| self.tree.is_inside(node, it.node));
            if !is_inner && self.may_be_of_test(node) {
                loops.extend(self.item_loop(node));
            }
        }
        let calls: BTreeSet<NodeId> = loops.iter().map(|it| it.origin.call).collect();
        loops.retain(|it| !self.is_asked_elsewhere(it, &calls));
        loops.iter().map(|it| self.describe_loop(it)).collect()
    }

    /// Whether a node is part of the test's own code, and not of an item in it.
    fn may_be_of_test(&self, node: NodeId) -> bool {
        !self.around(node).any(|it| self.kind(it).is_item())
    }

    fn item_loop(&self, node: NodeId) -> Option<ItemLoop<'s>> {
        let (items, body) = match self.kind(node) {
            NodeKind::For => (
                self.child(node, Role::Subject)?,
                self.child(node, Role::Body)?,
            ),
            NodeKind::While => {
                let condition = self.child(node, Role::Condition)?;
                let is_let = self.kind(condition) == NodeKind::LetCondition;
                let condition = Some(condition).filter(|_| is_let)?;
                let one = self.child(condition, Role::Initializer)?;
                (self.all_of(one), self.child(node, Role::Body)?)
            }
            NodeKind::MethodCall => {
                let call = call(self.tree, node)?;
                let name = self.called_name(&call)?;
                let is_it = matches!(name, "for_each" | "try_for_each");
                let closure = call.arguments.first().copied().filter(|_| is_it)?;
                (self.child(node, Role::Receiver)?, closure)
            }
            _ => return None,
        };
        self.first_assertion(body)?;
        let origin = self.origin(items, node)?;
        Some(ItemLoop { node, origin })
    }

    /// What a `while let` takes one item of.
    fn all_of(&self, one: NodeId) -> NodeId {
        let taken = call(self.tree, one).filter(|call| self.learners_function(call).is_none());
        let name = taken.and_then(|call| self.called_name(&call));
        let takes_one = name.is_some_and(|name| TAKES_ONE.contains(&name));
        let all = self.child(one, Role::Receiver).filter(|_| takes_one);
        all.unwrap_or(one)
    }

    /// The learner's function without whose items `before` has none.
    fn origin(&self, items: NodeId, before: NodeId) -> Option<Origin<'s>> {
        match self.kind(items) {
            NodeKind::Parenthesized
            | NodeKind::Reference
            | NodeKind::Unary
            | NodeKind::Await
            | NodeKind::Try => self.origin(self.tree.children(items).last()?, before),
            NodeKind::FieldAccess => {
                let name = self.child(items, Role::Name)?;
                if self.code.is_array_field(self.text(name)) {
                    return None;
                }
                self.origin(self.child(items, Role::Receiver)?, before)
            }
            NodeKind::RangeExpression => self.origin_of_range(items, before),
            NodeKind::Call => self.origin_of_call(&call(self.tree, items)?),
            NodeKind::MethodCall => self.origin_of_method(items, before),
            NodeKind::Path => self.origin_of_variable(items, before),
            _ => None,
        }
    }

    /// `0..items.len()`
    fn origin_of_range(&self, range: NodeId, before: NodeId) -> Option<Origin<'s>> {
        let end = self.child(range, Role::Right)?;
        let is_open = !self.text(range).contains("..=");
        let is_count = call(self.tree, end).is_some_and(|call| {
            let name = self.called_name(&call);
            name.is_some_and(|name| matches!(name, "len" | "count"))
        });
        let of = self
            .child(end, Role::Receiver)
            .filter(|_| is_open && is_count)?;
        self.origin(of, before)
    }

    fn origin_of_call(&self, call: &Call) -> Option<Origin<'s>> {
        let name = self.learners_function(call)?;
        let is_fixed = self.code.returns_array(name);
        (!is_fixed).then_some(Origin {
            name,
            verb: "gives",
            call: call.node,
            through: Vec::new(),
        })
    }

    fn origin_of_method(&self, node: NodeId, before: NodeId) -> Option<Origin<'s>> {
        let method = call(self.tree, node)?;
        if self.learners_function(&method).is_some() {
            return self.origin_of_call(&method);
        }
        let name = self.called_name(&method)?;
        if PICKS.contains(&name) {
            let picked = method.arguments.iter().find_map(|it| self.picked_by(*it));
            if picked.is_some() {
                return picked;
            }
        }
        let receiver = self.child(node, Role::Receiver)?;
        if !KEEPS_NOTHING.contains(&name) {
            return None;
        }
        let other = || {
            let argument = method.arguments.first().filter(|_| name == "zip")?;
            self.origin(*argument, before)
        };
        self.origin(receiver, before).or_else(other)
    }

    /// The learner's function that a closure gives the result of, or that stands in its place.
    fn picked_by(&self, argument: NodeId) -> Option<Origin<'s>> {
        let (name, call) = match self.kind(argument) {
            NodeKind::Path if self.code.is_function(&self.path_of(argument)) => {
                (*self.path_of(argument).last()?, argument)
            }
            NodeKind::Closure => {
                let body = self.child(argument, Role::Body)?;
                let call = call(self.tree, body)?;
                (self.learners_function(&call)?, body)
            }
            _ => return None,
        };
        Some(Origin {
            name,
            verb: "picks",
            call,
            through: Vec::new(),
        })
    }

    fn origin_of_variable(&self, path: NodeId, before: NodeId) -> Option<Origin<'s>> {
        let id = self.names.binding_of(path)?;
        let binding = self.names.binding(id);
        let is_slice = |it: NodeId| self.kind(it) == NodeKind::SlicePattern;
        let mut around = self.around(*binding.places.first()?);
        let is_counted = around
            .by_ref()
            .take_while(|it| *it != binding.owner)
            .any(is_slice);
        let value = binding.initializer?;
        let is_bound = binding.kind.is_let() || binding.kind == crate::rust::BindingKind::For;
        if is_counted || !is_bound {
            return None;
        }
        let found = self
            .origin(value, before)
            .or_else(|| self.changed_by(id, value, before));
        found.map(|mut origin| {
            origin.through.push(id);
            origin
        })
    }

    /// The learner's function that may have emptied a variable.
    fn changed_by(&self, id: BindingId, value: NodeId, before: NodeId) -> Option<Origin<'s>> {
        if !self.names.binding(id).is_mutable || !self.may_become_empty(value) {
            return None;
        }
        let uses = self.names.uses_of(id).filter(|it| *it < before);
        let mut found = uses.filter_map(|used| {
            let parent = self.tree.parent(used)?;
            let is_lent = self.kind(parent) == NodeKind::Reference
                && self.text(parent)[1..].trim_start().starts_with("mut ");
            let node = if is_lent {
                self.tree.parent(parent)?
            } else {
                parent
            };
            let call = call(self.tree, node)?;
            let is_argument = is_lent && self.tree.role(parent) == Role::Argument;
            let is_receiver = !is_lent && self.tree.role(used) == Role::Receiver;
            let name = self.learners_function(&call)?;
            let changes = is_argument || (is_receiver && self.code.changes_itself(name));
            changes.then_some((name, node))
        });
        let (name, call) = found.next()?;
        Some(Origin {
            name,
            verb: "leaves",
            call,
            through: Vec::new(),
        })
    }

    fn may_become_empty(&self, value: NodeId) -> bool {
        match self.kind(value) {
            NodeKind::MacroCall => self.is_macro(value, &["vec"]),
            NodeKind::StructLiteral => true,
            NodeKind::Call => {
                let path = self.child(value, Role::Callee).map(|it| self.path_of(it));
                let path = path.unwrap_or_default();
                let is_collection = path.iter().any(|name| COLLECTIONS.contains(name));
                is_collection || self.code.is_constructor(&path)
            }
            _ => false,
        }
    }

    fn is_asked_elsewhere(&self, it: &ItemLoop<'s>, calls: &BTreeSet<NodeId>) -> bool {
        let is_outside = |node: NodeId| !self.tree.is_inside(node, it.node);
        let is_other_call = |node: &NodeId| {
            let name = call(self.tree, *node).and_then(|call| self.learners_function(&call));
            name == Some(it.origin.name) && is_outside(*node) && !calls.contains(node)
        };
        if self.nodes().any(|node| is_other_call(&node)) {
            return true;
        }
        let related = self.related(&it.origin.through, it.node);
        let initializers = it.origin.through.iter();
        let initializers: Vec<NodeId> = initializers
            .filter_map(|id| self.names.binding(*id).initializer)
            .collect();
        let is_on_the_way = |node: NodeId| {
            initializers
                .iter()
                .any(|value| self.tree.is_inside(node, *value))
        };
        self.used_in(self.node).any(|(used, id)| {
            let is_other = is_outside(used) && !is_on_the_way(used);
            is_other && related.contains(&id) && self.may_be_asked(used, self.node)
        })
    }

    /// These variables, those that are made from them, and those that change in the loop or in
    /// the same statement.
    fn related(&self, first: &[BindingId], item_loop: NodeId) -> BTreeSet<BindingId> {
        let mut related: BTreeSet<BindingId> = first.iter().copied().collect();
        related.extend(self.changed_in(item_loop));
        loop {
            let before = related.len();
            let uses: Vec<NodeId> = (self.used_in(self.node))
                .filter(|(_, id)| related.contains(id))
                .map(|(used, _)| used)
                .collect();
            for node in self.nodes() {
                let has_one = uses.iter().any(|used| self.tree.is_inside(*used, node));
                if has_one && self.kind(node) == NodeKind::ExpressionStatement {
                    related.extend(self.changed_in(node));
                }
            }
            let is_made = |id: &BindingId| {
                let value = self.names.binding(*id).initializer;
                let is_in = |value: NodeId| uses.iter().any(|it| self.tree.is_inside(*it, value));
                value.is_some_and(is_in)
            };
            related.extend(self.names.bindings().filter(is_made));
            if related.len() == before {
                return related;
            }
        }
    }

    /// The variables that change, or may change, in a node.
    fn changed_in(&self, node: NodeId) -> Vec<BindingId> {
        let mutable = self.used_in(node);
        let mutable = mutable.filter(|(_, id)| self.names.binding(*id).is_mutable);
        let mut changed: Vec<BindingId> = mutable.map(|(_, id)| id).collect();
        let statements = std::iter::once(node).chain(self.tree.descendants(node));
        let statements = statements.filter(|it| self.kind(*it) == NodeKind::ExpressionStatement);
        for statement in statements {
            let mut value = self.child(statement, Role::Value);
            // `seen.borrow_mut().push(x);`
            while let Some(of) = value.and_then(|it| call(self.tree, it)) {
                value = match of.callee {
                    Callee::Method { receiver, .. } => Some(receiver),
                    _ => None,
                };
            }
            changed.extend(value.and_then(|it| self.names.binding_of(it)));
        }
        changed
    }

    fn describe_loop(&self, it: &ItemLoop) -> Dodge {
        let what = match self.kind(it.node) {
            NodeKind::MethodCall => "`for_each`",
            _ => "loop",
        };
        let Origin { name, verb, .. } = &it.origin;
        let message = format!(
            "this {what} asserts nothing if `{name}` {verb} no items; also assert how many there are"
        );
        self.dodge(it.node, message)
    }
}
