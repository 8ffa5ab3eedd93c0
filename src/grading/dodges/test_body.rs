//! What the parts of a test are: assertions, calls of the learner's code, and other things that
//! make a test fail.

use crate::grading::dodges::Dodge;
use crate::grading::dodges::learners_code::LearnersCode;
use crate::rust::{
    Binding, BindingId, Call, Callee, Names, NodeId, NodeKind, Role, Source, Test, Tree, call,
    called_name,
};

/// The standard library's macros that fail a test.
const ASSERTIONS: [&str; 8] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "assert_matches",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "debug_assert_matches",
];

/// Macros that end a test wherever they're reached.
const PANICS: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

/// Macros that only print or make a string.
const PRINTS: [&str; 6] = ["print", "println", "eprint", "eprintln", "dbg", "format"];

/// Methods that panic if there's no value.
const UNWRAPS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];

/// A test, with all that's known of its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct TestBody<'s> {
    pub(super) source: &'s Source,
    pub(super) tree: &'s Tree,
    pub(super) names: &'s Names,
    pub(super) code: &'s LearnersCode<'s>,
    pub(super) path: &'s str,
    /// Its function.
    pub(super) node: NodeId,
    /// Whether it passes only if something in it panics.
    pub(super) should_panic: bool,
}

/// The tests among the functions of a tree.
pub(super) fn test_bodies<'s>(
    source: &'s Source,
    tree: &'s Tree,
    names: &'s Names,
    code: &'s LearnersCode<'s>,
    tests: &'s [Test],
) -> impl Iterator<Item = TestBody<'s>> {
    tree.nodes_of(NodeKind::Function).filter_map(move |node| {
        let begin = tree.bytes_without_attributes(node, source.text()).start;
        let is_it = |test: &&Test| source.begin(test.item.tokens.start) == begin;
        let test = tests.iter().find(is_it)?;
        Some(TestBody {
            source,
            tree,
            names,
            code,
            path: &test.path,
            node,
            should_panic: test
                .item
                .attributes
                .iter()
                .any(|it| it.path == "should_panic"),
        })
    })
}

impl<'s> TestBody<'s> {
    pub(super) fn dodge(&self, at: NodeId, what: impl AsRef<str>) -> Dodge {
        let begin = self.tree.bytes_without_attributes(at, self.source.text());
        Dodge {
            line: self.source.line_of(begin.start),
            message: format!("in the test `{}`, {}", self.path, what.as_ref()),
        }
    }

