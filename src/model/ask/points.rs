//! Where each variable of a file can be asked about.

use crate::model::ask::NotAsked;
use crate::model::ask::types::AskPoint;
use crate::rust::{Binding, BindingKind, Names, NodeId, NodeKind, Role, Source, Tree};

/// A variable where it's declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name, as it is written.
    pub name: String,
    /// Where its name stands, as an offset in bytes.
    pub at: usize,
    /// Where its type can be asked.
    pub point: Result<AskPoint, NotAsked>,
}

/// All variables that a file declares, in the order of the text, parameters and `self` included.
/// A name that an or-pattern has in each of its branches is one variable.
pub fn variables(source: &Source, tree: &Tree, names: &Names) -> Vec<Variable> {
    let reader = Reader { source, tree };
    let bindings = names.bindings().map(|id| names.binding(id));
    bindings
        .filter_map(|binding| reader.variable(binding))
        .collect()
}

struct Reader<'a> {
    source: &'a Source,
    tree: &'a Tree,
}

impl Reader<'_> {
    /// `None` for what is no variable.
    fn variable(&self, binding: &Binding) -> Option<Variable> {
        let bytes = self.tree.bytes(*binding.places.first()?);
        let name = self.source.text()[bytes.clone()].to_owned();
        let point = self.place(binding)?.map(|(at, block_until)| AskPoint {
            expression: name.clone(),
            at,
            block_until,
            in_constant: is_in_constant(self.source, self.tree, binding.owner),
        });
        Some(Variable {
            name,
            at: bytes.start,
            point,
        })
    }

    /// Where a statement may stand in which the binding is in scope, with its end if an
    /// expression stands there. `None` where nothing is bound: constants have their type in the
    /// text, and a function without a body only names its parameters.
    fn place(&self, binding: &Binding) -> Option<Result<(usize, Option<usize>), NotAsked>> {
        let owner = binding.owner;
        let body = match binding.kind {
            BindingKind::Const | BindingKind::Static | BindingKind::ConstParameter => return None,
            BindingKind::Let | BindingKind::LetElse => {
                return Some(Ok((self.tree.bytes(owner).end, None)));
            }
            BindingKind::Parameter | BindingKind::SelfParameter | BindingKind::ClosureParameter => {
                Some(self.body(self.tree.parent(owner)?)?)
            }
            BindingKind::IfLet | BindingKind::WhileLet | BindingKind::GuardLet => {
                self.body_behind(owner)
            }
            BindingKind::For | BindingKind::MatchArm => self.body(owner),
        };
        // The pattern of `matches!` has no body.
        Some(
            body.map(|body| self.start_of(body))
                .ok_or(NotAsked::NoPlace),
        )
    }

    fn body(&self, owner: NodeId) -> Option<NodeId> {
        self.tree.child(owner, Role::Body)
    }

    /// What is run where the condition holds that a `let` is, or is a part of.
    fn body_behind(&self, condition: NodeId) -> Option<NodeId> {
        let mut inner = condition;
        for around in self.tree.ancestors(condition) {
            match (self.tree.kind(around), self.tree.role(inner)) {
                (NodeKind::If | NodeKind::While, Role::Condition)
                | (NodeKind::MatchArm, Role::Guard) => return self.body(around),
                (NodeKind::Binary, _) => inner = around,
                _ => return None,
            }
        }
        None
    }

    /// The place before the first statement of a block, or an expression from its begin to its
    /// end.
    fn start_of(&self, body: NodeId) -> (usize, Option<usize>) {
        let bytes = self.tree.bytes(body);
        if self.tree.kind(body) != NodeKind::Block {
            return (bytes.start, Some(bytes.end));
        }
        // Inner attributes stand before all statements.
        let first = self.tree.child(body, Role::Statement);
        let first = first.map(|statement| self.tree.bytes(statement).start);
        (first.unwrap_or(bytes.end.saturating_sub(1)), None)
    }
}

/// Whether the compiler evaluates this code while it compiles.
pub fn is_in_constant(source: &Source, tree: &Tree, node: NodeId) -> bool {
    let around = std::iter::once(node).chain(tree.ancestors(node));
    for node in around {
        match tree.kind(node) {
            NodeKind::Function => return is_const_function(source, tree, node),
            NodeKind::Const | NodeKind::Static | NodeKind::ConstBlock | NodeKind::Variant => {
                return true;
            }
            _ if tree.role(node) == Role::Length => return true,
            _ => {}
        }
    }
    false
}

