//! What the source has at the place that a panic names.

use std::ops::Range;

use crate::rust::{NodeId, NodeKind, Role, Source, Tree};

/// The longest text that is quoted in a sentence, in characters.
const LONGEST: usize = 60;

/// A byte of a readable source.
pub(super) struct PanicPlace<'a> {
    source: &'a Source,
    tree: &'a Tree,
    byte: usize,
}

/// `receiver[value]`. The texts are missing if they're too long to quote, or if several begin
/// here and it isn't known which one is meant.
pub(super) struct IndexPlace {
    pub bytes: Range<usize>,
    pub receiver: Option<String>,
    pub value: Option<String>,
}

/// `left + right` or `-operand`, with the same limits.
pub(super) struct OperatorPlace {
    pub bytes: Range<usize>,
    /// Whether there is only one such calculation.
    pub is_only: bool,
    pub text: Option<String>,
    pub right: Option<String>,
}

/// `receiver.name(...)`; `bytes` begin at the name.
pub(super) struct MethodPlace {
    pub bytes: Range<usize>,
    pub name: String,
    pub receiver: Option<String>,
    pub only_argument: Option<String>,
}

/// `name!(...)`
pub(super) struct MacroPlace {
    pub bytes: Range<usize>,
    pub name: String,
    pub node: NodeId,
}

/// A text between backticks.
pub(super) fn quoted(text: &str) -> String {
    format!("`{text}`")
}

/// A text, if it fits into a sentence.
pub(super) fn short(text: &str) -> Option<&str> {
    let fits = text.chars().count() <= LONGEST && !text.contains(['\n', '`']);
    (fits && !text.is_empty()).then_some(text)
}

impl<'a> PanicPlace<'a> {
    /// `None` if the source can't be read.
    pub fn new(source: &'a Source, byte: usize) -> Option<Self> {
        let tree = source.tree().ok()?;
        Some(Self { source, tree, byte })
    }

    pub fn tree(&self) -> &Tree {
        self.tree
    }

    pub fn byte(&self) -> usize {
        self.byte
    }

    /// The text of a node, if it can be quoted.
    pub fn quotable(&self, node: NodeId) -> Option<String> {
        let text = self.source.text().get(self.tree.bytes(node))?;
        short(text).map(str::to_owned)
    }

    /// The nodes of this kind that begin here, the outermost first.
    fn beginning(&self, kind: NodeKind) -> impl Iterator<Item = NodeId> + '_ {
        let nodes = self.tree.nodes_of(kind);
        nodes.filter(|node| self.tree.bytes(*node).start == self.byte)
    }

    /// Indexing that begins here, or whose `[` is here: for types with an `Index` of their own, such
    /// as `Vec`, that is the place.
    pub fn index(&self) -> Option<IndexPlace> {
        let bracket = self.source.token_at(self.byte);
        let close = self.source.partner(bracket).unwrap_or(bracket);
        let end = self.source.end_before(close + 1);
        let has_bracket = |node: &NodeId| {
            let bytes = self.tree.bytes(*node);
            self.source.word(bracket) == "[" && bytes.end == end && bytes.start < self.byte
        };
        let by_bracket = self
            .tree
            .nodes_of(NodeKind::Index)
            .filter(has_bracket)
            .last();
        let mut beginning = self.beginning(NodeKind::Index);
        let outermost = by_bracket.or_else(|| beginning.next())?;
        let is_only = by_bracket.is_some() || beginning.next().is_none();
        let only = is_only.then_some(outermost);
        let part = |role: Role| {
            let part = self.tree.child(only?, role)?;
            self.quotable(part)
        };
        Some(IndexPlace {
            bytes: self.tree.bytes(outermost),
            receiver: part(Role::Receiver),
            value: part(Role::Value),
        })
    }

    /// A calculation that begins here: with this operator, or with it and `=`.
    pub fn binary(&self, operator: &str) -> Option<OperatorPlace> {
        let is_it = |node: &NodeId| {
            let left = self
                .tree
                .child(*node, Role::Left)
                .map(|left| self.tree.bytes(left));
            let right = self
                .tree
                .child(*node, Role::Right)
                .map(|right| self.tree.bytes(right));
            let (Some(left), Some(right)) = (left, right) else {
                return false;
            };
            let between = self.source.token_at(left.end)..self.source.token_at(right.start);
            let written = self.source.words(&between).concat();
            written.trim_end_matches('=') == operator
        };
        let mut found = self.beginning(NodeKind::Binary).filter(is_it);
        let outermost = found.next()?;
        let only = found.next().is_none().then_some(outermost);
        Some(OperatorPlace {
            bytes: self.tree.bytes(outermost),
            is_only: only.is_some(),
            text: self.quotable(outermost),
            right: only.and_then(|node| self.quotable(self.tree.child(node, Role::Right)?)),
        })
    }

    /// `-x` that begins here.
    pub fn negation(&self) -> Option<OperatorPlace> {
        let node = self.beginning(NodeKind::Unary).next()?;
        let bytes = self.tree.bytes(node);
        let is_it = self.source.text()[bytes.clone()].starts_with('-');
        is_it.then(|| OperatorPlace {
            bytes,
            is_only: true,
            text: self.quotable(node),
            right: None,
        })
    }

    /// The method call whose name begins here.
    pub fn method(&self) -> Option<MethodPlace> {
        let mut calls = self.tree.nodes_of(NodeKind::MethodCall);
        let (call, name) = calls.find_map(|call| {
            let name = self.tree.child(call, Role::Name)?;
            (self.tree.bytes(name).start == self.byte).then_some((call, name))
        })?;
        let receiver = self.tree.child(call, Role::Receiver);
        let mut arguments = self.tree.children_as(call, Role::Argument);
        let argument = arguments.next().filter(|_| arguments.next().is_none());
        Some(MethodPlace {
            bytes: self.byte..self.tree.bytes(call).end,
            name: self.source.text()[self.tree.bytes(name)].to_owned(),
            receiver: receiver.and_then(|node| self.quotable(node)),
            only_argument: argument
                .map(|node| self.source.text()[self.tree.bytes(node)].to_owned()),
        })
    }

    /// The macro call that begins here.
    pub fn macro_call(&self) -> Option<MacroPlace> {
        let node = self.beginning(NodeKind::MacroCall).next()?;
        let bytes = self.tree.bytes(node);
        let mut tokens = self.source.token_at(bytes.start)..self.source.token_at(bytes.end);
        let mark = tokens.find(|at| self.source.word(*at) == "!")?;
        Some(MacroPlace {
            bytes,
            name: self.source.name(mark.checked_sub(1)?).to_owned(),
            node,
        })
    }

    /// The arguments of a macro's call, as far as they're expressions.
    pub fn arguments(&self, call: &MacroPlace) -> Vec<NodeId> {
        self.tree.children_as(call.node, Role::Argument).collect()
    }

    /// A node's words.
    pub fn words(&self, node: NodeId) -> Vec<&str> {
        let bytes = self.tree.bytes(node);
        let tokens = self.source.token_at(bytes.start)..self.source.token_at(bytes.end);
        self.source.words(&tokens)
    }
}

impl MethodPlace {
    /// The receiver between backticks, or these words.
    pub fn receiver_or(&self, words: &str) -> String {
        self.receiver
            .as_deref()
            .map_or_else(|| words.to_owned(), quoted)
    }
}
