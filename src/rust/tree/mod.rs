//! The syntax tree of a readable text, as plain data.
//!
//! `syn` parses, and its tree is turned into this one at once: nodes in an arena, in the order in
//! which they begin in the text, so that the parents, the ranges and the thread-safety that
//! syn's own types don't have cost nothing.

mod builder;
mod expressions;
mod format;
mod items;
mod kind;
mod macros;
mod patterns;
mod types;

use std::ops::Range;

pub use kind::{NodeKind, Role};

pub(super) use builder::TreeBuilder;

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// The syntax tree of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// What the tree holds of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    kind: NodeKind,
    role: Role,
    begin: u32,
    end: u32,
    parent: Option<NodeId>,
    /// The node behind its last descendant.
    behind: NodeId,
}

impl NodeId {
    fn index(self) -> usize {
        self.0 as usize
    }
}

impl Tree {
    /// The whole file.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// All nodes, in the order in which they begin; a node comes before what is in it.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        self.root().until(self.node(self.root()).behind)
    }

    /// All nodes of this kind, in order.
    pub fn nodes_of(&self, kind: NodeKind) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes().filter(move |node| self.kind(*node) == kind)
    }

    /// What the node is.
    pub fn kind(&self, node: NodeId) -> NodeKind {
        self.node(node).kind
    }

    /// What the node is to its parent.
    pub fn role(&self, node: NodeId) -> Role {
        self.node(node).role
    }

    /// The bytes from the node's first token to the end of its last, attributes included.
    pub fn bytes(&self, node: NodeId) -> Range<usize> {
        let node = self.node(node);
        node.begin as usize..node.end as usize
    }

    /// The bytes of a node without its outer attributes, as rustc's diagnostics name them.
    pub fn bytes_without_attributes(&self, node: NodeId, text: &str) -> Range<usize> {
        let bytes = self.bytes(node);
        // Those in the braces begin with `#!`.
        let is_outer = |child: &NodeId| {
            let behind = text[self.bytes(*child)].strip_prefix('#');
            self.role(*child) == Role::Attribute
                && behind.is_some_and(|rest| rest.trim_start().starts_with('['))
        };
        let outer = self.children(node).take_while(is_outer);
        let Some(last) = outer.last() else {
            return bytes;
        };
        let begin = self.bytes(last).end;
        let rest = &text[begin..bytes.end];
        let mut tokens = super::lexer::lex(rest, 0, super::Edition::default()).tokens;
        let first = tokens.drain(..).next();
        begin + first.map_or(0, |first| first.bytes.start)..bytes.end
    }

    /// The node that this one is directly in; only the root has none.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.node(node).parent
    }

    /// The nodes around this one, from its parent to the root.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// The nodes directly in this one, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(node).behind;
        let exists = move |node: &NodeId| *node < end;
        std::iter::successors(Some(node.next()).filter(exists), move |child| {
            Some(self.node(*child).behind).filter(exists)
        })
    }

    /// Those of the node's children that have this role, in order.
    pub fn children_as(&self, node: NodeId, role: Role) -> impl Iterator<Item = NodeId> + '_ {
        self.children(node)
            .filter(move |child| self.role(*child) == role)
    }

    /// The first of the node's children with this role.
    pub fn child(&self, node: NodeId, role: Role) -> Option<NodeId> {
        self.children_as(node, role).next()
    }

    /// Everything in a node, in order, without the node itself.
    pub fn descendants(&self, node: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        node.next().until(self.node(node).behind)
    }

    /// Whether `inner` is `outer` or somewhere in it.
    pub fn is_inside(&self, inner: NodeId, outer: NodeId) -> bool {
        outer <= inner && inner < self.node(outer).behind
    }

    /// The innermost node that has this byte in it.
    pub fn innermost_at(&self, byte: usize) -> NodeId {
        let mut found = self.root();
        while let Some(inner) = self
            .children(found)
            .find(|child| self.bytes(*child).contains(&byte))
        {
            found = inner;
        }
        found
    }

    /// The innermost expression that has this byte in it.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests ask so far"))]
    pub fn expression_at(&self, byte: usize) -> Option<NodeId> {
        self.innermost_where(byte, |node| self.is_expression(node))
    }

    /// The innermost statement that has this byte in it.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests ask so far"))]
    pub fn statement_at(&self, byte: usize) -> Option<NodeId> {
        self.innermost_where(byte, |node| self.role(node) == Role::Statement)
    }

    /// The outermost node with exactly these bytes.
    pub fn node_with_bytes(&self, bytes: &Range<usize>) -> Option<NodeId> {
        let innermost = self.innermost_at(bytes.start);
        let around = std::iter::once(innermost).chain(self.ancestors(innermost));
        around.filter(|node| self.bytes(*node) == *bytes).last()
    }

    /// Whether the node is an expression; a macro's call counts where a value may stand.
    pub fn is_expression(&self, node: NodeId) -> bool {
        let kind = self.kind(node);
        let is_call = kind == NodeKind::MacroCall && self.role(node).is_of_expressions();
        kind.is_expression() || is_call
    }

    fn innermost_where(&self, byte: usize, is_it: impl Fn(NodeId) -> bool) -> Option<NodeId> {
        let innermost = self.innermost_at(byte);
        let mut around = std::iter::once(innermost).chain(self.ancestors(innermost));
        around.find(|node| is_it(*node))
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.index()]
    }
}

