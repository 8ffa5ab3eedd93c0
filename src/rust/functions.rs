//! Functions, wherever they are: free ones, methods, and those nested in others.

use std::ops::Range;

use super::source::Source;
use super::tree::{NodeId, NodeKind, Role, Tree};

/// A function of a readable text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its node.
    pub node: NodeId,
    /// Its path through modules, types and functions around it, itself included:
    /// `["tests", "Point", "new"]`. An `impl` counts by its type without arguments.
    pub path: Vec<String>,
    /// The bytes from its first word to the end of what it returns or of its `where`; without
    /// attributes, and without its body.
    pub signature: Range<usize>,
    /// Its parameters, `self` included.
    pub parameters: Vec<NodeId>,
    /// The type that it returns, if it tells one.
    pub returns: Option<NodeId>,
    /// Its block, if it has one.
    pub body: Option<NodeId>,
    /// Its attributes.
    pub attributes: Vec<NodeId>,
    /// Whether it says `async`.
    pub is_async: bool,
    /// Whether it says `const`.
    pub is_const: bool,
    /// Whether it says `unsafe`.
    pub is_unsafe: bool,
}

impl Function {
    /// Its name without `r#`.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// All functions of a text, in order.
pub fn functions(source: &Source, tree: &Tree) -> Vec<Function> {
    let nodes = tree.nodes_of(NodeKind::Function);
    nodes.map(|node| function(source, tree, node)).collect()
}

/// The innermost function that this node is in, if it is in one.
pub fn function_around(source: &Source, tree: &Tree, node: NodeId) -> Option<Function> {
    let mut around = std::iter::once(node).chain(tree.ancestors(node));
    let found = around.find(|node| tree.kind(*node) == NodeKind::Function)?;
    Some(function(source, tree, found))
}

fn function(source: &Source, tree: &Tree, node: NodeId) -> Function {
    let begin = tree.bytes_without_attributes(node, source.text()).start;
    let name = tree.child(node, Role::Name);
    let name_begin = name.map_or(begin, |name| tree.bytes(name).start);
    let words = source.words(&(source.token_at(begin)..source.token_at(name_begin)));
    let body = tree.child(node, Role::Body);
    let behind = body.map_or(tree.bytes(node).end, |body| tree.bytes(body).start);
    let end = source.end_before(source.token_at(behind));
    Function {
        path: path(source, tree, node),
        signature: begin..end,
        parameters: parameters(tree, node),
        returns: tree.child(node, Role::Return),
        body,
        attributes: tree.children_as(node, Role::Attribute).collect(),
        is_async: words.contains(&"async"),
        is_const: words.contains(&"const"),
        is_unsafe: words.contains(&"unsafe"),
        node,
    }
}

/// The parameters of a function or closure, without those between `<>`.
pub fn parameters(tree: &Tree, node: NodeId) -> Vec<NodeId> {
    let parameters = tree.children_as(node, Role::Parameter);
    let is_value = |node: &NodeId| tree.kind(*node) != NodeKind::GenericParameter;
    parameters.filter(is_value).collect()
}

fn path(source: &Source, tree: &Tree, node: NodeId) -> Vec<String> {
    let around = std::iter::once(node).chain(tree.ancestors(node));
    let mut path: Vec<String> = around
        .filter_map(|node| part_of_path(source, tree, node))
        .collect();
    path.reverse();
    path
}

fn part_of_path(source: &Source, tree: &Tree, node: NodeId) -> Option<String> {
    let role = match tree.kind(node) {
        NodeKind::Function | NodeKind::Module | NodeKind::Trait => Role::Name,
        NodeKind::Impl => Role::Type,
        _ => return None,
    };
    let text = &source.text()[tree.bytes(tree.child(node, role)?)];
    let name = text.split('<').next().unwrap_or(text).trim_end();
    Some(name.trim_start_matches("r#").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    #[test]
    fn functions_are_found_wherever_they_are() {
        let text = "fn mainline() {} mod m { impl<T> S<T> { /// Doc.
            #[inline] pub(crate) const unsafe fn r#new<U>(&self, a: u8) -> T where T: X { fn inner() {} } }
            trait Tr { async fn t(self); } } impl Tr for &S { fn u() {} }";
        let source = Source::new(text, Edition::E2024);
        let tree = source.tree().expect("readable");
        let found = functions(&source, tree);
        let paths: Vec<_> = found.iter().map(|f| f.path.join("::")).collect();
        let wanted = [
            "mainline",
            "m::S::new",
            "m::S::new::inner",
            "m::Tr::t",
            "&S::u",
        ];
        assert_eq!(paths, wanted);
        let new = &found[1];
        let signature = "pub(crate) const unsafe fn r#new<U>(&self, a: u8) -> T where T: X";
        assert_eq!(&text[new.signature.clone()], signature);
        assert!(new.is_const && new.is_unsafe && !new.is_async && found[3].is_async);
        assert_eq!((new.parameters.len(), new.attributes.len()), (2, 1));
        assert_eq!(&text[tree.bytes(new.returns.expect("it returns"))], "T");
        assert!(
            found[3].body.is_none() && &text[found[3].signature.clone()] == "async fn t(self);"
        );
        let inner = text.find("inner").expect("it is there");
        let around = function_around(&source, tree, tree.innermost_at(inner));
        assert_eq!(
            around.map(|f| f.name().to_owned()).as_deref(),
            Some("inner")
        );
    }
}
