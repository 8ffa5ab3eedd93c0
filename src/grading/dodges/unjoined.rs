//! Threads and tasks of a test that nothing waits for.

use std::collections::BTreeSet;

use crate::grading::dodges::Dodge;
use crate::grading::dodges::test_body::TestBody;
use crate::rust::{BindingId, Callee, NodeId, NodeKind, Role, call};

impl TestBody<'_> {
    /// Assertions in threads and tasks whose end the test doesn't look at.
    pub(super) fn threads_not_joined(&self) -> Vec<Dodge> {
        let spawns = self.nodes().filter_map(|node| self.unjoined(node));
        spawns.collect()
    }

    fn unjoined(&self, node: NodeId) -> Option<Dodge> {
        let found = call(self.tree, node)?;
        let Callee::Function(path) = found.callee else {
            return None;
        };
        let message = match self.path_of(path)[..] {
            ["std", "thread", "spawn"] | ["thread", "spawn"] => {
                "this assertion can't fail the test, since nothing joins its thread; add \
                 `.join().unwrap()`"
            }
            ["tokio", "spawn"] | ["tokio", "task", "spawn"] => {
                "this assertion can't fail the test, since nothing awaits its task; add \
                 `.await.unwrap()`"
            }
            _ => return None,
        };
        let assertion = self.first_assertion(*found.arguments.first()?)?;
        let seen: BTreeSet<BindingId> = self.used_in(node).map(|(_, id)| id).collect();
        let is_it = self.is_dropped(node) && !self.is_asked(seen, &[node]);
        is_it.then(|| self.dodge(assertion, message))
    }

    /// Whether nothing is done with a value.
    fn is_dropped(&self, node: NodeId) -> bool {
        let Some(statement) = self.tree.parent(node) else {
            return false;
        };
        match self.kind(statement) {
            NodeKind::ExpressionStatement => self.text(statement).ends_with(';'),
            NodeKind::Let => {
                let pattern = self.child(statement, Role::Pattern);
                let is_ignored = pattern.is_some_and(|it| self.text(it).starts_with('_'));
                let bound = |id: &BindingId| self.names.binding(*id).owner == statement;
                let uses = self.names.bindings().filter(bound);
                let uses = uses.flat_map(|id| self.names.uses_of(id).collect::<Vec<_>>());
                is_ignored && uses.count() == 0
            }
            _ => false,
        }
    }
}
