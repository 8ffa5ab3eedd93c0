//! One error together with the program that it's about, and what is known of both.

use std::ops::Range;

use crate::lens::labels::{self, Role};
use crate::lens::place::{Area, Place};
use crate::model::ask::facts::{Facts, VariableFacts};
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::rust::{Binding, Names, NodeId, Source, Tree};

/// A place that the compiler points at, and the part that it plays.
#[derive(Debug, Clone)]
pub struct Clue {
    /// Its part, as far as its label tells.
    pub role: Role,
    /// Where, in lines and columns.
    pub area: Area,
    /// Where, in bytes of the source.
    pub bytes: Range<usize>,
    /// What the compiler writes there; may be empty.
    pub label: String,
    /// Whether the error is about this place.
    pub is_primary: bool,
}

impl Clue {
    /// The line where it begins.
    pub fn line(&self) -> usize {
        self.area.start.line
    }

    /// A name in backticks of its label, from 0.
    pub fn name(&self, index: usize) -> Option<&str> {
        labels::names(&self.label).get(index).copied()
    }
}

/// An error in a program that can be read.
pub struct Case<'a> {
    /// The error.
    pub diagnostic: &'a Diagnostic,
    /// The program's file.
    pub source: &'a Source,
    /// Its syntax tree.
    pub tree: &'a Tree,
    /// What its names stand for.
    pub names: &'a Names,
    /// What the compiler answered when it was asked. Empty as long as nobody has.
    pub facts: &'a Facts,
    /// All errors of the same compile, as far as they're at hand: this one may be among them.
    pub errors: &'a [&'a Diagnostic],
    /// The places that lie in this file, in the compiler's order, which isn't that of events.
    pub clues: Vec<Clue>,
    /// The place that the error is about.
    pub primary: Clue,
}

impl<'a> Case<'a> {
    /// `None` if the error is about no place in this source, or if the source can't be parsed.
    pub fn new(diagnostic: &'a Diagnostic, source: &'a Source, facts: &'a Facts) -> Option<Self> {
        let primary = diagnostic.primary_span()?;
        let own = |span: &&Span| span.file_name == primary.file_name;
        let spans = diagnostic.spans.iter().filter(own);
        Some(Self {
            primary: clue(primary, source)?,
            clues: spans.filter_map(|span| clue(span, source)).collect(),
            tree: source.tree().ok()?,
            names: source.names().ok()?,
            diagnostic,
            source,
            facts,
            errors: &[],
        })
    }

