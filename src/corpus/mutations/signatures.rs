//! Lifetimes, bounds, parameters and what a function returns.

use super::Mutator;
use crate::rust::{NodeId, NodeKind as K, Role as R};

impl Mutator<'_> {
    pub(super) fn signatures(&mut self) {
        for node in self.nodes_of(K::Lifetime) {
            self.lifetime(node);
        }
        for node in self.nodes_of(K::GenericParameter) {
            self.generic_parameter(node);
        }
        for node in self.nodes_of(K::WhereClause) {
            let bytes = self.tree.bytes(node);
            self.delete("drop-where", bytes);
        }
        for kind in [K::ImplType, K::DynType, K::Trait] {
            for node in self.nodes_of(kind) {
                self.bounds(node);
            }
        }
        for node in self.nodes_of(K::Function) {
            self.function(node);
        }
    }

    fn lifetime(&mut self, node: NodeId) {
        let bytes = self.tree.bytes(node);
        let (name, role) = (self.text(node).to_owned(), self.tree.role(node));
        if !matches!(role, R::Part | R::GenericArgument) {
            return;
        }
        if role == R::Part {
            let behind = &self.source.text()[bytes.end..];
            let spaces = behind.len() - behind.trim_start_matches(' ').len();
            self.delete("drop-lifetime", bytes.start..bytes.end + spaces);
        }
        if name != "'static" {
            self.replace("static-lifetime", bytes.clone(), "'static");
        }
        let declared = self.nodes_of(K::GenericParameter).into_iter();
        let others = declared.filter_map(|p| self.tree.child(p, R::Name));
        let other = others
            .map(|other| self.text(other).to_owned())
            .find(|other| other.starts_with('\'') && *other != name);
        if let Some(other) = other {
            self.replace("other-lifetime", bytes.clone(), other);
        }
        self.replace("elide-lifetime", bytes, "'_");
    }

    fn generic_parameter(&mut self, node: NodeId) {
        let Some(name) = self.tree.child(node, R::Name) else {
            return;
        };
        let is_lifetime = self.text(name).starts_with('\'');
        let (whole, name) = (self.tree.bytes(node), self.tree.bytes(name));
        if is_lifetime {
            let around = self.with_comma(node);
            let text = self.source.text();
            let is_alone =
                text[..around.start].ends_with('<') && text[around.end..].starts_with('>');
            let around = if is_alone {
                around.start - 1..around.end + 1
            } else {
                around
            };
            self.delete("drop-lifetime-parameter", around);
        }
        if self.tree.child(node, R::Bound).is_some() {
            let kind = if is_lifetime {
                "drop-lifetime-bound"
            } else {
                "drop-bound"
            };
            self.delete(kind, name.end..whole.end);
        }
    }

    /// One of several bounds.
    fn bounds(&mut self, node: NodeId) {
        let bounds: Vec<NodeId> = self.tree.children_as(node, R::Bound).collect();
        for pair in bounds.windows(2) {
            let end = self.tree.bytes(pair[0]).end;
            self.delete("drop-one-bound", end..self.tree.bytes(pair[1]).end);
        }
    }

    fn function(&mut self, node: NodeId) {
        if let Some(output) = self.tree.child(node, R::Return) {
            let bytes = self.tree.bytes(output);
            let arrow = self.source.text()[..bytes.start].rfind("->");
            if let Some(arrow) = arrow {
                self.delete("drop-return-type", arrow..bytes.end);
            }
        }
        let parameters: Vec<NodeId> = self.tree.children_as(node, R::Parameter).collect();
        for parameter in parameters {
            let around = self.with_comma(parameter);
            match self.tree.kind(parameter) {
                K::SelfParameter => self.delete("drop-self-parameter", around),
                K::Parameter => {
                    self.delete("drop-parameter", around);
                    self.parameter_type(parameter);
                }
                _ => {}
            }
        }
    }

    fn parameter_type(&mut self, parameter: NodeId) {
        let Some(of) = self.tree.child(parameter, R::Type) else {
            return;
        };
        if self.tree.kind(of) != K::ReferenceType {
            let at = self.tree.bytes(of).start;
            self.insert("type-add-reference", at, "&");
            self.insert("type-add-mut-reference", at, "&mut ");
        }
    }
}
