//! A source, read once: its text and tokens, and the rest when it's first asked for.

use std::ops::{Deref, Range};
use std::sync::OnceLock;

use super::items::{self, Item};
use super::lexer::Edition;
use super::names::Names;
use super::parse::{self, Unreadable};
use super::statements::{self, StatementEnd};
use super::token_text::TokenText;
use super::tree::Tree;

/// A source and everything that can be read from it. It's a [`TokenText`] too.
#[derive(Debug, Clone)]
pub struct Source {
    text: TokenText,
    tree: OnceLock<Result<Tree, Unreadable>>,
    names: OnceLock<Names>,
}

impl Deref for Source {
    type Target = TokenText;

    fn deref(&self) -> &TokenText {
        &self.text
    }
}

impl Source {
    /// Reads a text of this edition.
    pub fn new(text: impl Into<String>, edition: Edition) -> Self {
        Self {
            text: TokenText::new(text.into(), edition),
            tree: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// The syntax tree, parsed when it is first asked for.
    ///
    /// # Errors
    /// Where the parser stopped, if it can't read the text.
    pub fn tree(&self) -> Result<&Tree, &Unreadable> {
        self.tree.get_or_init(|| parse::parse(&self.text)).as_ref()
    }

    /// What the names in the text stand for, worked out when it is first asked for.
    ///
    /// # Errors
    /// Where the parser stopped, if it can't read the text.
    pub fn names(&self) -> Result<&Names, &Unreadable> {
        let tree = self.tree()?;
        Ok(self.names.get_or_init(|| Names::of(&self.text, tree)))
    }

    /// The items in a range of tokens, such as the whole file or the inside of a module.
    pub fn items(&self, tokens: Range<usize>) -> Vec<Item> {
        items::cut(&self.text, tokens)
    }

    /// The statements in a range of tokens: the inside of a function's body or of a block. For any
    /// text; `ends` says what may end one beside what ends it for rustc.
    pub fn statements(&self, body: Range<usize>, ends: StatementEnd) -> Vec<Range<usize>> {
        statements::cut(&self.text, body, ends)
    }

    /// The insides of a statement's braces that hold statements: those of blocks and closures.
    /// For any text, also one that isn't Rust yet.
    pub fn blocks(&self, statement: &Range<usize>) -> Vec<Range<usize>> {
        statements::blocks(&self.text, statement)
    }

    /// The insides of all outermost braces in a range of tokens.
    pub fn braces(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        let braces = statements::outermost_braces(&self.text, tokens.clone()).into_iter();
        braces.map(|(inside, _)| inside).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(text, Edition::E2024)
    }

    #[test]
    fn a_refusal_names_the_place() {
        let text = "#!/bin/x\nfn é() { let ü = ???; }";
        let source = source(text);
        assert!(source.has_shebang() && !Source::new("#![a]", Edition::E2024).has_shebang());
        let why = source.tree().expect_err("it is no Rust");
        assert_eq!((why.line, why.column), (2, 18), "{}", why.reason);
        assert!(source.names().is_err() && source.items(source.all()).len() == 1);
    }

    #[test]
    fn offsets_are_those_of_the_file() {
        let text = "\u{feff}#!/bin/x\r\n// é\r\nfn ü() { \"é\" }";
        let source = source(text);
        let tree = source.tree().expect("readable");
        let literal = tree.expression_at(text.find("\"é").expect("it is there"));
        assert_eq!(literal.map(|node| &text[tree.bytes(node)]), Some("\"é\""));
    }

    #[test]
    fn where_the_lexers_differ_nothing_is_read() {
        // One token to proc-macro2, and two to rustc before 2021.
        let text = "macro_rules! m { ($a:tt $b:tt) => {} } m!(c\"x\");";
        assert!(Source::new(text, Edition::E2021).tree().is_ok());
        let old = Source::new(text, Edition::Before2021);
        let why = old.tree().expect_err("the tokens differ");
        assert_eq!((why.line, why.column), (1, 43));
    }
}
