//! Where a place, such as `self.items`, `*r` or `v[0]`, can be asked about.

use crate::model::ask::NotAsked;
use crate::model::ask::points;
use crate::model::ask::types::AskPoint;
use crate::rust::{BindingId, BindingKind, Names, NodeId, NodeKind, Role, Source, Tree};

/// Between two statements, or around an expression that isn't in a statement of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Boundary {
    /// Where a statement may stand, as an offset in bytes.
    pub at: usize,
    /// If an expression stands there: its end. It then becomes a block.
    pub block_until: Option<usize>,
}

/// What a question about a place needs to know of the program.
#[derive(Debug, Clone, Copy)]
pub struct PlaceReader<'a> {
    source: &'a Source,
    tree: &'a Tree,
    names: &'a Names,
}

impl<'a> PlaceReader<'a> {
    /// Reads a program.
    ///
    /// # Errors
    /// [`NotAsked::Unreadable`].
    pub fn new(source: &'a Source) -> Result<Self, NotAsked> {
        let tree = source.tree().map_err(|_| NotAsked::Unreadable)?;
        let names = source.names().map_err(|_| NotAsked::Unreadable)?;
        Ok(Self {
            source,
            tree,
            names,
        })
    }

    /// The program's tree.
    pub fn tree(&self) -> &'a Tree {
        self.tree
    }

    /// Right before a statement, or before the value of a closure or a match arm.
    ///
    /// # Errors
    /// [`NotAsked::NoPlace`] if it's neither.
    pub fn before(&self, node: NodeId) -> Result<Boundary, NotAsked> {
        let bytes = self.tree.bytes(node);
        let block_until = match self.tree.role(node) {
            Role::Statement => None,
            Role::Body if self.is_bare_value(node) => Some(bytes.end),
            _ => return Err(NotAsked::NoPlace),
        };
        Ok(Boundary {
            at: bytes.start,
            block_until,
        })
    }

    /// Right behind a statement that isn't a block's value.
    ///
    /// # Errors
    /// [`NotAsked::NoPlace`] if it's one, or no statement.
    pub fn after(&self, node: NodeId) -> Result<Boundary, NotAsked> {
        let at = self.tree.bytes(node).end;
        let text = &self.source.text()[..at];
        // Where a struct literal is a block's value, the probe is a syntax error, and no answer.
        let is_statement = self.tree.role(node) == Role::Statement && text.ends_with([';', '}']);
        if !is_statement {
            return Err(NotAsked::NoPlace);
        }
        Ok(Boundary {
            at,
            block_until: None,
        })
    }

    /// Asks about a place that is written out: a variable with `*`, fields and constant indexes.
    ///
    /// # Errors
    /// [`NotAsked::NoPlace`] if it's no such place, or its variable isn't in scope there.
    pub fn point(&self, place: &str, boundary: Boundary) -> Result<AskPoint, NotAsked> {
        self.variable_of(place, boundary)?;
        Ok(self.ask_point(place, boundary))
    }

    /// The variable that a place begins with, and that is in scope at the boundary.
    ///
    /// # Errors
    /// [`NotAsked::NoPlace`] if it isn't, or if the text is no place.
    pub fn variable_of(&self, place: &str, boundary: Boundary) -> Result<BindingId, NotAsked> {
        let name = variable_in(place, self.source).ok_or(NotAsked::NoPlace)?;
        let binding = self.names.visible_at(self.tree, &name, boundary.at);
        binding.ok_or(NotAsked::NoPlace)
    }

    /// Where a variable's name stands in its declaration, as an offset in bytes.
    pub fn declaration_of(&self, variable: BindingId) -> usize {
        let places = &self.names.binding(variable).places;
        let first = places.first().map(|place| self.tree.bytes(*place).start);
        first.unwrap_or_default()
    }

    /// Whether a variable is used somewhere in this node.
    pub fn is_used_in(&self, variable: BindingId, node: NodeId) -> bool {
        let mut uses = self.names.uses_of(variable);
        uses.any(|used| self.tree.is_inside(used, node))
    }

    /// Whether a variable is declared without a value, as by `let x;`.
    pub fn is_declared_empty(&self, variable: BindingId) -> bool {
        let binding = self.names.binding(variable);
        binding.kind == BindingKind::Let && binding.initializer.is_none()
    }

    /// The function whose body the boundary is in, unless that is a constant's, or a closure or
    /// `async` block stands between it and the variable: a question there would change what is
    /// captured.
    ///
    /// # Errors
    /// [`NotAsked::InConstant`], [`NotAsked::Captured`], [`NotAsked::NoPlace`].
    pub fn function_of(&self, variable: BindingId, boundary: Boundary) -> Result<NodeId, NotAsked> {
        let declared = self.declaration_of(variable);
        let innermost = self.tree.innermost_at(boundary.at);
        if points::is_in_constant(self.source, self.tree, innermost) {
            return Err(NotAsked::InConstant);
        }
        for around in std::iter::once(innermost).chain(self.tree.ancestors(innermost)) {
            match self.tree.kind(around) {
                NodeKind::Function => return Ok(around),
                NodeKind::Closure | NodeKind::AsyncBlock
                    if !self.tree.bytes(around).contains(&declared) =>
                {
                    return Err(NotAsked::Captured);
                }
                _ => {}
            }
        }
        Err(NotAsked::NoPlace)
    }

    fn ask_point(&self, expression: &str, boundary: Boundary) -> AskPoint {
        let innermost = self.tree.innermost_at(boundary.at);
        AskPoint {
            expression: expression.to_owned(),
            at: boundary.at,
            block_until: boundary.block_until,
            in_constant: points::is_in_constant(self.source, self.tree, innermost),
        }
    }

    /// Whether it's the value of a closure or a match arm, without braces.
    fn is_bare_value(&self, node: NodeId) -> bool {
        let owner = self.tree.parent(node).map(|owner| self.tree.kind(owner));
        let has_value = matches!(owner, Some(NodeKind::Closure | NodeKind::MatchArm));
        has_value && self.tree.kind(node) != NodeKind::Block
    }
}

