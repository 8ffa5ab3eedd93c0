//! Closures and `async` blocks with assertions that the learner's code gets, and may not run.

use std::collections::BTreeSet;

use crate::grading::dodges::Dodge;
use crate::grading::dodges::test_body::TestBody;
use crate::rust::{BindingId, Callee, NodeId, NodeKind, Role, call};

/// Functions and methods of the standard library that give what they get, with something around it.
const WRAPPERS: [&str; 9] = [
    "new", "pin", "Some", "Ok", "from", "into", "clone", "to_owned", "as_ref",
];

/// What goes around a closure.
const WRAPPER_TYPES: [&str; 8] = [
    "Box", "Arc", "Rc", "Mutex", "RwLock", "RefCell", "Cell", "Some",
];

/// How many variables a closure may pass on its way.
const MAX_STEPS: usize = 8;

/// Who gets a closure.
struct Receiver<'s> {
    /// The learner's function.
    name: &'s str,
    /// Its call.
    call: NodeId,
}

impl<'s> TestBody<'s> {
    /// Assertions in closures that the learner's code may leave uncalled, while nothing else in
    /// the test asks what happened.
    pub(super) fn closures_not_called(&self) -> Vec<Dodge> {
        let mut reported: Vec<NodeId> = Vec::new();
        let mut found = Vec::new();
        for node in self.nodes() {
            let is_inner = reported.iter().any(|it| self.tree.is_inside(node, *it));
            let can_wait = matches!(self.kind(node), NodeKind::Closure | NodeKind::AsyncBlock);
            let assertion = self.first_assertion(node).filter(|_| can_wait && !is_inner);
            let Some(assertion) = assertion else { continue };
            let receiver = self.receiver(node, MAX_STEPS);
            let receiver = receiver.filter(|it| !self.can_tell(node, it.call));
            let Some(receiver) = receiver else { continue };
            reported.push(node);
            found.push(self.describe_closure(node, assertion, receiver.name));
        }
        found
    }

