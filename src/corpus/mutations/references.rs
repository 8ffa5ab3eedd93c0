//! `&`, `&mut` and `*`.

use super::Mutator;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind as K, Role as R};

impl Mutator<'_> {
    pub(super) fn references(&mut self) {
        for node in self.nodes_of(K::Reference) {
            self.reference(
                node,
                R::Operand,
                ["drop-reference", "mut-reference", "shared-reference"],
            );
        }
        for node in self.nodes_of(K::ReferenceType) {
            let kinds = [
                "type-drop-reference",
                "type-mut-reference",
                "type-shared-reference",
            ];
            self.reference_type(node, kinds);
        }
        for node in self.nodes_of(K::Unary) {
            let (bytes, operand) = (self.tree.bytes(node), self.tree.child(node, R::Operand));
            if let Some(operand) = operand.filter(|_| self.text(node).starts_with('*')) {
                self.delete("drop-deref", bytes.start..self.tree.bytes(operand).start);
            }
        }
        for node in self.nodes_of(K::Path) {
            self.path(node);
        }
        for node in self.nodes_of(K::SelfParameter) {
            self.self_parameter(node);
        }
        for node in self.nodes_of(K::Function) {
            self.returned(node);
        }
    }

    fn reference(&mut self, node: NodeId, inner: R, [drop, to_mut, to_shared]: [&'static str; 3]) {
        let Some(inner) = self.tree.child(node, inner) else {
            return;
        };
        let sign = self.tree.bytes(node).start..self.tree.bytes(inner).start;
        self.delete(drop, sign.clone());
        if self.text(node).starts_with("&mut") {
            self.replace(to_shared, sign, "&");
        } else {
            self.replace(to_mut, sign, "&mut ");
        }
    }

    fn reference_type(&mut self, node: NodeId, [drop, to_mut, to_shared]: [&'static str; 3]) {
        let inner = self
            .tree
            .children(node)
            .find(|child| self.tree.kind(*child) != K::Lifetime);
        let Some(inner) = inner else { return };
        let sign = self.tree.bytes(node).start..self.tree.bytes(inner).start;
        let text = self.source.text()[sign.clone()].to_owned();
        self.delete(drop, sign.clone());
        if text.contains("mut") {
            self.replace(to_shared, sign, text.replace("mut", "").replace("  ", " "));
        } else {
            let to = format!("{} mut ", text.trim_end()).replace("& mut", "&mut");
            self.replace(to_mut, sign, to);
        }
    }

    fn path(&mut self, node: NodeId) {
        if self.names.binding_of(node).is_none() {
            return;
        }
        let at = self.tree.bytes(node).start;
        match self.tree.role(node) {
            R::Argument | R::Initializer | R::Subject => {
                self.insert("add-reference", at, "&");
                self.insert("add-mut-reference", at, "&mut ");
                self.insert("add-deref", at, "*");
            }
            R::Value | R::Left | R::Right => {
                self.insert("add-reference", at, "&");
                self.insert("add-deref", at, "*");
            }
            _ => {}
        }
    }

    fn self_parameter(&mut self, node: NodeId) {
        let bytes = self.tree.bytes(node);
        match self.text(node) {
            "&self" => {
                self.replace("self-by-value", bytes.clone(), "self");
                self.replace("self-by-mut", bytes, "&mut self");
            }
            "&mut self" => {
                self.replace("self-by-value", bytes.clone(), "self");
                self.replace("self-by-shared", bytes, "&self");
            }
            "self" | "mut self" => self.replace("self-by-shared", bytes, "&self"),
            _ => {}
        }
    }

    /// A reference to a local variable instead of the variable.
    fn returned(&mut self, function: NodeId) {
        let (Some(output), Some(body)) = (
            self.tree.child(function, R::Return),
            self.tree.child(function, R::Body),
        ) else {
            return;
        };
        let last = self.tree.children_as(body, R::Statement).last();
        let value = last
            .filter(|last| !self.is_closed(*last))
            .and_then(|last| self.tree.child(last, R::Value));
        let Some(value) = value.filter(|value| self.tree.kind(*value) == K::Path) else {
            return;
        };
        let (output, value) = (self.tree.bytes(output), self.tree.bytes(value));
        let edits = |sign: &str| {
            [
                TextEdit::insertion(output.start, sign),
                TextEdit::insertion(value.start, "&"),
            ]
        };
        self.add("return-static-reference", value.start, edits("&'static "));
        self.add("return-reference", value.start, edits("&"));
    }
}
