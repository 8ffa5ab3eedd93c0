//! Values whose `==` is the learner's to write.

use crate::grading::dodges::Dodge;
use crate::grading::dodges::test_body::TestBody;
use crate::rust::{NodeId, NodeKind, Role, call};

impl<'s> TestBody<'s> {
    /// Assertions that two values of a type are equal, if `==` of that type is written out in the
    /// exercise and no assertion in the test wants it to say no.
    pub(super) fn values_that_compare_themselves(&self) -> Vec<Dodge> {
        let mut types: Vec<(&str, NodeId)> = Vec::new();
        let mut told_apart = Vec::new();
        for node in self.nodes() {
            let Some((left, right, wants_equal)) = self.compared(node) else {
                continue;
            };
            let of = self.own_type(left).or_else(|| self.own_type(right));
            let Some(of) = of else { continue };
            if !wants_equal {
                told_apart.push(of);
            } else if types.iter().all(|(it, _)| *it != of) {
                types.push((of, node));
            }
        }
        types.retain(|(it, _)| !told_apart.contains(it));
        let describe = |(of, node): (&str, NodeId)| {
            let message = format!(
                "`==` on `{of}` is the learner's own code, which may say yes to anything; also \
                 assert that two different values aren't equal"
            );
            self.dodge(node, message)
        };
        types.into_iter().map(describe).collect()
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
