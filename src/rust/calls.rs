//! Calls: of functions, methods and macros, with what is passed.

use super::source::Source;
use super::tree::{NodeId, NodeKind, Role, Tree};

/// A call of a function, method or macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its node.
    pub node: NodeId,
    /// What is called.
    pub callee: Callee,
    /// What is passed, a method's receiver apart. Of a macro that isn't the standard library's,
    /// nothing is known.
    pub arguments: Vec<NodeId>,
}

/// What a call calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    /// What stands before the parentheses: mostly a path, but any expression will do.
    Function(NodeId),
    /// A method with its name and what it is called on.
    Method {
        /// The node of its name.
        name: NodeId,
        /// The expression before the dot.
        receiver: NodeId,
    },
    /// A macro whose arguments are known.
    Macro(NodeId),
    /// A macro whose arguments mean what its definition says, which isn't read.
    OpaqueMacro(NodeId),
}

/// The call that a node is, if it is one.
pub fn call(tree: &Tree, node: NodeId) -> Option<Call> {
    let child = |role| tree.child(node, role);
    let callee = match tree.kind(node) {
        NodeKind::Call => Callee::Function(child(Role::Callee)?),
        NodeKind::MethodCall => Callee::Method {
            name: child(Role::Name)?,
            receiver: child(Role::Receiver)?,
        },
        NodeKind::MacroCall => macro_callee(tree, node, child(Role::Callee)?),
        _ => return None,
    };
    let is_passed = |part: &NodeId| {
        let role = tree.role(*part);
        let is_argument = matches!(
            role,
            Role::Argument | Role::Length | Role::Subject | Role::Pattern | Role::Guard
        );
        is_argument && tree.kind(*part) != NodeKind::Opaque
    };
    Some(Call {
        node,
        callee,
        arguments: tree.children(node).filter(is_passed).collect(),
    })
}

fn macro_callee(tree: &Tree, node: NodeId, path: NodeId) -> Callee {
    let is_opaque = |part: NodeId| tree.kind(part) == NodeKind::Opaque;
    if tree.children_as(node, Role::Argument).any(is_opaque) {
        Callee::OpaqueMacro(path)
    } else {
        Callee::Macro(path)
    }
}

/// All calls in a node, in the order in which they begin.
pub fn calls_in(tree: &Tree, node: NodeId) -> impl Iterator<Item = Call> + '_ {
    tree.descendants(node).filter_map(|node| call(tree, node))
}

/// The name of what is called: a method's, or the last part of a path. What is called through
/// another expression has none.
pub fn called_name<'s>(source: &'s Source, tree: &Tree, call: &Call) -> Option<&'s str> {
    let text = |node| &source.text()[tree.bytes(node)];
    let path = match call.callee {
        Callee::Method { name, .. } => return Some(text(name).trim_start_matches("r#")),
        Callee::Function(path) if tree.kind(path) != NodeKind::Path => return None,
        Callee::Function(path) | Callee::Macro(path) | Callee::OpaqueMacro(path) => path,
    };
    let bytes = tree.bytes(path);
    let tokens = source.token_at(bytes.start)..source.token_at(bytes.end);
    last_name(source, tokens).map(|at| source.word(at).trim_start_matches("r#"))
}

/// The last name of a path that isn't between `<>`.
fn last_name(source: &Source, tokens: std::ops::Range<usize>) -> Option<usize> {
    let mut depth = 0_usize;
    for at in tokens.rev() {
        match source.word(at) {
            // `->` closes nothing.
            ">" if source.word(at.saturating_sub(1)) != "-" => depth += 1,
            "<" => depth = depth.saturating_sub(1),
            ":" | ">" => {}
            _ if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    /// What is called with what, for each call of a function's body.
    fn calls(body: &str) -> Vec<String> {
        let text = format!("fn f() {{ {body} }}");
        let source = Source::new(text.as_str(), Edition::E2024);
        let tree = source.tree().unwrap_or_else(|e| panic!("{e:?}"));
        let describe = |call: Call| {
            let name = called_name(&source, tree, &call).unwrap_or("?");
            let passed = call.arguments.iter().map(|node| &text[tree.bytes(*node)]);
            format!("{name}: {}", passed.collect::<Vec<_>>().join(" | "))
        };
        calls_in(tree, tree.root()).map(describe).collect()
    }

    #[test]
    fn arguments_are_told_apart_as_rustc_does() {
        assert_eq!(calls("take(a < b, s)"), ["take: a < b | s"]);
        assert_eq!(calls("v.map(|a, b| a)"), ["map: |a, b| a"]);
        assert_eq!(calls("take(a < b, c > (d))"), ["take: a < b | c > (d)"]);
        assert_eq!(calls("m::take::<Vec<u8>, fn() -> T>(1)"), ["take: 1"]);
        assert_eq!(
            calls("<T as X<u8>>::new(1, |x| -> u8 { x },)"),
            ["new: 1 | |x| -> u8 { x }"]
        );
        assert_eq!(calls("(g)(1); a.b.c(d)(e)"), ["?: 1", "?: e", "c: d"]);
    }

    #[test]
    fn macros_are_calls_too() {
        let found =
            calls(r#"println!("{}, {x}", a < b, y = c); vec![0; n]; matches!(e, Some(_) if q);"#);
        let wanted = [
            r#"println: "{}, {x}" | a < b | y = c"#,
            "vec: 0 | n",
            "matches: e | Some(_) | q",
        ];
        assert_eq!(found, wanted);
        assert_eq!(
            calls("std::assert_eq!(a, b); mine!(a, b); vec![]"),
            ["assert_eq: a | b", "mine: ", "vec: "]
        );
    }
}
