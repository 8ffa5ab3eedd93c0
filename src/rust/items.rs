//! The items of a file or module, cut by keywords and brackets.
//!
//! A starter needn't be Rust yet (`let x = ???;`), so this works on any text.

use std::ops::Range;

use super::lexer::TokenKind;
use super::token_text::TokenText;

/// An item of a file or module, with its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its name, if one of its kind has a name; without `r#`.
    pub name: Option<String>,
    /// Attributes of the file or module around it; before the first item only.
    pub inner: Vec<Attribute>,
    /// Its own attributes.
    pub attributes: Vec<Attribute>,
    /// Its tokens without attributes.
    pub tokens: Range<usize>,
    /// What is between its braces: a function's body, a module's items, an enum's variants.
    pub body: Option<Range<usize>>,
}

/// An attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// All of its tokens, from `#` to the bracket.
    pub tokens: Range<usize>,
    /// What is between its brackets.
    pub inside: Range<usize>,
    /// Its path: `test`, `tokio::test`, `cfg`.
    pub path: String,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// `fn`
    Function,
    /// `mod`
    Module,
    /// `struct`
    Struct,
    /// `enum`
    Enum,
    /// `union`
    Union,
    /// `trait`
    Trait,
    /// `impl`
    Impl,
    /// `const`
    Const,
    /// `static`
    Static,
    /// `type`
    Type,
    /// `use`
    Use,
    /// `extern crate`
    ExternCrate,
    /// `extern "C" { ... }`
    ForeignModule,
    /// `macro_rules!` or `macro`
    MacroDefinition,
    /// A call of a macro.
    MacroCall,
    /// Something that is no item of Rust.
    Unknown,
}

impl ItemKind {
    /// Whether one of this kind ends with `;`, whatever braces are in it.
    pub(super) fn ends_with_semicolon(self) -> bool {
        matches!(
            self,
            Self::Const | Self::Static | Self::Type | Self::Use | Self::ExternCrate
        )
    }
}

impl Item {
    /// Whether it is a test that the harness runs: `#[test]`, also that of another crate, such
    /// as `#[tokio::test]`.
    pub fn is_test(&self) -> bool {
        let is_test = |attribute: &Attribute| attribute.path.rsplit("::").next() == Some("test");
        self.attributes.iter().any(is_test)
    }

    /// Whether it is compiled for tests only: a test, or something behind `#[cfg(test)]`.
    pub fn is_test_code(&self, source: &TokenText) -> bool {
        self.is_test() || self.has_attribute(source, &["cfg", "(", "test", ")"])
    }

    /// Whether one of its attributes consists of exactly these tokens, but for commas before a
    /// closing bracket.
    pub fn has_attribute(&self, source: &TokenText, words: &[&str]) -> bool {
        let counts = |at: &usize| {
            let is_last = matches!(source.kind(at + 1), Some(TokenKind::Close(_)));
            !is_last || source.word(*at) != ","
        };
        let is_it = |attribute: &Attribute| {
            let found = attribute.inside.clone().filter(counts);
            found.map(|at| source.word(at)).eq(words.iter().copied())
        };
        self.attributes.iter().any(is_it)
    }

    /// Its tokens with those of its own attributes.
    pub fn with_attributes(&self) -> Range<usize> {
        let first = self.attributes.first();
        first.map_or(self.tokens.start, |first| first.tokens.start)..self.tokens.end
    }

    /// Its name, or its first token.
    pub fn label<'s>(&'s self, source: &'s TokenText) -> &'s str {
        let name = self.name.as_deref();
        name.unwrap_or_else(|| source.word(self.tokens.start))
    }

    /// Its name as the compiler and the test harness show it: a keyword keeps its `r#`.
    pub fn shown_name(&self) -> Option<String> {
        self.name.as_deref().map(shown_name)
    }

    /// The tokens before its body.
    pub fn signature(&self) -> Range<usize> {
        let end = self
            .body
            .as_ref()
            .map_or(self.tokens.end, |body| body.start - 1);
        self.tokens.start..end
    }
}

