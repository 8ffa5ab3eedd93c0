//! Loops, closures, and where control leaves them.

use super::source::Source;
use super::tree::{NodeId, NodeKind, Role, Tree};

/// A `loop`, `while` or `for`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loop {
    /// Its node; its kind tells which of the three it is.
    pub node: NodeId,
    /// The node of its label, if it has one.
    pub label: Option<NodeId>,
    /// Its block.
    pub body: NodeId,
}

/// A closure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// Its node.
    pub node: NodeId,
    /// Whether it says `move`.
    pub is_move: bool,
    /// Whether it says `async`.
    pub is_async: bool,
    /// Its parameters.
    pub parameters: Vec<NodeId>,
    /// What it returns: a block or any other expression.
    pub body: NodeId,
}

/// The loop that a node is, if it is one.
#[cfg_attr(not(test), expect(dead_code, reason = "only tests ask so far"))]
pub fn as_loop(tree: &Tree, node: NodeId) -> Option<Loop> {
    if !tree.kind(node).is_loop() {
        return None;
    }
    let body = tree.child(node, Role::Body)?;
    let label = tree.child(node, Role::Name);
    Some(Loop { node, label, body })
}

/// The closure that a node is, if it is one.
pub fn as_closure(source: &Source, tree: &Tree, node: NodeId) -> Option<Closure> {
    if tree.kind(node) != NodeKind::Closure {
        return None;
    }
    let begin = tree.bytes_without_attributes(node, source.text()).start;
    let first = source.token_at(begin);
    let words = (first..).map(|at| source.word(at));
    let words: Vec<&str> = words
        .take_while(|word| !matches!(*word, "|" | ""))
        .collect();
    Some(Closure {
        node,
        is_move: words.contains(&"move"),
        is_async: words.contains(&"async"),
        parameters: super::functions::parameters(tree, node),
        body: tree.child(node, Role::Body)?,
    })
}

/// The loop that a `break` or `continue` is of, or the block with its label.
#[cfg_attr(not(test), expect(dead_code, reason = "only tests ask so far"))]
pub fn target_of(source: &Source, tree: &Tree, jump: NodeId) -> Option<NodeId> {
    let text = |node| &source.text()[tree.bytes(node)];
    let wanted = tree.child(jump, Role::Name).map(text);
    let is_target = |node: &NodeId| match wanted {
        None => tree.kind(*node).is_loop(),
        Some(_) => {
            let may_be = tree.kind(*node).is_loop() || tree.kind(*node) == NodeKind::LabeledBlock;
            may_be && tree.child(*node, Role::Name).map(text) == wanted
        }
    };
    frame(tree, jump).find(is_target)
}

/// The function, closure or `async` block that `return` and `?` in a node leave.
pub fn returns_from(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let found = tree.ancestors(node).find(|node| leaves(tree.kind(*node)));
    found.filter(|node| {
        matches!(
            tree.kind(*node),
            NodeKind::Function | NodeKind::Closure | NodeKind::AsyncBlock
        )
    })
}

/// What is around a node, up to where `return` would lead.
fn frame(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.ancestors(node)
        .take_while(|node| !leaves(tree.kind(*node)))
}

/// Whether `return`, `break` and `?` lead no further than to something of this kind.
fn leaves(kind: NodeKind) -> bool {
    kind.is_item()
        || matches!(
            kind,
            NodeKind::Closure | NodeKind::AsyncBlock | NodeKind::ConstBlock
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    #[test]
    fn jumps_lead_out_of_loops() {
        let text = "fn f() { 'a: for x in y { while z { break 'a; } loop { continue; } || return 1; } 'b: { break 'b } async { c? } }";
        let source = Source::new(text, Edition::E2024);
        let tree = source.tree().expect("readable");
        let kinds = |of| tree.nodes_of(of);
        let targets = kinds(NodeKind::Break).chain(kinds(NodeKind::Continue));
        let targets =
            targets.map(|jump| target_of(&source, tree, jump).map(|node| tree.kind(node)));
        let wanted = [NodeKind::For, NodeKind::LabeledBlock, NodeKind::Loop].map(Some);
        assert_eq!(targets.collect::<Vec<_>>(), wanted);
        let left = kinds(NodeKind::Return).chain(kinds(NodeKind::Try));
        let left = left.map(|node| returns_from(tree, node).map(|node| tree.kind(node)));
        let wanted = [NodeKind::Closure, NodeKind::AsyncBlock].map(Some);
        assert_eq!(left.collect::<Vec<_>>(), wanted);
        let loops: Vec<_> = tree
            .nodes()
            .filter_map(|node| as_loop(tree, node))
            .collect();
        assert_eq!(loops.len(), 3);
        assert_eq!(
            loops[0].label.map(|label| &text[tree.bytes(label)]),
            Some("'a")
        );
        assert_eq!(&text[tree.bytes(loops[2].body)], "{ continue; }");
    }

    #[test]
    fn a_closure_knows_its_words() {
        let text = "fn f() { async move |a, (b, c)| a; || -> u8 { 1 }; }";
        let source = Source::new(text, Edition::E2024);
        let tree = source.tree().expect("readable");
        let closures = tree
            .nodes()
            .filter_map(|node| as_closure(&source, tree, node));
        let found = closures.map(|c| {
            (
                c.is_async,
                c.is_move,
                c.parameters.len(),
                &text[tree.bytes(c.body)],
            )
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            [(true, true, 2, "a"), (false, false, 0, "{ 1 }")]
        );
    }
}
