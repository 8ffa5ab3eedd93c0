//! What names stand for: variables and constants, where their names mean them, and who uses them.
//!
//! Items other than constants are no matter of this: a name that no binding explains is a
//! function, a variant, or comes from somewhere else.

mod collect;
mod constants;
mod scope;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::token_text::TokenText;
use super::tree::{NodeId, NodeKind, Role, Tree};

/// A binding of a [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BindingId(usize);

/// A variable, parameter or constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Its name without `r#`.
    pub name: String,
    /// What brings it in.
    pub kind: BindingKind,
    /// Its name where it is bound: one node, or one for each alternative of `A(x) | B(x)`.
    pub places: Vec<NodeId>,
    /// The statement, parameter, arm, loop, condition or item that brings it in.
    pub owner: NodeId,
    /// Whether its pattern is nothing but its name, so that the owner's type and value are its
    /// own.
    pub is_whole: bool,
    /// Whether it says `mut`.
    pub is_mutable: bool,
    /// Whether it says `ref`.
    pub is_reference: bool,
    /// What the owner takes the value from: of `let`, `for`, `match`, a constant.
    pub initializer: Option<NodeId>,
    /// The type that the owner tells.
    pub annotation: Option<NodeId>,
    /// Where the name can mean this binding, another with the same name in between apart.
    pub scope: Range<usize>,
}

/// What brings a binding in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// `let`
    Let,
    /// `let ... else`
    LetElse,
    /// `let` in the condition of `if`.
    IfLet,
    /// `let` in the condition of `while`.
    WhileLet,
    /// `let` in a match arm's guard, or anywhere else in an expression.
    GuardLet,
    /// A parameter of a function.
    Parameter,
    /// `self`
    SelfParameter,
    /// A parameter of a closure.
    ClosureParameter,
    /// `for`
    For,
    /// An arm of `match`, or the pattern of `matches!`.
    MatchArm,
    /// `const`
    Const,
    /// `static`
    Static,
    /// `const` among the parameters between `<>`.
    ConstParameter,
}

impl BindingKind {
    /// Whether it is a `let` statement.
    pub fn is_let(self) -> bool {
        matches!(self, Self::Let | Self::LetElse)
    }

    /// Whether it is a constant or static, which nested functions see too.
    pub fn is_item(self) -> bool {
        matches!(self, Self::Const | Self::Static)
    }
}

/// All bindings of a text, and which of them each use means.
#[derive(Debug, Clone, Default)]
pub struct Names {
    bindings: Vec<Binding>,
    by_name: HashMap<String, Vec<BindingId>>,
    /// The nodes that use a binding, in order, with the binding.
    uses: Vec<(NodeId, BindingId)>,
}

impl Names {
    pub(super) fn of(source: &TokenText, tree: &Tree) -> Self {
        let mut names = collect::bindings(source, tree);
        names.uses = uses(source, tree, &names);
        names
    }

    /// All bindings, in the order in which they are bound.
    pub fn bindings(&self) -> impl Iterator<Item = BindingId> + use<> {
        (0..self.bindings.len()).map(BindingId)
    }

    /// What is known of a binding.
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0]
    }

    /// The binding that is bound by the name at this byte.
    pub fn bound_at(&self, tree: &Tree, byte: usize) -> Option<BindingId> {
        let binds = |id: &BindingId| {
            let places = &self.binding(*id).places;
            places
                .iter()
                .any(|place| tree.bytes(*place).contains(&byte))
        };
        self.bindings().find(binds)
    }

    /// The binding that the name at this byte means, where it is used or where it is bound.
    pub fn resolve(&self, tree: &Tree, byte: usize) -> Option<BindingId> {
        let node = tree.innermost_at(byte);
        self.binding_of(node).or_else(|| self.bound_at(tree, byte))
    }

    /// The binding that this node uses, if it is a name that uses one.
    pub fn binding_of(&self, node: NodeId) -> Option<BindingId> {
        let at = self.uses.binary_search_by_key(&node, |(node, _)| *node);
        at.ok().map(|at| self.uses[at].1)
    }

    /// The nodes that use a binding, in order; those in format strings too.
    pub fn uses_of(&self, id: BindingId) -> impl Iterator<Item = NodeId> + '_ {
        let uses = self.uses.iter().filter(move |(_, used)| *used == id);
        uses.map(|(node, _)| *node)
    }

    /// The binding that a name would mean at this byte.
    pub fn visible_at(&self, tree: &Tree, name: &str, byte: usize) -> Option<BindingId> {
        self.meant(tree, name, byte, tree.innermost_at(byte))
    }

    /// The variables from outside that a closure or `async` block uses, in order of their first
    /// use.
    pub fn captured_by(&self, tree: &Tree, closure: NodeId) -> Vec<BindingId> {
        let mut captured = Vec::new();
        for node in tree.descendants(closure) {
            let used = self.binding_of(node);
            let is_new = |id: &BindingId| {
                let binding = self.binding(*id);
                let is_variable =
                    !binding.kind.is_item() && binding.kind != BindingKind::ConstParameter;
                let is_inside = tree.is_inside(binding.places[0], closure);
                is_variable && !is_inside && !captured.contains(id)
            };
            captured.extend(used.filter(is_new));
        }
        captured
    }

    fn meant(&self, tree: &Tree, name: &str, byte: usize, node: NodeId) -> Option<BindingId> {
        let candidates = self.by_name.get(name)?.iter().copied();
        let is_visible = |id: &BindingId| {
            let binding = self.binding(*id);
            binding.scope.contains(&byte) && scope::reaches(tree, binding, node)
        };
        // What is bound later hides what was bound before; in a block, its constants hide the
        // parameters.
        candidates.filter(is_visible).max_by_key(|id| {
            let binding = self.binding(*id);
            (binding.scope.start, binding.kind.is_item(), *id)
        })
    }
}

/// All nodes that use a binding.
fn uses(source: &TokenText, tree: &Tree, names: &Names) -> Vec<(NodeId, BindingId)> {
    let places = names.bindings.iter().flat_map(|binding| &binding.places);
    let places: HashSet<NodeId> = places.copied().collect();
    let mut uses = Vec::new();
    for node in tree.nodes().filter(|node| !places.contains(node)) {
        if let Some(name) = used_name(source, tree, node) {
            let begin = tree.bytes(node).start;
            let meant = names.meant(tree, name, begin, node);
            // A name in a pattern that binds nothing is a constant's.
            let is_in_pattern = tree.kind(node) == NodeKind::Name;
            let may_be_meant = |id: &BindingId| !is_in_pattern || names.binding(*id).kind.is_item();
            uses.extend(meant.filter(may_be_meant).map(|id| (node, id)));
        }
    }
    uses
}

/// The name that a node uses, if it is one that may mean a binding.
fn used_name<'s>(source: &'s TokenText, tree: &Tree, node: NodeId) -> Option<&'s str> {
    let parent = tree.parent(node).map(|parent| tree.kind(parent));
    let is_use = match tree.kind(node) {
        NodeKind::FormatName => true,
        // A macro, a struct or a variant is called by such a path, but also a closure.
        NodeKind::Path => tree.role(node) != Role::Callee || parent == Some(NodeKind::Call),
        NodeKind::Name => parent == Some(NodeKind::IdentifierPattern),
        _ => false,
    };
    let text = source.text().get(tree.bytes(node))?;
    let name = text.trim_start_matches("r#");
    let is_name = name.chars().all(|c| c == '_' || c.is_alphanumeric());
    (is_use && is_name).then_some(name)
}

#[cfg(test)]
mod tests;
