//! Finds the bindings of a text.

use super::constants::{Constants, name_at};
use super::scope::{self, Owner};
use super::{Binding, BindingId, BindingKind, Names};
use crate::rust::token_text::TokenText;
use crate::rust::tree::{NodeId, NodeKind, Role, Tree};

/// All bindings of a text, in order, without their uses.
pub(super) fn bindings(source: &TokenText, tree: &Tree) -> Names {
    let mut collector = Collector {
        constants: Constants::of(source, tree),
        source,
        tree,
        names: Names::default(),
    };
    for node in tree.nodes() {
        match tree.kind(node) {
            NodeKind::IdentifierPattern => collector.variable(node),
            NodeKind::SelfParameter => collector.self_parameter(node),
            NodeKind::Const => collector.constant(node, BindingKind::Const),
            NodeKind::Static => collector.constant(node, BindingKind::Static),
            NodeKind::GenericParameter => collector.const_parameter(node),
            _ => {}
        }
    }
    collector.names
}

struct Collector<'s> {
    source: &'s TokenText,
    tree: &'s Tree,
    constants: Constants<'s>,
    names: Names,
}

impl Collector<'_> {
    fn variable(&mut self, node: NodeId) {
        let tree = self.tree;
        if self.constants.has(tree, node) {
            return;
        }
        let pattern = self.whole_pattern(node);
        let found = tree.parent(pattern).and_then(|owner| {
            let told = scope::owner(self.source, tree, owner)?;
            Some((owner, told))
        });
        let (Some((owner, told)), Some(name)) = (found, tree.child(node, Role::Name)) else {
            return;
        };
        if self.add_alternative(owner, name) {
            return;
        }
        let words = self.words_before(node, name);
        self.add(Binding {
            name: name_at(self.source, tree, name).to_owned(),
            is_whole: pattern == node && tree.child(node, Role::Part).is_none(),
            is_mutable: words.contains(&"mut"),
            is_reference: words.contains(&"ref"),
            places: vec![name],
            ..binding(tree, owner, told)
        });
    }

    /// In `A(x) | B(x)` the second `x` is the first once more.
    fn add_alternative(&mut self, owner: NodeId, place: NodeId) -> bool {
        let name = name_at(self.source, self.tree, place);
        let same = self.names.by_name.get(name).and_then(|same| same.last());
        let Some(BindingId(same)) = same.copied() else {
            return false;
        };
        let binding = &mut self.names.bindings[same];
        let is_same = binding.owner == owner;
        if is_same {
            binding.places.push(place);
        }
        is_same
    }

    /// The tokens of an identifier pattern before its name: `ref`, `mut`.
    fn words_before(&self, pattern: NodeId, name: NodeId) -> Vec<&str> {
        let begin = self.tree.bytes(pattern).start;
        let tokens = self.source.token_at(begin)..self.source.token_at(self.tree.bytes(name).start);
        self.source.words(&tokens)
    }

    /// The outermost pattern that this one is part of.
    fn whole_pattern(&self, pattern: NodeId) -> NodeId {
        let tree = self.tree;
        let around = tree.ancestors(pattern);
        let parts = around.take_while(|node| {
            let kind = tree.kind(*node);
            kind.is_pattern() || kind == NodeKind::FieldPattern
        });
        parts
            .filter(|node| tree.kind(*node).is_pattern())
            .last()
            .unwrap_or(pattern)
    }

    fn self_parameter(&mut self, node: NodeId) {
        let found = scope::owner(self.source, self.tree, node);
        let (Some(told), Some(name)) = (found, self.tree.child(node, Role::Name)) else {
            return;
        };
        let before = self.words_before(node, name);
        self.add(Binding {
            name: "self".to_owned(),
            is_whole: true,
            is_mutable: before == ["mut"],
            places: vec![name],
            ..binding(self.tree, node, told)
        });
    }

    fn constant(&mut self, node: NodeId, kind: BindingKind) {
        if let Some(scope) = scope::of_constant(self.tree, node) {
            self.add_item(node, kind, scope);
        }
    }

    fn const_parameter(&mut self, node: NodeId) {
        let begin = self.source.token_at(self.tree.bytes(node).start);
        let item = self.tree.parent(node);
        if let Some(item) = item.filter(|_| self.source.word(begin) == "const") {
            self.add_item(node, BindingKind::ConstParameter, self.tree.bytes(item));
        }
    }

    fn add_item(&mut self, node: NodeId, kind: BindingKind, scope: std::ops::Range<usize>) {
        let tree = self.tree;
        // `const _: () = ...;` has a name that means nothing.
        let name = tree.child(node, Role::Name);
        let name = name.filter(|name| name_at(self.source, tree, *name) != "_");
        let Some(name) = name else { return };
        let told = Owner {
            kind,
            scope,
            initializer: tree.child(node, Role::Initializer),
        };
        self.add(Binding {
            name: name_at(self.source, tree, name).to_owned(),
            is_whole: true,
            is_mutable: kind == BindingKind::Static && {
                let before = self.words_before(node, name);
                before.last() == Some(&"mut")
            },
            places: vec![name],
            ..binding(tree, node, told)
        });
    }

    fn add(&mut self, binding: Binding) {
        let id = BindingId(self.names.bindings.len());
        let same = self.names.by_name.entry(binding.name.clone());
        same.or_default().push(id);
        self.names.bindings.push(binding);
    }
}

/// What the owner says of a binding; the rest is its pattern's.
fn binding(tree: &Tree, owner: NodeId, told: Owner) -> Binding {
    Binding {
        name: String::new(),
        kind: told.kind,
        places: Vec::new(),
        owner,
        is_whole: false,
        is_mutable: false,
        is_reference: false,
        initializer: told.initializer,
        annotation: tree.child(owner, Role::Type),
        scope: told.scope,
    }
}