    /// The learner's function that gets what a node is, if nobody else does.
    fn receiver(&self, node: NodeId, steps: usize) -> Option<Receiver<'s>> {
        let steps = steps.checked_sub(1)?;
        let parent = self.tree.parent(node)?;
        let role = self.tree.role(node);
        let found = call(self.tree, parent);
        if let Some(found) = &found
            && matches!(role, Role::Argument | Role::Receiver)
            && let Some(name) = self.learners_function(found)
        {
            return Some(Receiver { name, call: parent });
        }
        let is_wrapped = match self.kind(parent) {
            NodeKind::Parenthesized
            | NodeKind::Reference
            | NodeKind::Cast
            | NodeKind::Array
            | NodeKind::Tuple => true,
            NodeKind::MacroCall => self.is_macro(parent, &["vec"]),
            NodeKind::FieldValue => {
                let literal = self.tree.parent(parent)?;
                let path = self.path_of(self.child(literal, Role::Callee)?);
                return self
                    .receiver(literal, steps)
                    .filter(|_| self.code.is_constructor(&path));
            }
            NodeKind::Let => return self.receiver_of_variable(parent, steps),
            _ => found.is_some_and(|found| match found.callee {
                Callee::Function(path) => {
                    let path = self.path_of(path);
                    self.code.is_constructor(&path) || is_wrapper(&path)
                }
                Callee::Method { .. } => {
                    let name = self.called_name(&found);
                    role == Role::Receiver && name.is_some_and(|it| WRAPPERS.contains(&it))
                }
                _ => false,
            }),
        };
        is_wrapped.then(|| self.receiver(parent, steps)).flatten()
    }

    /// Who gets what a `let` binds, if that's all that's done with it.
    fn receiver_of_variable(&self, statement: NodeId, steps: usize) -> Option<Receiver<'s>> {
        let is_it = |id: &BindingId| {
            let binding = self.names.binding(*id);
            binding.owner == statement && binding.is_whole
        };
        let id = self.names.bindings().find(is_it)?;
        let receivers: Option<Vec<_>> = (self.names.uses_of(id))
            .map(|used| self.receiver(used, steps))
            .collect();
        receivers?.into_iter().next()
    }

    /// Whether the test may find out that a closure wasn't called.
    fn can_tell(&self, closure: NodeId, handed: NodeId) -> bool {
        let is_unwrap = |it: NodeId| matches!(self.kind(it), NodeKind::Try | NodeKind::MethodCall);
        let around_call = self.around(handed);
        if around_call
            .into_iter()
            .any(|it| !is_unwrap(it) && self.asks(it))
        {
            return true;
        }
        let mut seen: BTreeSet<BindingId> = (self.used_in(handed).chain(self.used_in(closure)))
            .map(|(_, id)| id)
            .collect();
        let result = |id: &BindingId| {
            let value = self.names.binding(*id).initializer;
            value.is_some_and(|value| self.tree.is_inside(handed, value))
        };
        let results: Vec<BindingId> = self.names.bindings().filter(result).collect();
        // The test may call what has the closure in it.
        let is_called = |used: NodeId| {
            let mut around = std::iter::once(used).chain(self.around(used));
            around.any(|it| self.tree.role(it) == Role::Callee)
        };
        if self.tree.role(handed) == Role::Callee
            || results
                .iter()
                .any(|id| self.names.uses_of(*id).any(is_called))
        {
            return true;
        }
        seen.extend(results);
        self.is_asked(seen, &[closure, handed])
    }

    /// Whether the test asks about these variables, or about ones that have to do with them,
    /// outside these nodes.
    pub(super) fn is_asked(&self, mut seen: BTreeSet<BindingId>, except: &[NodeId]) -> bool {
        self.add_connected(&mut seen);
        self.used_in(self.node).any(|(used, id)| {
            let is_outside = !except.iter().any(|it| self.tree.is_inside(used, *it));
            is_outside && seen.contains(&id) && self.may_be_asked(used, self.node)
        })
    }

    /// Adds the variables that are made from these or that these are made from, and those from the
    /// same statement: `let (sender, receiver) = channel();`.
    fn add_connected(&self, seen: &mut BTreeSet<BindingId>) {
        let bindings: Vec<BindingId> = self.names.bindings().collect();
        let of_test = |id: &BindingId| {
            let places = &self.names.binding(*id).places;
            places.iter().any(|it| self.tree.is_inside(*it, self.node))
        };
        let bindings: Vec<BindingId> = bindings.into_iter().filter(of_test).collect();
        loop {
            let before = seen.len();
            for id in &bindings {
                let binding = self.names.binding(*id);
                let made_from: Vec<BindingId> = (binding.initializer.into_iter())
                    .flat_map(|value| self.used_in(value).map(|(_, id)| id))
                    .collect();
                let is_sibling =
                    |other: &BindingId| self.names.binding(*other).owner == binding.owner;
                if seen.contains(id) {
                    seen.extend(made_from);
                } else if made_from.iter().any(|it| seen.contains(it))
                    || seen.iter().any(is_sibling)
                {
                    seen.insert(*id);
                }
            }
            if seen.len() == before {
                return;
            }
        }
    }

    fn describe_closure(&self, closure: NodeId, assertion: NodeId, name: &str) -> Dodge {
        let (does, what) = match self.kind(closure) {
            NodeKind::Closure => ("calls", "the closure"),
            _ => ("runs", "the `async` block"),
        };
        let message = format!(
            "this assertion runs only if the learner's code {does} {what} that `{name}` gets; also \
             assert that it did, for example with a counter"
        );
        self.dodge(assertion, message)
    }
}

fn is_wrapper(path: &[&str]) -> bool {
    let has_type = path.iter().any(|name| WRAPPER_TYPES.contains(name));
    has_type && path.last().is_some_and(|name| WRAPPERS.contains(name))
}
