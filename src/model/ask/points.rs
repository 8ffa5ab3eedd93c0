//! Where each variable of a file can be asked about.

use crate::model::ask::NotAsked;
use crate::model::ask::types::AskPoint;
use crate::rust::{NodeId, NodeKind, Role, Source, Tree};

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
pub fn variables(source: &Source, tree: &Tree) -> Vec<Variable> {
    let reader = Reader { source, tree };
    let mut found: Vec<(NodeId, Variable)> = Vec::new();
    for node in tree.nodes() {
        let Some(name) = reader.declared_name(node) else {
            continue;
        };
        let binder = reader.binder(node);
        let at = tree.bytes(name).start;
        let name = source.text()[tree.bytes(name)].to_owned();
        let is_known =
            |(other, variable): &(NodeId, Variable)| *other == binder && variable.name == name;
        if !found.iter().rev().take(MOST_IN_PATTERN).any(is_known) {
            let point = reader.point(&name, binder);
            found.extend(point.map(|point| (binder, Variable { name, at, point })));
        }
    }
    found.into_iter().map(|(_, variable)| variable).collect()
}

/// How far back we look for the same name in another branch of a pattern.
const MOST_IN_PATTERN: usize = 64;

struct Reader<'a> {
    source: &'a Source,
    tree: &'a Tree,
}

impl Reader<'_> {
    /// The name that a pattern or parameter declares.
    fn declared_name(&self, node: NodeId) -> Option<NodeId> {
        let name = self.tree.child(node, Role::Name);
        match self.tree.kind(node) {
            NodeKind::SelfParameter => name,
            NodeKind::IdentifierPattern => name.filter(|_| !self.looks_like_constant(node)),
            _ => None,
        }
    }

    /// Whether a pattern that is only a name is that of a constant or variant, by Rust's
    /// conventions: only the compiler could tell.
    fn looks_like_constant(&self, pattern: NodeId) -> bool {
        self.source.text()[self.tree.bytes(pattern)].starts_with(char::is_uppercase)
    }

    /// What declares the variables of a pattern: a `let`, a parameter, a match arm, ...
    fn binder(&self, node: NodeId) -> NodeId {
        let is_part = |node: &NodeId| {
            let kind = self.tree.kind(*node);
            kind.is_pattern() || kind == NodeKind::FieldPattern
        };
        let mut around = self.tree.ancestors(node).skip_while(is_part);
        match self.tree.kind(node) {
            NodeKind::SelfParameter => node,
            _ => around.next().unwrap_or(node),
        }
    }

    /// Where the variables of a binder can be asked. `None` where there are none: a function
    /// without a body only names its parameters.
    fn point(&self, name: &str, binder: NodeId) -> Option<Result<AskPoint, NotAsked>> {
        let (at, expression_until) = match self.tree.kind(binder) {
            NodeKind::Let => (self.tree.bytes(binder).end, None),
            NodeKind::Parameter | NodeKind::SelfParameter => {
                let owner = self.tree.parent(binder)?;
                self.start_of(self.tree.child(owner, Role::Body)?)
            }
            NodeKind::MatchArm | NodeKind::For => {
                self.start_of(self.tree.child(binder, Role::Body)?)
            }
            NodeKind::LetCondition => self.start_of(self.body_behind(binder)?),
            _ => return Some(Err(NotAsked::InMacro)),
        };
        Some(Ok(AskPoint {
            name: name.to_owned(),
            at,
            expression_until,
            in_constant: self.is_in_constant(binder),
        }))
    }

    /// What is run where the conditions hold that a `let` is one of.
    fn body_behind(&self, condition: NodeId) -> Option<NodeId> {
        let has_body = |node: &NodeId| {
            let kind = self.tree.kind(*node);
            matches!(kind, NodeKind::If | NodeKind::While | NodeKind::MatchArm)
        };
        let owner = self.tree.ancestors(condition).find(has_body)?;
        self.tree.child(owner, Role::Body)
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

    /// Whether the compiler evaluates this code while it compiles.
    fn is_in_constant(&self, node: NodeId) -> bool {
        let around = std::iter::once(node).chain(self.tree.ancestors(node));
        for node in around {
            match self.tree.kind(node) {
                NodeKind::Function => return self.is_const_function(node),
                NodeKind::Const | NodeKind::Static | NodeKind::ConstBlock | NodeKind::Variant => {
                    return true;
                }
                _ if self.tree.role(node) == Role::Length => return true,
                _ => {}
            }
        }
        false
    }

    fn is_const_function(&self, function: NodeId) -> bool {
        let Some(name) = self.tree.child(function, Role::Name) else {
            return false;
        };
        let attributes = self.tree.children_as(function, Role::Attribute).last();
        let begin = attributes.map_or(self.tree.bytes(function).start, |a| self.tree.bytes(a).end);
        let tokens = self.source.token_at(begin)..self.source.token_at(self.tree.bytes(name).start);
        self.source.words(&tokens).contains(&"const")
    }
}
