//! The items of a file, or of a module in it.

use std::ops::Range;

use crate::rust::{Item, ItemKind, Source};

/// What no two items of a scope have in common.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The name of a module with braces.
    Module(String),
    /// That of any other item.
    Name(String),
    /// All words of an item without a name, such as an `impl` or an import: others of its kind
    /// may stand beside it.
    Words(String),
}

/// The items of a file, or of a module in it.
pub(super) struct ModuleItems<'s> {
    pub source: &'s Source,
    pub tokens: Range<usize>,
    pub items: Vec<Item>,
}

impl<'s> ModuleItems<'s> {
    pub fn whole(source: &'s Source) -> Self {
        Self::new(source, source.all())
    }

    /// The items among these tokens.
    pub fn new(source: &'s Source, tokens: Range<usize>) -> Self {
        Self {
            items: source.items(tokens.clone()),
            source,
            tokens,
        }
    }

    /// What belongs to the tests, and the rest.
    pub fn split(&self) -> (Vec<&Item>, Vec<&Item>) {
        let items = self.items.iter();
        items.partition(|item| item.is_test_code(self.source))
    }

    /// The items in a module with braces.
    pub fn below(&self, item: &Item) -> Option<Self> {
        let body = item.body.clone();
        let body = body.filter(|_| item.kind == ItemKind::Module)?;
        Some(Self::new(self.source, body))
    }

    /// The items of the first module of this name that isn't there for tests only.
    pub fn module(&self, name: &str) -> Option<Self> {
        let is_it = |item: &&Item| {
            let is_module = item.kind == ItemKind::Module && item.body.is_some();
            is_module && item.name.as_deref() == Some(name) && !item.is_test_code(self.source)
        };
        self.below(self.items.iter().find(is_it)?)
    }

    /// The items of a module, by the names of the modules around it and its own.
    pub fn at(source: &'s Source, path: &[String]) -> Option<Self> {
        let mut found = Self::whole(source);
        for name in path {
            found = found.module(name)?;
        }
        Some(found)
    }

    /// What an item takes away from others.
    pub fn key(&self, item: &Item) -> Key {
        let is_module = item.kind == ItemKind::Module && item.body.is_some();
        let words = || self.source.words(&item.tokens).join(" ");
        match &item.name {
            Some(name) if is_module => Key::Module(name.clone()),
            Some(name) => Key::Name(name.clone()),
            None => Key::Words(words()),
        }
    }

    /// Behind the attributes and comments at the beginning that say something about the whole
    /// file or module.
    pub fn head_end(&self) -> usize {
        let source = self.source;
        let first = self.items.first();
        let attributes = first.map_or(&[][..], |item| &item.inner);
        let first = attributes
            .last()
            .map_or(self.tokens.start, |it| it.tokens.end);
        let begin = source
            .end_before(self.tokens.start)
            .max(source.head_length());
        let attributes_end = if attributes.is_empty() {
            begin
        } else {
            source.end_before(first)
        };
        let text = source.text();
        let mut end = attributes_end;
        for comment in source.comments() {
            let words = &text[comment.bytes.clone()];
            let is_inner = words.starts_with("//!") || words.starts_with("/*!");
            if is_inner && (begin..source.begin(first)).contains(&comment.bytes.start) {
                // What follows on the line of a line comment would be part of it.
                let rest = text[comment.bytes.end..].find('\n');
                let rest = rest.filter(|_| comment.is_line).map_or(0, |rest| rest + 1);
                end = end.max(comment.bytes.end + rest);
            }
        }
        end
    }
}