/// The variable that a written place begins with.
fn variable_in(place: &str, program: &Source) -> Option<String> {
    let source = Source::new(format!("fn f() {{ {place}; }}"), program.edition());
    let tree = source.tree().ok()?;
    let statement = tree.nodes_of(NodeKind::ExpressionStatement).next()?;
    let node = tree.children(statement).next()?;
    // Nothing else may stand there.
    let is_all = source.text()[tree.bytes(node)] == *place && !place.contains(['\n', '\r']);
    let variable = innermost_of_place(tree, &source, node)?;
    is_all.then(|| source.text()[tree.bytes(variable)].to_owned())
}

/// The path that a place begins with, if the expression is a place and its indexes are numbers.
fn innermost_of_place(tree: &Tree, source: &Source, node: NodeId) -> Option<NodeId> {
    let text = &source.text()[tree.bytes(node)];
    let inner = match tree.kind(node) {
        NodeKind::Path => return (!text.contains("::")).then_some(node),
        NodeKind::FieldAccess => tree.child(node, Role::Receiver)?,
        NodeKind::Index => {
            let index = tree.child(node, Role::Value)?;
            if tree.kind(index) != NodeKind::Literal {
                return None;
            }
            tree.child(node, Role::Receiver)?
        }
        NodeKind::Unary if text.starts_with('*') => tree.child(node, Role::Operand)?,
        NodeKind::Parenthesized => tree
            .children(node)
            .find(|child| tree.is_expression(*child))?,
        _ => return None,
    };
    innermost_of_place(tree, source, inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn source(program: &str) -> Source {
        Source::new(program, Edition::default())
    }

    #[test]
    fn a_written_place_is_asked_where_its_variable_is_in_scope() {
        let program = "fn f(s: S) { a(); let v = 1; b(); } const C: u8 = { let n = 1; n };";
        let source = source(program);
        let reader = PlaceReader::new(&source).expect("readable");
        let at = |text: &str| Boundary {
            at: program.find(text).expect("it is there"),
            block_until: None,
        };
        for place in [
            "s",
            "*s",
            "s.0",
            "s.items[0].name",
            "(*s).x",
            "*s.r",
            "s.0.1",
        ] {
            let point = reader.point(place, at("a()")).expect("a place");
            assert_eq!(
                (point.expression.as_str(), point.in_constant),
                (place, false)
            );
        }
        for no_place in [
            "s.f()", "s + 1", "1", "S::new", "s; t", "s[i]", "-s", "&s", "t", "s.", "", "s\n", "v",
            "(s", "s)", "{s}",
        ] {
            assert_eq!(
                reader.point(no_place, at("a()")),
                Err(NotAsked::NoPlace),
                "{no_place}"
            );
        }
        assert!(reader.point("v", at("b()")).is_ok());
        assert!(reader.point("n", at("n }")).expect("a place").in_constant);
    }

    #[test]
    fn boundaries_are_where_statements_may_stand() {
        let program = "fn f(v: V) { let g = |x| x.y; for a in v {} match v { A => b, } }";
        let source = source(program);
        let reader = PlaceReader::new(&source).expect("readable");
        let tree = reader.tree();
        let node = |text: &str| {
            let begin = program.find(text).expect("it is there");
            let bytes = begin..begin + text.len();
            tree.node_with_bytes(&bytes).expect("a node")
        };
        let before = |text| {
            reader
                .before(node(text))
                .map(|found| (found.at, found.block_until))
        };
        let after = |text| reader.after(node(text)).map(|found| found.at);
        let place = |text: &str| program.find(text).expect("it is there");
        assert_eq!(before("let g = |x| x.y;"), Ok((place("let g"), None)));
        assert_eq!(before("x.y"), Ok((place("x.y"), Some(place("x.y") + 3))));
        assert_eq!(before("|x| x.y"), Err(NotAsked::NoPlace));
        assert_eq!(after("let g = |x| x.y;"), Ok(place(" for")));
        assert_eq!(after("for a in v {}"), Ok(place(" match")));
        assert_eq!(after("x.y"), Err(NotAsked::NoPlace));
        let tail = source_with_tail();
        let reader = PlaceReader::new(&tail).expect("readable");
        let statement = reader.tree().statement_at(9).expect("a statement");
        assert_eq!(reader.after(statement), Err(NotAsked::NoPlace));
    }

    fn source_with_tail() -> Source {
        source("fn f() { g() }")
    }

    #[test]
    fn a_captured_variable_is_not_probed() {
        let program =
            "fn f(v: V) { let g = |x| { 1; }; async { 2; }; { 3; } } const fn c(v: V) { 4; }";
        let source = source(program);
        let reader = PlaceReader::new(&source).expect("readable");
        let function = |name: &str, before: &str| {
            let boundary = Boundary {
                at: program.find(before).expect("it is there"),
                block_until: None,
            };
            let variable = reader.variable_of(name, boundary)?;
            reader.function_of(variable, boundary).map(|_| ())
        };
        assert_eq!(function("v", "1;"), Err(NotAsked::Captured));
        assert_eq!(function("x", "1;"), Ok(()));
        assert_eq!(function("v", "2;"), Err(NotAsked::Captured));
        assert_eq!(function("v", "3;"), Ok(()));
        assert_eq!(function("v", "4;"), Err(NotAsked::InConstant));
        assert_eq!(function("x", "3;"), Err(NotAsked::NoPlace));
    }
}
