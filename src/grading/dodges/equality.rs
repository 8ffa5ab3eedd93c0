//! Values whose `==` is the learner's to write.

use crate::grading::dodges::Dodge;
use crate::grading::dodges::test_body::TestBody;
use crate::rust::{NodeId, NodeKind, Role, call};

impl<'s> TestBody<'s> {
    /// Assertions that two values of a type are equal, if `==` of that type is written out in the
    /// exercise. `told_apart` are the types of which that's no way around the tests.
    pub(super) fn values_that_compare_themselves(&self, told_apart: &[&str]) -> Vec<Dodge> {
        let mut types: Vec<(&str, NodeId)> = Vec::new();
        for (node, of, wants_equal) in self.comparisons() {
            let is_known = types.iter().any(|(it, _)| *it == of);
            if wants_equal && !is_known && !told_apart.contains(&of) {
                types.push((of, node));
            }
        }
        types.retain(|(of, _)| !self.looks_into(of));
        let describe = |(of, node): (&str, NodeId)| {
            let message = format!(
                "`==` on `{of}` is the learner's own code, which may say yes to anything; also \
                 assert that two different values aren't equal"
            );
            self.dodge(node, message)
        };
        types.into_iter().map(describe).collect()
    }

    /// The types of which an assertion wants two values to differ.
    pub(super) fn types_told_apart(&self) -> Vec<&'s str> {
        let unequal = self
            .comparisons()
            .filter(|(_, _, wants_equal)| !wants_equal);
        unequal.map(|(_, of, _)| of).collect()
    }

    /// What compares values of a type with an `==` of its own, and whether it wants them to be equal.
    fn comparisons(&self) -> impl Iterator<Item = (NodeId, &'s str, bool)> {
        self.nodes().filter_map(|node| {
            let (left, right, wants_equal) = self.compared(node)?;
            let of = self.own_type(left).or_else(|| self.own_type(right))?;
            Some((node, of, wants_equal))
        })
    }

    /// Whether an assertion is about a field of a type.
    fn looks_into(&self, of: &str) -> bool {
        self.nodes().any(|node| {
            let is_field = self.kind(node) == NodeKind::FieldAccess;
            let value = self.child(node, Role::Receiver).filter(|_| is_field);
            let is_asserted = self.around(node).any(|it| self.is_assertion(it));
            is_asserted && value.and_then(|it| self.own_type(it)) == Some(of)
        })
    }

    /// What a comparison compares, and whether it wants both to be equal.
    fn compared(&self, node: NodeId) -> Option<(NodeId, NodeId, bool)> {
        let wants_equal = self.is_macro(node, &["assert_eq", "debug_assert_eq"]);
        if wants_equal || self.is_macro(node, &["assert_ne", "debug_assert_ne"]) {
            let arguments = call(self.tree, node)?.arguments;
            return Some((*arguments.first()?, *arguments.get(1)?, wants_equal));
        }
        let is_asserted = self.around(node).any(|it| self.is_assertion(it));
        if self.kind(node) != NodeKind::Binary || !is_asserted {
            return None;
        }
        let (left, right) = (
            self.child(node, Role::Left)?,
            self.child(node, Role::Right)?,
        );
        let between = self.tree.bytes(left).end..self.tree.bytes(right).start;
        let is_negated = self.around(node).any(|it| self.kind(it) == NodeKind::Unary);
        match self.source.text()[between].trim() {
            "==" => Some((left, right, !is_negated)),
            "!=" => Some((left, right, false)),
            _ => None,
        }
    }

    /// The type with an `==` of its own that a value has, as far as the test shows it.
    fn own_type(&self, value: NodeId) -> Option<&'s str> {
        let of_path = |path: NodeId| {
            let mut names = self.path_of(path).into_iter();
            names.find(|name| self.code.has_own_equality(name))
        };
        match self.kind(value) {
            NodeKind::Parenthesized
            | NodeKind::Reference
            | NodeKind::Await
            | NodeKind::Try
            | NodeKind::Array => {
                let mut inside = self.tree.children(value);
                inside.find_map(|it| self.own_type(it))
            }
            NodeKind::StructLiteral => of_path(self.child(value, Role::Callee)?),
            NodeKind::Call => {
                let found = call(self.tree, value)?;
                if let Some(name) = self.learners_function(&found) {
                    return self.code.own_equality_of_result(name);
                }
                let path = self.child(value, Role::Callee)?;
                let wraps = matches!(self.path_of(path).last(), Some(&"Some" | &"Ok" | &"Err"));
                let inside = found.arguments.first().filter(|_| wraps);
                of_path(path).or_else(|| self.own_type(*inside?))
            }
            NodeKind::MethodCall => {
                let found = call(self.tree, value)?;
                match self.learners_function(&found) {
                    Some(name) => self.code.own_equality_of_result(name),
                    None => {
                        let name = self.called_name(&found)?;
                        let is_unwrap = matches!(name, "unwrap" | "expect" | "clone");
                        let receiver = self.child(value, Role::Receiver);
                        self.own_type(receiver.filter(|_| is_unwrap)?)
                    }
                }
            }
            NodeKind::Path => match self.binding(value) {
                Some(binding) => self.own_type(self.let_value(binding)?),
                None => of_path(value),
            },
            _ => None,
        }
    }
}
