//! Puts nodes into the arena: the part that all walks through syn's tree share.

use std::ops::Range;

use proc_macro2::{Span, TokenStream};
use syn::{AttrStyle, Attribute, Lifetime, Visibility};

use super::{Node, NodeId, NodeKind, Role, Tree};
use crate::rust::Edition;
use crate::rust::imports::Imports;

/// Turns syn's tree into ours. A node's range is what it was told with [`TreeBuilder::mark`] and
/// what its children were told, so each walk names a node's first and last token where no child
/// has them.
pub(in crate::rust) struct TreeBuilder<'s> {
    pub(super) text: &'s str,
    /// How many bytes at the beginning the parser wasn't given.
    head: usize,
    pub(super) edition: Edition,
    pub(super) imports: &'s Imports,
    nodes: Vec<Node>,
    /// The nodes that aren't complete yet, the innermost last.
    open: Vec<NodeId>,
}

/// Text beyond this is refused before it gets here.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl<'s> TreeBuilder<'s> {
    pub(in crate::rust) fn new(
        text: &'s str,
        head: usize,
        edition: Edition,
        imports: &'s Imports,
    ) -> Self {
        Self {
            text,
            head,
            edition,
            imports,
            nodes: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The tree of a file.
    pub(in crate::rust) fn file(mut self, file: &syn::File) -> Tree {
        self.node(NodeKind::File, Role::Item, &[], |b| {
            b.widen(0..b.text.len());
            b.inner_attributes(&file.attrs);
            for item in &file.items {
                b.item(item, Role::Item);
            }
        });
        Tree { nodes: self.nodes }
    }

    /// Puts in a node with its outer attributes and what `inside` puts into it.
    pub(super) fn node(
        &mut self,
        kind: NodeKind,
        role: Role,
        attributes: &[Attribute],
        inside: impl FnOnce(&mut Self),
    ) {
        self.begin(kind, role);
        self.outer_attributes(attributes);
        inside(self);
        self.end();
    }

    /// Puts in a node that consists of what this token is.
    pub(super) fn leaf(&mut self, kind: NodeKind, role: Role, span: Span) {
        self.node(kind, role, &[], |b| b.mark(span));
    }

    fn begin(&mut self, kind: NodeKind, role: Role) {
        let id = NodeId(narrow(self.nodes.len()));
        self.nodes.push(Node {
            kind,
            role,
            begin: u32::MAX,
            end: 0,
            parent: self.open.last().copied(),
            behind: id,
        });
        self.open.push(id);
    }

    fn end(&mut self) {
        let Some(id) = self.open.pop() else { return };
        let behind = NodeId(narrow(self.nodes.len()));
        let node = &mut self.nodes[id.index()];
        node.behind = behind;
        let bytes = node.begin as usize..node.end as usize;
        self.widen(bytes);
    }

    /// Widens the innermost open node so that it has this token in it.
    pub(super) fn mark(&mut self, span: Span) {
        let bytes = self.bytes(span);
        self.widen(bytes);
    }

    /// Widens the innermost open node so that it has these bytes in it.
    pub(super) fn widen(&mut self, bytes: Range<usize>) {
        if let Some(id) = self.open.last() {
            let node = &mut self.nodes[id.index()];
            node.begin = node.begin.min(narrow(bytes.start));
            node.end = node.end.max(narrow(bytes.end));
        }
    }

    /// Widens the innermost open node so that it has all of these tokens in it.
    pub(super) fn mark_all(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            self.mark(token.span());
        }
    }

    /// The bytes of a token in the whole text.
    pub(super) fn bytes(&self, span: Span) -> Range<usize> {
        let bytes = span.byte_range();
        self.head + bytes.start..self.head + bytes.end
    }

    /// Puts in what isn't read any further, unless it is empty.
    pub(super) fn opaque(&mut self, tokens: &TokenStream, role: Role) {
        if !tokens.is_empty() {
            self.node(NodeKind::Opaque, role, &[], |b| b.mark_all(tokens));
        }
    }

    pub(super) fn name(&mut self, name: &proc_macro2::Ident) {
        self.leaf(NodeKind::Name, Role::Name, name.span());
    }

    pub(super) fn lifetime(&mut self, lifetime: &Lifetime, kind: NodeKind, role: Role) {
        self.node(kind, role, &[], |b| {
            b.mark(lifetime.apostrophe);
            b.mark(lifetime.ident.span());
        });
    }

    pub(super) fn visibility(&mut self, visibility: &Visibility) {
        let end = match visibility {
            Visibility::Inherited => return,
            Visibility::Public(word) => (word.span, word.span),
            Visibility::Restricted(visibility) => (
                visibility.pub_token.span,
                visibility.paren_token.span.close(),
            ),
        };
        self.node(NodeKind::Visibility, Role::Visibility, &[], |b| {
            b.mark(end.0);
            b.mark(end.1);
        });
    }

    fn outer_attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            if matches!(attribute.style, AttrStyle::Outer) {
                self.attribute(attribute);
            }
        }
    }

    /// The attributes of what is around them: `#![...]`.
    pub(super) fn inner_attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            if matches!(attribute.style, AttrStyle::Inner(_)) {
                self.attribute(attribute);
            }
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        let begin = self.bytes(attribute.pound_token.spans[0]);
        // Documentation comes as `#[doc = "..."]` whose tokens are all the whole comment.
        if begin.len() == 1 {
            self.node(NodeKind::Attribute, Role::Attribute, &[], |b| {
                b.widen(begin);
                b.mark(attribute.bracket_token.span.close());
            });
        }
    }
}
