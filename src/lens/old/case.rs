//! One error together with the text that it is about.

use crate::lens::labels::{self, Role};
use crate::lens::old::code::Code;
use crate::lens::old::syntax::{Binding, Syntax};
use crate::lens::place::{Area, Place};
use crate::model::diagnostic::{Diagnostic, Span};

/// A place that the compiler points at, and the part that it plays.
#[derive(Debug, Clone)]
pub struct Clue {
    /// Its part.
    pub role: Role,
    /// Where.
    pub area: Area,
    /// What the compiler writes there.
    pub label: String,
    /// Whether the error is about this place.
    pub is_primary: bool,
    /// What stands there.
    pub text: String,
}

impl Clue {
    /// The line where it begins.
    pub fn line(&self) -> usize {
        self.area.start.line
    }

    /// A name in backticks of its label.
    pub fn name(&self, index: usize) -> Option<&str> {
        labels::names(&self.label).get(index).copied()
    }
}

/// An error with its source.
pub struct Case<'a> {
    /// The error.
    pub diagnostic: &'a Diagnostic,
    /// The text.
    pub code: &'a Code,
    /// What it consists of.
    pub syntax: &'a Syntax,
    /// The places that lie in this text.
    pub clues: Vec<Clue>,
    /// The place that the error is about.
    pub primary: Area,
}

impl<'a> Case<'a> {
    /// `None` if the error is about no place in this text.
    pub fn new(diagnostic: &'a Diagnostic, code: &'a Code, syntax: &'a Syntax) -> Option<Self> {
        let primary = diagnostic.primary_span()?;
        let file = primary.file_name.as_str();
        Some(Self {
            primary: code.area(primary)?,
            clues: clues(&diagnostic.spans, file, code),
            diagnostic,
            code,
            syntax,
        })
    }

    /// The first place with this role.
    pub fn first(&self, role: Role) -> Option<&Clue> {
        self.clues.iter().find(|clue| clue.role == role)
    }

    /// The first place with one of these roles.
    pub fn first_of(&self, roles: &[Role]) -> Option<&Clue> {
        self.clues.iter().find(|clue| roles.contains(&clue.role))
    }

    /// The first place with this role that is not the one that the error is about.
    pub fn other(&self, role: Role) -> Option<&Clue> {
        let mut clues = self.clues.iter();
        clues.find(|clue| clue.role == role && !clue.is_primary)
    }

    /// The place that the error is about, with its role.
    pub fn main(&self) -> Option<&Clue> {
        self.clues.iter().find(|clue| clue.is_primary)
    }

    /// A place in a note whose label or message contains these words.
    pub fn note(&self, words: &str) -> Option<Clue> {
        let file = &self.diagnostic.primary_span()?.file_name;
        self.diagnostic.children.iter().find_map(|child| {
            let in_message = child.message.contains(words);
            let mut spans = child.spans.iter().filter(|s| &s.file_name == file);
            let says =
                |s: &&Span| in_message || s.label.as_ref().is_some_and(|l| l.contains(words));
            clue(spans.find(says)?, self.code)
        })
    }

    /// Whether some note's message contains these words.
    pub fn has_note(&self, words: &str) -> bool {
        let mut children = self.diagnostic.children.iter();
        children.any(|child| child.message.contains(words))
    }

    /// The type of what moves, wherever the compiler tells it: in a label or in a note.
    pub fn moved_type(&self) -> Option<String> {
        let labels = self.clues.iter().map(|clue| clue.label.as_str());
        let notes = self
            .diagnostic
            .children
            .iter()
            .map(|child| child.message.as_str());
        let texts = labels.chain(notes).filter(|text| text.contains("move"));
        let mut types = texts.filter_map(|text| {
            let (_, behind) = text.split_once("has type `")?;
            let (of_type, _) = behind.split_once('`')?;
            Some(of_type.to_owned())
        });
        types.next()
    }

    /// The names in backticks of the message.
    pub fn named(&self, index: usize) -> Option<&str> {
        labels::names(&self.diagnostic.message).get(index).copied()
    }

    /// The variable that a name means at a place.
    pub fn binding(&self, name: &str, place: Place) -> Option<&Binding> {
        self.syntax.binding(self.code, name, place)
    }

    /// Where a variable's name stands in its declaration.
    pub fn declaration(&self, binding: &Binding) -> Option<Area> {
        self.code.tokens.get(binding.token).map(|t| t.area)
    }

    /// Text of a range of tokens, as it is written.
    pub fn written(&self, range: &std::ops::Range<usize>) -> String {
        let last = range.end.saturating_sub(1);
        let area = self.code.span_of(range.start, last);
        match range.is_empty() {
            true => String::new(),
            false => area.map_or_else(String::new, |area| self.code.text(area)),
        }
    }
}

fn clues(spans: &[Span], file: &str, code: &Code) -> Vec<Clue> {
    let own = spans.iter().filter(|span| span.file_name == file);
    own.filter_map(|span| clue(span, code)).collect()
}

fn clue(span: &Span, code: &Code) -> Option<Clue> {
    let area = code.area(span)?;
    Some(Clue {
        role: labels::role(span.label.as_deref()),
        area,
        label: span.label.clone().unwrap_or_default(),
        is_primary: span.is_primary,
        text: code.text(area),
    })
}

/// The variable that a path such as `*self.items[_]` begins with.
pub fn base(path: &str) -> &str {
    let path = path.trim_start_matches(['*', '&', '(']);
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_');
    &path[..end.unwrap_or(path.len())]
}

/// A path as people read it: without the `*` that nobody wrote.
pub fn plain(path: &str) -> String {
    path.trim_start_matches('*').replace("[_]", "[..]")
}
