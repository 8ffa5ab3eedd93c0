//! Names that are misspelt or missing, and parts of items and calls that are left out.

use super::Mutator;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind as K, Role as R};

impl Mutator<'_> {
    pub(super) fn names(&mut self) {
        for node in self.tree.nodes() {
            self.misspelt(node);
        }
        for node in self.nodes_of(K::Use) {
            let bytes = self.tree.bytes(node);
            self.delete("drop-use", bytes);
        }
        for kind in [K::FieldAccess, K::MethodCall] {
            for node in self.nodes_of(kind) {
                self.of_self(node);
            }
        }
        for kind in [K::Call, K::MethodCall] {
            for node in self.nodes_of(kind) {
                self.arguments(node);
            }
        }
        for node in self.nodes_of(K::FieldValue) {
            let bytes = self.with_comma(node);
            self.delete("drop-field-value", bytes);
        }
        for node in self.nodes_of(K::StructLiteral) {
            if let Some(path) = self.tree.child(node, R::Callee) {
                let behind = &self.source.text()[self.tree.bytes(path).end..];
                let open = behind.find('{').unwrap_or(0) + 1;
                let at = self.tree.bytes(path).end + open;
                self.insert("unknown-field-value", at, " extra: 1,");
            }
        }
        self.parts_of_items();
    }

    fn parts_of_items(&mut self) {
        for (kind, name) in [(K::Field, "drop-field"), (K::Variant, "drop-variant")] {
            for node in self.nodes_of(kind) {
                let bytes = self.with_comma(node);
                self.delete(name, bytes);
            }
        }
        for node in self.nodes_of(K::Visibility) {
            let bytes = self.tree.bytes(node);
            self.delete("drop-pub", bytes);
        }
        for node in self.nodes_of(K::Impl) {
            let functions: Vec<NodeId> = self.tree.children_as(node, R::Item).collect();
            for function in functions {
                let bytes = self.tree.bytes(function);
                self.delete("drop-method", bytes);
            }
            let bytes = self.tree.bytes(node);
            self.delete("drop-impl", bytes);
        }
        for kind in [K::Struct, K::Enum, K::Function, K::Trait] {
            for node in self.nodes_of(kind) {
                if self.tree.role(node) == R::Item {
                    let bytes = self.tree.bytes(node);
                    let again = TextEdit::insertion(bytes.end, format!("\n\n{}", self.text(node)));
                    self.add("repeat-item", bytes.start, [again]);
                }
            }
        }
    }

    fn misspelt(&mut self, node: NodeId) {
        let (kind, role) = (self.tree.kind(node), self.tree.role(node));
        let parent = self.tree.parent(node).map(|parent| self.tree.kind(parent));
        let name = match (kind, role, parent) {
            (K::Path, R::Callee, Some(K::Call)) => "misspell-function",
            (K::Path, R::Callee, Some(K::MacroCall)) => "misspell-macro",
            (K::Path, R::Callee, Some(K::StructLiteral)) => "misspell-struct",
            (K::Path, _, _) if self.names.binding_of(node).is_some() => "misspell-variable",
            (K::FormatName, _, _) => "misspell-in-format",
            (K::PathType, R::Bound | R::Trait, _) => "misspell-trait",
            (K::PathType, _, _) => "misspell-type",
            (K::Name, R::Name, Some(K::MethodCall)) => "misspell-method",
            (K::Name, R::Name, Some(K::FieldAccess)) => "misspell-field",
            (K::Name, R::Name, Some(K::FieldValue)) => "misspell-field-value",
            (K::Name, R::Name, Some(K::Function)) => "misspell-declaration",
            _ => return,
        };
        let bytes = self.tree.bytes(node);
        let text = self.text(node);
        let end = text.find(['<', '(']).unwrap_or(text.len());
        let letters: Vec<char> = text[..end].trim_end().chars().collect();
        let is_name = letters
            .iter()
            .all(|c| c.is_alphanumeric() || "_:".contains(*c));
        if letters.len() < 2 || !is_name || text == "self" || text == "main" {
            return;
        }
        let mut other = letters.clone();
        other.swap(letters.len() - 1, letters.len() - 2);
        if other == letters {
            other.pop();
        }
        let length: usize = letters.iter().map(|c| c.len_utf8()).sum();
        let other: String = other.into_iter().collect();
        self.replace(name, bytes.start..bytes.start + length, other);
    }

    fn of_self(&mut self, node: NodeId) {
        let receiver = self.tree.child(node, R::Receiver);
        if receiver.is_some_and(|receiver| self.text(receiver) == "self") {
            let start = self.tree.bytes(node).start;
            self.delete("drop-self", start..start + "self.".len());
        }
    }

    fn arguments(&mut self, node: NodeId) {
        let arguments: Vec<NodeId> = self.tree.children_as(node, R::Argument).collect();
        for argument in &arguments {
            let bytes = self.with_comma(*argument);
            self.delete("drop-argument", bytes);
            let again = format!("{}, ", self.text(*argument));
            self.insert("repeat-argument", self.tree.bytes(*argument).start, again);
        }
        for pair in arguments.windows(2) {
            let (one, two) = (self.tree.bytes(pair[0]), self.tree.bytes(pair[1]));
            let edits = [
                TextEdit::replacement(one.clone(), self.text(pair[1])),
                TextEdit::replacement(two, self.text(pair[0])),
            ];
            self.add("swap-arguments", one.start, edits);
        }
    }
}