    /// The same with the other errors of its compile.
    #[must_use]
    pub fn among(self, errors: &'a [&'a Diagnostic]) -> Self {
        Self { errors, ..self }
    }

    /// The first place with this role.
    pub fn first(&self, role: Role) -> Option<&Clue> {
        self.clues.iter().find(|clue| clue.role == role)
    }

    /// The first place with one of these roles.
    pub fn first_of(&self, roles: &[Role]) -> Option<&Clue> {
        self.clues.iter().find(|clue| roles.contains(&clue.role))
    }

    /// The first place with this role that isn't the one that the error is about.
    pub fn other(&self, role: Role) -> Option<&Clue> {
        let mut clues = self.clues.iter();
        clues.find(|clue| clue.role == role && !clue.is_primary)
    }

    /// A name in backticks of the message, from 0.
    pub fn named(&self, index: usize) -> Option<&str> {
        labels::names(&self.diagnostic.message).get(index).copied()
    }

    /// A place in a note or help whose label or message contains these words.
    pub fn note(&self, words: &str) -> Option<Clue> {
        let file = &self.diagnostic.primary_span()?.file_name;
        self.diagnostic.children.iter().find_map(|child| {
            let in_message = child.message.contains(words);
            let mut spans = child.spans.iter().filter(|span| &span.file_name == file);
            let says = |span: &&Span| {
                in_message
                    || span
                        .label
                        .as_ref()
                        .is_some_and(|label| label.contains(words))
            };
            clue(spans.find(says)?, self.source)
        })
    }

    /// The places in this file that notes are about, in the compiler's order. One without a label
    /// has the note's message if the note is about it, and not only shows it as well.
    pub fn noted(&self) -> Vec<Clue> {
        let file = self.diagnostic.primary_span().map(|span| &span.file_name);
        let notes = self.diagnostic.children.iter();
        let notes = notes.filter(|child| child.level == Level::Note);
        let places = notes.flat_map(|note| note.spans.iter().map(move |span| (note, span)));
        let own = places.filter(|(_, span)| Some(&span.file_name) == file);
        let clues = own.filter_map(|(note, span)| {
            let mut clue = clue(span, self.source)?;
            if clue.label.is_empty() && clue.is_primary {
                clue.label.clone_from(&note.message);
            }
            Some(clue)
        });
        clues.collect()
    }

    /// Whether a note's or help's message contains these words.
    pub fn has_note(&self, words: &str) -> bool {
        let mut children = self.diagnostic.children.iter();
        children.any(|child| child.message.contains(words))
    }

    /// The names in backticks of the first note or help whose message contains these words.
    pub fn note_names(&self, words: &str) -> Vec<&'a str> {
        let mut children = self.diagnostic.children.iter();
        let found = children.find(|child| child.message.contains(words));
        found.map_or_else(Vec::new, |child| labels::names(&child.message))
    }

    /// What's written there.
    pub fn text(&self, bytes: &Range<usize>) -> &'a str {
        self.source.text().get(bytes.clone()).unwrap_or("")
    }

    /// What's written in a node.
    pub fn written(&self, node: NodeId) -> &'a str {
        self.text(&self.tree.bytes(node))
    }

    /// The place of a byte.
    pub fn place(&self, byte: usize) -> Place {
        place(self.source, byte)
    }

    /// The stretch of these bytes.
    pub fn area(&self, bytes: &Range<usize>) -> Area {
        area(self.source, bytes)
    }

    /// The line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.source.line_of(byte)
    }

    /// The node with exactly the bytes of a clue, or else the innermost one that holds them all.
    pub fn node(&self, clue: &Clue) -> NodeId {
        let exact = self.tree.node_with_bytes(&clue.bytes);
        exact.unwrap_or_else(|| self.node_around(&clue.bytes))
    }

    /// The innermost node that holds all of these bytes.
    pub fn node_around(&self, bytes: &Range<usize>) -> NodeId {
        let innermost = self.tree.innermost_at(bytes.start);
        let mut around = std::iter::once(innermost).chain(self.tree.ancestors(innermost));
        let holds = |node: &NodeId| self.tree.bytes(*node).end >= bytes.end;
        around.find(holds).unwrap_or_else(|| self.tree.root())
    }

    /// The variable that the name at this byte means, where it's used or bound.
    pub fn binding(&self, byte: usize) -> Option<&'a Binding> {
        let id = self.names.resolve(self.tree, byte)?;
        Some(self.names.binding(id))
    }

    /// The variable that is bound by a pattern or parameter that a clue points at.
    pub fn bound_in(&self, clue: &Clue) -> Option<&'a Binding> {
        let bindings = self.names.bindings().map(|id| self.names.binding(id));
        let mut bound = bindings.filter(|binding| {
            let mut places = binding.places.iter().map(|place| self.tree.bytes(*place));
            places.any(|place| clue.bytes.start <= place.start && place.end <= clue.bytes.end)
        });
        bound.next()
    }

    /// The variable that this name would mean at this byte.
    pub fn binding_named(&self, name: &str, byte: usize) -> Option<&'a Binding> {
        let id = self.names.visible_at(self.tree, name, byte)?;
        Some(self.names.binding(id))
    }

    /// Where a variable's name stands in its declaration, in bytes.
    pub fn declaration(&self, binding: &Binding) -> Range<usize> {
        let first = binding.places.first();
        first.map_or(0..0, |node| self.tree.bytes(*node))
    }

    /// What the compiler told of a variable. `None` if it wasn't asked or had no answer.
    pub fn variable(&self, binding: &Binding) -> Option<&'a VariableFacts> {
        self.facts.variable_at(self.declaration(binding).start)
    }

    /// The type of a variable in the compiler's words. `None` if it isn't known.
    pub fn type_of(&self, binding: &Binding) -> Option<&'a str> {
        self.variable(binding)?.ty.as_deref()
    }
}

/// The stretch of some bytes of a source.
fn area(source: &Source, bytes: &Range<usize>) -> Area {
    Area {
        start: place(source, bytes.start),
        end: place(source, bytes.end),
    }
}

/// The place of a byte in a source.
pub fn place(source: &Source, byte: usize) -> Place {
    let line = source.line_of(byte);
    let start = source.line(line).start;
    let before = source.text().get(start..byte).unwrap_or("");
    // rustc takes a byte order mark away before it counts.
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    Place {
        line,
        column: before.chars().count() + 1,
    }
}

/// A labelled span as a clue, if it lies in this source.
fn clue(span: &Span, source: &Source) -> Option<Clue> {
    let bytes = span.bytes_in(source)?;
    let area = Area {
        start: Place {
            line: span.line_start,
            column: span.column_start,
        },
        end: Place {
            line: span.line_end,
            column: span.column_end,
        },
    };
    let is_there = self::area(source, &bytes) == area;
    is_there.then(|| Clue {
        role: labels::role(span.label.as_deref()),
        area,
        bytes,
        label: span.label.clone().unwrap_or_default(),
        is_primary: span.is_primary,
    })
}