    pub(super) fn text(&self, node: NodeId) -> &'s str {
        &self.source.text()[self.tree.bytes(node)]
    }

    pub(super) fn child(&self, node: NodeId, role: Role) -> Option<NodeId> {
        self.tree.child(node, role)
    }

    pub(super) fn kind(&self, node: NodeId) -> NodeKind {
        self.tree.kind(node)
    }

    /// The nodes of the test, in order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        self.tree.descendants(self.node)
    }

    /// The nodes around one, within the test.
    pub(super) fn around(&self, node: NodeId) -> impl Iterator<Item = NodeId> + 's {
        let test = self.node;
        self.tree.ancestors(node).take_while(move |it| *it != test)
    }

    pub(super) fn called_name(&self, call: &Call) -> Option<&'s str> {
        called_name(self.source, self.tree, call)
    }

    pub(super) fn is_macro(&self, node: NodeId, names: &[&str]) -> bool {
        let is_call = self.kind(node) == NodeKind::MacroCall;
        let call = call(self.tree, node).filter(|_| is_call);
        call.and_then(|call| self.called_name(&call))
            .is_some_and(|name| names.contains(&name))
    }

    /// Whether it's a call of one of the macros that assert.
    pub(super) fn is_assertion(&self, node: NodeId) -> bool {
        self.is_macro(node, &ASSERTIONS)
    }

    /// The first assertion in a node.
    pub(super) fn first_assertion(&self, node: NodeId) -> Option<NodeId> {
        let mut inside = self.tree.descendants(node);
        inside.find(|it| self.is_assertion(*it))
    }

    /// The names of a path, without what's between `<>` and without `super`, `self` and `crate`.
    pub(super) fn path_of(&self, node: NodeId) -> Vec<&'s str> {
        let bytes = self.tree.bytes(node);
        let tokens = self.source.token_at(bytes.start)..self.source.token_at(bytes.end);
        let mut depth = 0_usize;
        let mut path = Vec::new();
        for at in tokens {
            match self.source.word(at) {
                "<" => depth += 1,
                ">" if self.source.word(at.saturating_sub(1)) != "-" => {
                    depth = depth.saturating_sub(1);
                }
                "super" | "crate" | "self" => {}
                _ if depth == 0 && self.source.is_identifier(at) => path.push(self.source.name(at)),
                _ => {}
            }
        }
        path
    }

    /// The name of the learner's function or method that a call surely calls.
    pub(super) fn learners_function(&self, call: &Call) -> Option<&'s str> {
        match call.callee {
            Callee::Function(path) if self.kind(path) == NodeKind::Path => {
                let is_variable = self.names.binding_of(path).is_some();
                let names = self.path_of(path);
                let is_it = !is_variable && self.code.is_function(&names);
                is_it.then(|| names.last().copied()).flatten()
            }
            Callee::Method { name, receiver } => {
                let name = self.text(name).trim_start_matches("r#");
                let is_it = self.code.has_method(name) && self.is_learners_value(receiver);
                is_it.then_some(name)
            }
            _ => None,
        }
    }

    /// Whether an expression is surely a value of one of the learner's types, or what one of their
    /// functions gives.
    fn is_learners_value(&self, node: NodeId) -> bool {
        match self.kind(node) {
            NodeKind::Parenthesized | NodeKind::Reference | NodeKind::Await | NodeKind::Try => {
                let inner = self.tree.children(node).last();
                inner.is_some_and(|inner| self.is_learners_value(inner))
            }
            NodeKind::StructLiteral => {
                let path = self.child(node, Role::Callee);
                path.is_some_and(|path| self.code.is_constructor(&self.path_of(path)))
            }
            NodeKind::Call => call(self.tree, node).is_some_and(|call| {
                let path = self.child(node, Role::Callee);
                let path = path.map(|path| self.path_of(path)).unwrap_or_default();
                let name = self.learners_function(&call);
                self.code.is_constructor(&path)
                    || name.is_some_and(|name| self.code.returns_own_type(name))
            }),
            NodeKind::MethodCall => call(self.tree, node).is_some_and(|call| {
                let is_unwrap = self
                    .called_name(&call)
                    .is_some_and(|it| UNWRAPS.contains(&it));
                let receiver = self.child(node, Role::Receiver).filter(|_| is_unwrap);
                receiver.is_some_and(|receiver| self.is_learners_value(receiver))
                    || self
                        .learners_function(&call)
                        .is_some_and(|name| self.code.returns_own_type(name))
            }),
            NodeKind::Path => match self.binding(node) {
                Some(binding) => {
                    let value = self.let_value(binding);
                    value.is_some_and(|value| self.is_learners_value(value))
                }
                None => self.code.is_constructor(&self.path_of(node)),
            },
            _ => false,
        }
    }

    /// The variable that a path means.
    pub(super) fn binding(&self, node: NodeId) -> Option<&'s Binding> {
        let names = self.names;
        names.binding_of(node).map(|id| names.binding(id))
    }

    /// What a variable gets from the `let` that binds nothing else.
    pub(super) fn let_value(&self, binding: &Binding) -> Option<NodeId> {
        let is_value = binding.is_whole && binding.kind.is_let();
        binding.initializer.filter(|_| is_value)
    }

    /// Whether the test may fail because of what this node, or one around it, finds. Everything that we
    /// don't understand counts.
    pub(super) fn may_be_asked(&self, used: NodeId, within: NodeId) -> bool {
        let around = std::iter::once(used).chain(self.around(used));
        let mut around = around.take_while(|it| *it != within);
        around.any(|it| self.asks(it))
    }

    /// Whether a node may fail the test because of what's in it.
    pub(super) fn asks(&self, node: NodeId) -> bool {
        match self.kind(node) {
            NodeKind::MacroCall => !self.is_macro(node, &PRINTS),
            NodeKind::Index | NodeKind::Try | NodeKind::Opaque => true,
            NodeKind::If | NodeKind::Match | NodeKind::Let => {
                let mut inside = self.tree.descendants(node);
                inside.any(|it| self.is_macro(it, &PANICS))
            }
            NodeKind::MethodCall => {
                let name = self.child(node, Role::Name).map(|name| self.text(name));
                name.is_some_and(|name| UNWRAPS.contains(&name))
            }
            NodeKind::Call => {
                let path = self.child(node, Role::Callee);
                let path = path.map(|path| self.path_of(path)).unwrap_or_default();
                path.last().is_some_and(|name| self.code.is_of_tests(name))
            }
            _ => false,
        }
    }

    /// The variables that a node uses, with the nodes that use them.
    pub(super) fn used_in(
        &self,
        node: NodeId,
    ) -> impl Iterator<Item = (NodeId, BindingId)> + use<'s> {
        let names = self.names;
        let nodes = std::iter::once(node).chain(self.tree.descendants(node));
        nodes.filter_map(move |it| names.binding_of(it).map(|id| (it, id)))
    }
}