impl NodeId {
    fn next(self) -> Self {
        Self(self.0 + 1)
    }

    fn until(self, end: Self) -> impl DoubleEndedIterator<Item = Self> + use<> {
        (self.0..end.0).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::{Edition, Source};

    /// The kinds around a place, from the innermost node to the file.
    fn around(source: &Source, what: &str) -> Vec<NodeKind> {
        let tree = source.tree().expect("readable");
        let byte = source.text().find(what).expect("it is there");
        let innermost = tree.innermost_at(byte);
        let nodes = std::iter::once(innermost).chain(tree.ancestors(innermost));
        nodes.map(|node| tree.kind(node)).collect()
    }

    #[test]
    fn a_byte_is_in_a_node_and_that_in_others() {
        use NodeKind as K;
        let source = Source::new(
            "mod m { fn f(p: &[u8; 3]) { 'a: loop { g(1 + x.y[2]?)?; } } }",
            Edition::E2024,
        );
        let wanted = [
            K::Path,
            K::FieldAccess,
            K::Index,
            K::Try,
            K::Binary,
            K::Call,
            K::Try,
            K::ExpressionStatement,
            K::Block,
            K::Loop,
            K::ExpressionStatement,
            K::Block,
            K::Function,
            K::Module,
            K::File,
        ];
        assert_eq!(around(&source, "x.y"), wanted);
        let wanted = [K::PathType, K::ArrayType, K::ReferenceType, K::Parameter];
        assert_eq!(around(&source, "u8")[..4], wanted);
        assert_eq!(around(&source, "'a")[0], K::Label);
        let tree = source.tree().expect("readable");
        let kind = |node: Option<NodeId>| node.map(|node| tree.kind(node));
        let length = source.text().find("3]").expect("it is there");
        assert_eq!(kind(tree.expression_at(length)), Some(K::Literal));
        assert_eq!(kind(tree.statement_at(length)), None);
        assert!(tree.nodes().any(|node| tree.kind(node).is_type()));
        let statement = tree.statement_at(source.text().find("1 +").expect("it is there"));
        let text = statement.map(|node| &source.text()[tree.bytes(node)]);
        assert_eq!(text, Some("g(1 + x.y[2]?)?;"));
    }

    #[test]
    fn attributes_are_part_of_what_they_are_of() {
        let text =
            "/// Doc.\n#[a] /// Doc.\n #[b(c)] pub fn f() { #![d] #[e] let x = 1; #[f] { #![g] } }";
        let source = Source::new(text, Edition::E2024);
        let tree = source.tree().expect("readable");
        let bare = |kind| {
            let node = tree.nodes_of(kind).last().expect("it is there");
            &text[tree.bytes_without_attributes(node, text)]
        };
        assert!(bare(NodeKind::Function).starts_with("pub fn f"));
        assert_eq!(bare(NodeKind::Let), "let x = 1;");
        assert_eq!(bare(NodeKind::Block), "{ #![g] }");
        let function = tree
            .nodes_of(NodeKind::Function)
            .next()
            .expect("it is there");
        assert!(text[tree.bytes(function)].starts_with("#[a]"));
        assert_eq!(tree.nodes_of(NodeKind::Attribute).count(), 6);
    }

    #[test]
    fn a_node_is_found_by_its_bytes() {
        let text = "fn f() { g(a) }";
        let source = Source::new(text, Edition::E2024);
        let tree = source.tree().expect("readable");
        let node = tree.node_with_bytes(&(9..13)).expect("the call");
        assert_eq!(tree.kind(node), NodeKind::ExpressionStatement);
        assert_eq!(tree.node_with_bytes(&(9..12)), None);
        assert!(tree.is_inside(node, tree.root()) && !tree.is_inside(tree.root(), node));
    }
}