fn is_const_function(source: &Source, tree: &Tree, function: NodeId) -> bool {
    let Some(name) = tree.child(function, Role::Name) else {
        return false;
    };
    let attributes = tree.children_as(function, Role::Attribute).last();
    let begin = match attributes {
        Some(last) => tree.bytes(last).end,
        None => tree.bytes(function).start,
    };
    let name = tree.bytes(name).start;
    let tokens = source.token_at(begin)..source.token_at(name);
    source.words(&tokens).contains(&"const")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ask::types::TypeQuery;
    use crate::rust::Edition;

    /// The program as it is asked, with `?name;` for each question.
    fn asked(program: &str) -> String {
        let source = Source::new(program, Edition::default());
        let tree = source.tree().expect("a tree");
        let names = source.names().expect("names");
        let variables = variables(&source, tree, names);
        let points: Vec<AskPoint> = variables
            .into_iter()
            .filter_map(|variable| variable.point.ok())
            .map(|point| AskPoint {
                expression: format!("?{}", point.expression),
                in_constant: false,
                ..point
            })
            .collect();
        let mut variants = TypeQuery::new(program, "a.rs", &points).variants();
        let text = variants
            .pop()
            .map_or_else(|| program.to_owned(), |variant| variant.text);
        // Of the three casts of each, only the name is left.
        let text = text.split("\nextern").next().unwrap_or("");
        let mut pieces = text.split(" as crate::__Probe;");
        let mut asked = pieces.next().unwrap_or("").to_owned();
        for piece in pieces {
            let rest = piece.splitn(3, "__ProbeOpen<0>").last();
            asked.push_str(rest.unwrap_or(""));
        }
        asked
    }

    #[test]
    fn each_kind_of_binding_is_asked_where_it_is_in_scope() {
        for (program, expected) in [
            ("fn f(a: u8) -> u8 { a }", "fn f(a: u8) -> u8 { ?a;a }"),
            ("fn f(a: u8) {}", "fn f(a: u8) {?a;}"),
            (
                "fn f(a: u8) { #![allow(x)] }",
                "fn f(a: u8) { #![allow(x)] ?a;}",
            ),
            ("trait T { fn f(a: u8); }", "trait T { fn f(a: u8); }"),
            (
                "impl S { fn f(&self) { g() } }",
                "impl S { fn f(&self) { ?self;g() } }",
            ),
            (
                "fn f() { let r#in = 1; g() }",
                "fn f() { let r#in = 1;?r#in; g() }",
            ),
            (
                "fn f() { let S { a, b: [c, ..], .. } = s else { return }; }",
                "fn f() { let S { a, b: [c, ..], .. } = s else { return };?a;?c; }",
            ),
            (
                "fn f() { for i in 0..1 { g() } }",
                "fn f() { for i in 0..1 { ?i;g() } }",
            ),
            (
                "fn f() { h(|a, b| a + b); }",
                "fn f() { h(|a, b| {?a;?b;a + b}); }",
            ),
            ("fn f() { h(|a| { a }); }", "fn f() { h(|a| { ?a;a }); }"),
            (
                "fn f() { h(|a| |b| a(b)); }",
                "fn f() { h(|a| {?a;|b| {?b;a(b)}}); }",
            ),
            (
                "fn f() { match x { Some(a @ 1) if a > 0 => a, A(b) | B(b) => { b } None => 0 } }",
                "fn f() { match x { Some(a @ 1) if a > 0 => {?a;a}, A(b) | B(b) => { ?b;b } None \
                 => 0 } }",
            ),
            (
                "fn f() { if let Some(a) = x && let Some(b) = a && b > 1 { g() } else { h() } }",
                "fn f() { if let Some(a) = x && let Some(b) = a && b > 1 { ?a;?b;g() } else { h() } \
                 }",
            ),
            (
                "fn f() { while let Some(a) = x.pop() { } }",
                "fn f() { while let Some(a) = x.pop() { ?a;} }",
            ),
            (
                "fn f() { println!(\"{}\", x.map(|a| a).len()); }",
                "fn f() { println!(\"{}\", x.map(|a| {?a;a}).len()); }",
            ),
            (
                "const N: u8 = { let a = 1; a };",
                "const N: u8 = { let a = 1;?a; a };",
            ),
        ] {
            assert_eq!(asked(program), expected);
        }
    }

    #[test]
    fn what_is_evaluated_by_the_compiler_is_known() {
        let program = "pub const unsafe fn f(a: u8) {} #[cfg(const)] fn g(b: u8) {}
            const N: u8 = { let c = 1; fn h(d: u8) {} c };
            fn i() { let e = [0; { let f = 1; f }]; const { let g = 1; } }";
        let source = Source::new(program, Edition::default());
        let names = source.names().expect("names");
        let found = variables(&source, source.tree().expect("a tree"), names);
        let constant = found
            .iter()
            .filter(|v| v.point.as_ref().is_ok_and(|p| p.in_constant));
        let constant: Vec<&str> = constant.map(|variable| variable.name.as_str()).collect();
        assert_eq!((constant, found.len()), (vec!["a", "c", "f", "g"], 7));
    }

    #[test]
    fn a_pattern_without_a_body_is_not_asked() {
        let program = "fn f() { matches!(x, Some(a) if a > 0); }";
        let source = Source::new(program, Edition::default());
        let names = source.names().expect("names");
        let found = variables(&source, source.tree().expect("a tree"), names);
        let points: Vec<_> = found.into_iter().map(|variable| variable.point).collect();
        assert_eq!(points, [Err(NotAsked::NoPlace)]);
    }
}
