//! Which names in patterns are constants. `None` and `x` look the same in a pattern, and only
//! what is in scope tells that one is a variant and the other a variable.

use std::collections::HashSet;

use crate::rust::imports::Imports;
use crate::rust::token_text::TokenText;
use crate::rust::tree::{NodeId, NodeKind, Role, Tree};

/// What is known to be no variable, wherever in the text it is declared.
pub(super) struct Constants<'s> {
    source: &'s TokenText,
    imports: Imports,
    declared: HashSet<&'s str>,
}

impl<'s> Constants<'s> {
    pub(super) fn of(source: &'s TokenText, tree: &Tree) -> Self {
        let is_declaration = |node: &NodeId| match tree.kind(*node) {
            NodeKind::Const | NodeKind::Static => true,
            // One with named fields is no value.
            NodeKind::Struct => source.text()[tree.bytes(*node)].ends_with(';'),
            _ => false,
        };
        let declared = tree.nodes().filter(is_declaration);
        let names = declared.filter_map(|node| tree.child(node, Role::Name));
        Self {
            declared: names.map(|name| name_at(source, tree, name)).collect(),
            imports: Imports::of(source),
            source,
        }
    }

    /// Whether an identifier in a pattern names a constant, a variant, or a struct without
    /// fields. A name with a capital letter counts as one if something that isn't shown here
    /// may have brought it in.
    pub(super) fn has(&self, tree: &Tree, pattern: NodeId) -> bool {
        let Some(name) = tree.child(pattern, Role::Name) else {
            return false;
        };
        if tree.bytes(pattern) != tree.bytes(name) {
            return false;
        }
        let name = name_at(self.source, tree, name);
        let is_capital = name.starts_with(char::is_uppercase);
        let may_be_imported =
            self.imports.root_of(name).is_some() || self.imports.has_foreign_glob();
        name == "None" || self.declared.contains(name) || (is_capital && may_be_imported)
    }
}

/// The identifier that is this node, without `r#`.
pub(super) fn name_at<'s>(source: &'s TokenText, tree: &Tree, node: NodeId) -> &'s str {
    source.text()[tree.bytes(node)].trim_start_matches("r#")
}