/// A name as the compiler and the test harness show it: a keyword keeps its `r#`.
pub fn shown_name(name: &str) -> String {
    let prefix = if KEYWORDS.contains(&name) { "r#" } else { "" };
    format!("{prefix}{name}")
}

/// Keywords that may be names behind `r#` (The Rust Reference, "Keywords").
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while",
];

/// How many brackets may be open around an item that has a body. Code that goes into
/// modules, and into modules in these, needs no limit of its own.
const DEEPEST: usize = 128;

/// Cuts a range of tokens into items.
pub(super) fn cut(source: &TokenText, tokens: Range<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = tokens.start;
    let end = tokens.end.min(source.tokens().len());
    while at < end {
        let attributes = attributes(source, at, end);
        let begin = attributes.last().map_or(at, |last| last.tokens.end);
        let item = item(source, begin, end, attributes);
        // At least one token, so that any text ends.
        at = item.tokens.end.max(at + 1);
        items.push(item);
    }
    items
}

/// The attributes that begin here.
fn attributes(source: &TokenText, begin: usize, end: usize) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    let mut at = begin;
    while source.word(at) == "#" {
        let bracket = at + 1 + usize::from(source.word(at + 1) == "!");
        if bracket >= end || source.word(bracket) != "[" {
            break;
        }
        let inside = source.inside(bracket).filter(|inside| inside.end < end);
        // Without its bracket it goes on to the end.
        let inside = inside.unwrap_or(bracket + 1..end);
        let tokens = at..(inside.end + 1).min(end);
        at = tokens.end;
        attributes.push(Attribute {
            path: path(source, &inside),
            inside,
            tokens,
        });
    }
    attributes
}

/// The path that an attribute's inside begins with. What `unsafe(...)` holds counts.
fn path(source: &TokenText, inside: &Range<usize>) -> String {
    let mut begin = inside.start;
    if source.starts_with(begin, &["unsafe", "("]) {
        begin += 2;
    }
    let is_part = |at: &usize| {
        let kind = source.kind(*at);
        let is_word = matches!(kind, Some(TokenKind::Ident | TokenKind::RawIdent));
        is_word || kind == Some(TokenKind::Punct(':'))
    };
    let parts = (begin..inside.end).take_while(is_part);
    parts
        .map(|at| source.word(at).trim_start_matches("r#"))
        .collect()
}

fn item(source: &TokenText, begin: usize, end: usize, mut attributes: Vec<Attribute>) -> Item {
    let is_outer = |attribute: &Attribute| source.word(attribute.tokens.start + 1) != "!";
    let outer = attributes
        .iter()
        .position(is_outer)
        .unwrap_or(attributes.len());
    let own = attributes.split_off(outer);
    let (kind, keyword) = kind(source, begin, end);
    let end = item_end(source, begin..end, kind);
    Item {
        name: name(source, kind, keyword, end),
        body: body(source, begin..end, kind),
        kind,
        inner: attributes,
        attributes: own,
        tokens: begin..end,
    }
}

/// What the item in a range of tokens is, if they begin with one.
pub(super) fn kind_at(source: &TokenText, tokens: Range<usize>) -> ItemKind {
    kind(source, tokens.start, tokens.end).0
}

/// What begins here, and which of its tokens says so.
fn kind(source: &TokenText, begin: usize, end: usize) -> (ItemKind, usize) {
    let mut at = begin;
    while at < end {
        let next = source.word(at + 1);
        let kind = match source.word(at) {
            "pub" if next == "(" => {
                at = source.partner(at + 1).map_or(end, |close| close + 1);
                continue;
            }
            // `crate` is a visibility of old.
            "pub" | "async" | "default" | "crate" | "safe" | "gen"
                if ![":", "!"].contains(&next) =>
            {
                None
            }
            "unsafe" | "auto" if !["{", ":", "!"].contains(&next) => None,
            "const" if ["fn", "unsafe", "async", "extern", "gen"].contains(&next) => None,
            "extern" if next == "crate" => Some(ItemKind::ExternCrate),
            "extern" => {
                let is_abi = matches!(source.kind(at + 1), Some(TokenKind::Literal(_)));
                let behind = at + 1 + usize::from(is_abi);
                if source.word(behind) == "{" {
                    Some(ItemKind::ForeignModule)
                } else {
                    at = behind;
                    continue;
                }
            }
            word => return (keyword_kind(source, at, word), at),
        };
        if let Some(kind) = kind {
            return (kind, at);
        }
        at += 1;
    }
    (ItemKind::Unknown, begin)
}

