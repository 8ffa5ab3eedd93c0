//! Small changes to a program, of the kinds that learners make.

mod names;
mod ownership;
mod references;
mod signatures;
mod slips;
mod statements;
mod types;

use std::ops::Range;

use crate::rust::edit::{self, TextEdit};
use crate::rust::{Names, NodeId, NodeKind, Role, Source, Tree};

/// What a change is about. The corpus has much of some and little of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// References, moves, lifetimes and the order of statements.
    Ownership,
    /// Types and values of another type.
    Types,
    /// Names, arguments, fields and items.
    Names,
    /// Slips of the fingers.
    Slips,
}

/// One change to a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// What it is about.
    pub topic: Topic,
    /// What is done, such as `drop-reference`.
    pub kind: &'static str,
    /// Where, as an offset in bytes. No two of a kind have the same.
    pub at: usize,
    edits: Vec<TextEdit>,
}

impl Mutation {
    /// The program with the change made.
    pub fn apply(&self, text: &str) -> Option<String> {
        edit::apply(text, &self.edits).filter(|changed| changed != text)
    }
}

/// All changes that are known for a program, in a fixed order. None for one that isn't Rust.
pub fn all(source: &Source) -> Vec<Mutation> {
    let (Ok(tree), Ok(names)) = (source.tree(), source.names()) else {
        return Vec::new();
    };
    let mut mutator = Mutator {
        source,
        tree,
        names,
        topic: Topic::Ownership,
        found: Vec::new(),
    };
    mutator.references();
    mutator.ownership();
    mutator.signatures();
    mutator.statements();
    mutator.topic = Topic::Types;
    mutator.types();
    mutator.topic = Topic::Names;
    mutator.names();
    mutator.topic = Topic::Slips;
    mutator.slips();
    let mut found = mutator.found;
    found.sort_by_key(|mutation| (mutation.kind, mutation.at));
    found.dedup_by_key(|mutation| (mutation.kind, mutation.at));
    found
}

struct Mutator<'s> {
    source: &'s Source,
    tree: &'s Tree,
    names: &'s Names,
    topic: Topic,
    found: Vec<Mutation>,
}

impl<'s> Mutator<'s> {
    fn add(&mut self, kind: &'static str, at: usize, edits: impl IntoIterator<Item = TextEdit>) {
        let edits = edits.into_iter().collect();
        let topic = self.topic;
        self.found.push(Mutation {
            topic,
            kind,
            at,
            edits,
        });
    }

    fn delete(&mut self, kind: &'static str, bytes: Range<usize>) {
        self.add(kind, bytes.start, [TextEdit::deletion(bytes)]);
    }

    fn replace(&mut self, kind: &'static str, bytes: Range<usize>, by: impl Into<String>) {
        self.add(kind, bytes.start, [TextEdit::replacement(bytes, by)]);
    }

    fn insert(&mut self, kind: &'static str, at: usize, text: impl Into<String>) {
        self.add(kind, at, [TextEdit::insertion(at, text)]);
    }

