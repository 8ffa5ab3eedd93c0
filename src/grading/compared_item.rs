//! An item as grading compares it: token by token. Comments, formatting and the commas that end
//! a list don't matter.

use std::ops::Range;

use crate::rust::{Attribute, Item, ItemKind, Source, TokenKind};

/// An item of a source, with the words by which it's compared.
#[derive(Debug)]
pub(super) struct ComparedItem<'s> {
    source: &'s Source,
    pub(super) item: Item,
    /// The words of its own attributes.
    pub(super) attributes: Vec<&'s str>,
    /// The words of the attributes that belong to the file or module around it.
    inner: Vec<&'s str>,
    /// All other words.
    pub(super) words: Vec<&'s str>,
    /// Its own name, or that of the first item in its braces.
    known_as: Option<&'s str>,
    is_test_code: bool,
}

/// The items in a range of tokens.
pub(super) fn parts<'s>(source: &'s Source, tokens: &Range<usize>) -> Vec<ComparedItem<'s>> {
    let items = source.items(tokens.clone()).into_iter();
    items.map(|item| ComparedItem::new(source, item)).collect()
}

/// The tests of a source, at any depth, and what else is compiled for tests only.
pub(super) fn test_parts(source: &Source) -> Vec<ComparedItem<'_>> {
    let mut found = Vec::new();
    collect_test_parts(source, &source.all(), false, &mut found);
    found
}

fn collect_test_parts<'s>(
    source: &'s Source,
    tokens: &Range<usize>,
    is_guarded: bool,
    found: &mut Vec<ComparedItem<'s>>,
) {
    for part in parts(source, tokens) {
        let is_guarded = is_guarded || part.is_test_code;
        if let Some(body) = part.module_body() {
            collect_test_parts(source, &body, is_guarded, found);
        } else if is_guarded {
            found.push(part);
        }
    }
}

impl<'s> ComparedItem<'s> {
    fn new(source: &'s Source, item: Item) -> Self {
        let of = |attributes: &[Attribute]| words(source, &tokens_of(attributes));
        Self {
            attributes: of(&item.attributes),
            inner: of(&item.inner),
            words: words(source, &item.tokens),
            known_as: name_of(source, &item).or_else(|| name_inside(source, &item)),
            is_test_code: item.is_test_code(source),
            source,
            item,
        }
    }

    /// Its name for people: `doubles`, or the first word of something without a name.
    pub(super) fn name(&self) -> &'s str {
        let first = || self.words.first().copied();
        self.known_as.or_else(first).unwrap_or_default()
    }

    /// What tells it from others, such as a struct called `Case`. An import has nothing of this
    /// kind.
    pub(super) fn identity(&self) -> Option<(ItemKind, &'s str)> {
        self.known_as.map(|name| (self.item.kind, name))
    }

    /// Whether both are of one kind and have one name. `mod a;` is of another kind than a module
    /// with braces.
    pub(super) fn is_namesake(&self, other: &Self) -> bool {
        let is_alike = self.identity() == other.identity() && self.is_module() == other.is_module();
        is_alike && self.identity().is_some()
    }

    /// Whether both have the same words, wherever they stand.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.attributes, &self.words) == (&other.attributes, &other.words)
    }

    /// Whether the same attributes of the file or module stand above both.
    pub(super) fn has_same_inner(&self, other: &Self) -> bool {
        self.inner == other.inner
    }

    /// Whether attributes of the file or module stand above it.
    pub(super) fn has_inner(&self) -> bool {
        !self.inner.is_empty()
    }

    /// Whether it belongs to the tests and not to the learner.
    pub(super) fn is_test_code(&self) -> bool {
        self.is_test_code
    }

    /// Whether the harness runs it.
    pub(super) fn is_test(&self) -> bool {
        self.item.is_test()
    }

    /// Whether it's a function or, as an `impl` or a macro does, holds one.
    pub(super) fn has_function(&self) -> bool {
        !self.is_module() && self.words.contains(&"fn")
    }

    /// The words of each of its own attributes, except for those with this path.
    pub(super) fn attributes_but(&self, path: &str) -> Vec<Vec<&'s str>> {
        let attributes = self.item.attributes.iter();
        let others = attributes.filter(|attribute| attribute.path != path);
        let words_of = |attribute: &Attribute| words(self.source, &attribute.tokens);
        others.map(words_of).collect()
    }

    /// What is between its braces, if it's a module that has some.
    pub(super) fn module_body(&self) -> Option<Range<usize>> {
        let body = self.item.body.clone();
        body.filter(|_| self.item.kind == ItemKind::Module)
    }

    /// Whether it's a module with braces.
    pub(super) fn is_module(&self) -> bool {
        self.module_body().is_some()
    }

    /// Its tokens, with those of its own attributes.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.item.with_attributes()
    }

    /// The tokens of its own attributes.
    pub(super) fn attribute_tokens(&self) -> Range<usize> {
        self.tokens().start..self.item.tokens.start
    }

    /// Where it begins, or the attributes of the module that stand above it.
    pub(super) fn begin(&self) -> usize {
        let inner = self.item.inner.first();
        inner.map_or(self.tokens().start, |first| first.tokens.start)
    }
}

/// The words in a range of tokens, without the commas that end a list: a formatter adds and
/// removes them.
pub(super) fn words<'s>(source: &'s Source, tokens: &Range<usize>) -> Vec<&'s str> {
    let is_last_comma = |at: &usize| {
        let behind = source.kind(at + 1);
        source.kind(*at) == Some(TokenKind::Punct(','))
            && matches!(behind, Some(TokenKind::Close(_)))
    };
    let inside = tokens.start..tokens.end.min(source.tokens().len());
    let kept = inside.filter(|at| !is_last_comma(at));
    kept.map(|at| source.word(at)).collect()
}

fn tokens_of(attributes: &[Attribute]) -> Range<usize> {
    match (attributes.first(), attributes.last()) {
        (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
        _ => 0..0,
    }
}

/// An item's name as it stands in the source.
fn name_of<'s>(source: &'s Source, item: &Item) -> Option<&'s str> {
    let name = item.name.as_deref()?;
    let mut words = item.tokens.clone().map(|at| source.word(at));
    words.find_map(|word| {
        let word = word.trim_start_matches("r#");
        (word == name).then_some(word)
    })
}

/// The name of the first item in the braces of something that has no name itself: an `impl`, or
/// a macro around tests.
fn name_inside<'s>(source: &'s Source, item: &Item) -> Option<&'s str> {
    let items = source.items(item.body.clone()?);
    items.iter().find_map(|inner| name_of(source, inner))
}