fn keyword_kind(source: &TokenText, at: usize, word: &str) -> ItemKind {
    let is_name = |ahead: usize| {
        let kind = source.kind(at + ahead);
        matches!(kind, Some(TokenKind::Ident | TokenKind::RawIdent))
    };
    match word {
        "fn" => ItemKind::Function,
        "mod" => ItemKind::Module,
        "struct" => ItemKind::Struct,
        "enum" => ItemKind::Enum,
        "union" if is_name(1) => ItemKind::Union,
        "trait" => ItemKind::Trait,
        "impl" => ItemKind::Impl,
        "const" => ItemKind::Const,
        "static" => ItemKind::Static,
        "type" => ItemKind::Type,
        "use" => ItemKind::Use,
        "macro" if is_name(1) => ItemKind::MacroDefinition,
        "macro_rules" if source.word(at + 1) == "!" => ItemKind::MacroDefinition,
        _ if is_macro_call(source, at) => ItemKind::MacroCall,
        _ => ItemKind::Unknown,
    }
}

fn is_macro_call(source: &TokenText, begin: usize) -> bool {
    let mut at = begin;
    loop {
        if !matches!(
            source.kind(at),
            Some(TokenKind::Ident | TokenKind::RawIdent)
        ) {
            return false;
        }
        if source.word(at + 1) == "!" {
            return matches!(source.kind(at + 2), Some(TokenKind::Open(_)));
        }
        if !source.starts_with(at + 1, &[":", ":"]) {
            return false;
        }
        at += 3;
    }
}

fn name(source: &TokenText, kind: ItemKind, keyword: usize, end: usize) -> Option<String> {
    let at = match kind {
        ItemKind::Impl
        | ItemKind::Use
        | ItemKind::ForeignModule
        | ItemKind::MacroCall
        | ItemKind::Unknown => return None,
        ItemKind::ExternCrate | ItemKind::MacroDefinition
            if matches!(source.word(keyword + 1), "crate" | "!") =>
        {
            keyword + 2
        }
        ItemKind::Static if source.word(keyword + 1) == "mut" => keyword + 2,
        _ => keyword + 1,
    };
    let is_name = matches!(
        source.kind(at),
        Some(TokenKind::Ident | TokenKind::RawIdent)
    );
    (is_name && at < end).then(|| source.word(at).trim_start_matches("r#").to_owned())
}

/// Behind the `;` or the braces that end an item.
fn item_end(source: &TokenText, tokens: Range<usize>, kind: ItemKind) -> usize {
    let mut at = tokens.start;
    while at < tokens.end {
        let close = source
            .partner(at)
            .filter(|close| *close > at && *close < tokens.end);
        match source.word(at) {
            ";" => return at + 1,
            "{" if !kind.ends_with_semicolon() => {
                return close.map_or(tokens.end, |close| close + 1);
            }
            "{" | "(" | "[" => at = close.map_or(tokens.end, |close| close + 1),
            _ => at += 1,
        }
    }
    tokens.end
}