    fn text(&self, node: NodeId) -> &'s str {
        &self.source.text()[self.tree.bytes(node)]
    }

    fn nodes_of(&self, kind: NodeKind) -> Vec<NodeId> {
        self.tree.nodes_of(kind).collect()
    }

    /// The statements of each block that has any, without items.
    fn blocks(&self) -> Vec<Vec<NodeId>> {
        let blocks = self.tree.nodes_of(NodeKind::Block);
        let statements = blocks.map(|block| {
            let statements = self.tree.children_as(block, Role::Statement);
            statements
                .filter(|statement| !self.tree.kind(*statement).is_item())
                .collect()
        });
        statements
            .filter(|block: &Vec<NodeId>| !block.is_empty())
            .collect()
    }

    /// The spaces before the line of this byte.
    fn indent(&self, at: usize) -> &'s str {
        let line = &self.source.text()[self.source.line(self.source.line_of(at))];
        &line[..line.len() - line.trim_start().len()]
    }

    /// Puts a statement on a line of its own behind another one.
    fn behind(&self, statement: NodeId, text: &str) -> TextEdit {
        let bytes = self.tree.bytes(statement);
        let indent = self.indent(bytes.start);
        TextEdit::insertion(bytes.end, format!("\n{indent}{text}"))
    }

    /// Puts a statement on a line of its own before another one.
    fn before(&self, statement: NodeId, text: &str) -> TextEdit {
        let bytes = self.tree.bytes(statement);
        let indent = self.indent(bytes.start);
        TextEdit::insertion(bytes.start, format!("{text}\n{indent}"))
    }

    /// Whether the statement ends with its own `;`.
    fn is_closed(&self, statement: NodeId) -> bool {
        self.text(statement).ends_with(';')
    }

    /// An item of a list in brackets, with the comma behind or before it.
    fn with_comma(&self, node: NodeId) -> Range<usize> {
        let bytes = self.tree.bytes(node);
        let text = self.source.text();
        let behind = &text[bytes.end..];
        let rest = behind.trim_start();
        if let Some(rest) = rest.strip_prefix(',') {
            let spaces = rest.len() - rest.trim_start_matches([' ']).len();
            return bytes.start..text.len() - rest.len() + spaces;
        }
        let before = text[..bytes.start].trim_end();
        match before.strip_suffix(',') {
            Some(before) => before.len()..bytes.end,
            None => bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    const PROGRAM: &str = "use std::fmt::Debug;\n\
        #[derive(Clone, Debug)]\n\
        struct S<'a> { pub name: &'a str, n: u32 }\n\
        impl<'a> S<'a> {\n    fn n(&self, more: u32) -> u32 { self.n + more }\n}\n\
        fn show<T: Debug>(t: &T) { println!(\"{t:?}\"); }\n\
        fn main() {\n\
        \x20   let mut list = vec![String::from(\"a\")];\n\
        \x20   for one in &list { show(one); }\n\
        \x20   list.push(list[0].clone());\n\
        \x20   let s = S { name: &list[0], n: 1 };\n\
        \x20   match s.n(2) { 0 => {} _ => show(&s.n) }\n\
        \x20   let f = move || list.len();\n\
        \x20   f();\n\
        }\n";

    fn changed(kind: &str, program: &str) -> Vec<String> {
        let source = Source::new(program, Edition::default());
        let all = all(&source).into_iter();
        let of_kind = all.filter(|mutation| mutation.kind == kind);
        of_kind
            .filter_map(|mutation| mutation.apply(program))
            .collect()
    }

    #[track_caller]
    fn assert_has(kind: &str, part: &str) {
        let found = changed(kind, PROGRAM);
        let has = found.iter().any(|program| program.contains(part));
        assert!(has, "{kind}: no {part:?} in\n{}", found.join("\n----\n"));
    }

    #[test]
    fn learners_forget_what_a_program_needs() {
        assert_has("drop-reference", "in list {");
        assert_has("drop-mut", "let list = vec!");
        assert_has("drop-clone", "list.push(list[0]);");
        assert_has("drop-move", "= || list.len()");
        assert_has("drop-lifetime", "name: &str");
        assert_has("drop-derive", "#[derive(Debug)]");
        assert_has("drop-bound", "fn show<T>(");
        assert_has("drop-argument", "s.n()");
        assert_has("drop-arm", "{  _ => show(&s.n) }");
        assert_has("drop-field-value", "S { n: 1 }");
        assert_has("drop-self", "{ n + more }");
        assert_has("drop-semicolon", "f()\n}");
        assert_has("drop-use", "\n#[derive");
    }

    #[test]
    fn learners_put_things_in_other_places() {
        assert_has("drop-before-use", "clone());\n    drop(list);\n");
        assert_has("swap-statements", "f();\n    let f = move");
        assert_has("change-in-loop", "{ list.clear(); show(one)");
        assert_has("repeat-statement", "f();\n    f();\n");
    }

    #[test]
    fn every_change_changes_something_and_has_a_name_of_its_own() {
        let source = Source::new(PROGRAM, Edition::default());
        let all = all(&source);
        let kinds: std::collections::BTreeSet<_> = all.iter().map(|m| m.kind).collect();
        assert!(kinds.len() > 50, "{kinds:?}");
        let names: std::collections::BTreeSet<_> = all.iter().map(|m| (m.kind, m.at)).collect();
        assert_eq!(names.len(), all.len());
        for mutation in &all {
            assert!(mutation.apply(PROGRAM).is_some(), "{mutation:?}");
        }
    }
}