fn body(source: &TokenText, tokens: Range<usize>, kind: ItemKind) -> Option<Range<usize>> {
    if kind.ends_with_semicolon() || source.depth(tokens.start) > DEEPEST {
        return None;
    }
    let mut at = tokens.start;
    while at < tokens.end {
        let inside = source.inside(at).filter(|inside| inside.end < tokens.end);
        match source.word(at) {
            "{" => return Some(inside.unwrap_or(at + 1..tokens.end)),
            "(" | "[" => at = inside.map_or(tokens.end, |inside| inside.end + 1),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::{Edition, Source};

    fn outline(text: &str) -> Vec<(ItemKind, String, String)> {
        let source = Source::new(text, Edition::E2024);
        let items = source.items(source.all());
        let describe = |item: Item| {
            let name = item.name.clone().unwrap_or_default();
            (item.kind, name, source.text_of(&item.tokens).to_owned())
        };
        items.into_iter().map(describe).collect()
    }

    #[test]
    fn items_are_cut_where_they_end() {
        let texts = [
            (ItemKind::Use, "", "use a::{b, c};"),
            (
                ItemKind::Function,
                "f",
                "pub(crate) const unsafe fn f() -> [u8; 3] { g(); h() }",
            ),
            (ItemKind::Const, "A", "const A: S = S { x: 1 };"),
            (ItemKind::Static, "B", "static mut B: u8 = { 1 };"),
            (ItemKind::Struct, "T", "struct T(u8);"),
            (ItemKind::Struct, "r", "struct r#r { x: u8 }"),
            (ItemKind::Impl, "", "unsafe impl Send for T {}"),
            (
                ItemKind::ForeignModule,
                "",
                "unsafe extern \"C\" { fn x(); }",
            ),
            (ItemKind::Function, "e", "extern \"C\" fn e() {}"),
            (ItemKind::ExternCrate, "alloc", "extern crate alloc;"),
            (
                ItemKind::MacroDefinition,
                "m",
                "macro_rules! m { () => {}; }",
            ),
            (
                ItemKind::MacroCall,
                "",
                "std::thread_local! { static X: u8 = 1; }",
            ),
            (ItemKind::Module, "tests", "mod tests { fn a() {} }"),
            (ItemKind::MacroCall, "", "crate::items! { fn hidden() {} }"),
            (ItemKind::MacroCall, "", "default! { fn hidden() {} }"),
            (ItemKind::Unknown, "", "let x = ???;"),
            (ItemKind::Function, "main", "fn main() {}"),
        ];
        let text: String = texts
            .iter()
            .map(|(_, _, text)| format!("{text}\n"))
            .collect();
        let wanted = texts.map(|(kind, name, text)| (kind, name.to_owned(), text.to_owned()));
        assert_eq!(outline(&text), wanted);
    }

    #[test]
    fn attributes_belong_to_the_item_below_or_to_the_file() {
        let source = Source::new(
            "#![allow(x)] #[cfg(test)] #[unsafe(no_mangle)] fn a() {} #[tokio::test(x)] async fn b() {}",
            Edition::E2024,
        );
        let items = source.items(source.all());
        assert_eq!(items[0].inner[0].path, "allow");
        let paths = items[0].attributes.iter().map(|a| a.path.as_str());
        assert_eq!(paths.collect::<Vec<_>>(), ["cfg", "no_mangle"]);
        assert!(items[0].is_test_code(&source) && !items[0].is_test());
        assert!(items[1].is_test());
        assert_eq!(items[1].label(&source), "b");
        let signature = source.text_of(&items[1].signature());
        assert_eq!(signature, "async fn b()");
    }

    #[test]
    fn a_comma_at_the_end_changes_no_attribute() {
        let source = Source::new(
            "#[cfg(test,)] mod a {} #[cfg(any(test),)] mod b {}",
            Edition::E2024,
        );
        let items = source.items(source.all());
        assert!(items[0].is_test_code(&source) && !items[1].is_test_code(&source));
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_items(text in "([{}()\\[\\]#'\"/*!;: \n]|fn |mod |const|extern|pub|#\\[test\\]|macro_rules|é)*") {
            let source = Source::new(text, Edition::E2024);
            let items = source.items(source.all());
            let mut at = 0;
            for item in items {
                let inner = item.inner.first().map(|inner| inner.tokens.start);
                assert_eq!(inner.unwrap_or(item.with_attributes().start), at);
                at = item.tokens.end;
            }
            assert_eq!(at, source.tokens().len());
        }
    }
}
