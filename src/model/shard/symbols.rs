//! What a file tells the linker.

use std::ops::Range;

use crate::rust::{ItemKind, Source, TokenKind};

/// The names by which a file's items are known to the linker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Symbols {
    /// Those that it makes known: a crate can have each only once.
    pub exported: Vec<String>,
    /// Those that it calls for.
    pub imported: Vec<String>,
}

impl Symbols {
    /// Whether there are any that others might meet.
    pub fn exports(&self) -> bool {
        !self.exported.is_empty()
    }

    /// Whether it matters to one of two files that the other is there.
    pub fn meets(&self, other: &Self) -> bool {
        let has = |names: &[String], name: &String| names.contains(name);
        let given = |from: &Self, to: &Self| {
            let mut names = from.exported.iter();
            names.any(|name| has(&to.exported, name) || has(&to.imported, name))
        };
        given(self, other) || given(other, self)
    }
}

/// The symbols in a file's text; `None` if it isn't sure about them.
pub fn symbols(source: &Source) -> Option<Symbols> {
    let mut symbols = Symbols::default();
    add_symbols(source, source.all(), &mut symbols)?;
    // One that stands elsewhere, such as in a macro or in a function.
    let names = source.plain_words(&source.all());
    let count = names.iter().filter(|name| **name == "no_mangle").count();
    (count == symbols.exported.len()).then_some(symbols)
}

fn add_symbols(source: &Source, tokens: Range<usize>, symbols: &mut Symbols) -> Option<()> {
    for item in source.items(tokens) {
        let mut attributes = item.attributes.iter();
        if attributes.any(|attribute| attribute.path == "no_mangle") {
            let has_symbol = [ItemKind::Function, ItemKind::Static].contains(&item.kind);
            symbols
                .exported
                .push(item.name.clone().filter(|_| has_symbol)?);
        }
        match (item.kind, item.body) {
            (ItemKind::Module, Some(body)) => add_symbols(source, body, symbols)?,
            (ItemKind::ForeignModule, Some(body)) => {
                let is_closed = source.word(body.end) == "}";
                let items = source.items(body).into_iter();
                symbols.imported.extend(items.filter_map(|item| item.name));
                is_closed.then_some(())?;
            }
            _ => add_hidden(source, item.tokens, symbols),
        }
    }
    Some(())
}

/// The symbols of blocks of foreign items inside of something else, such as a function.
fn add_hidden(source: &Source, tokens: Range<usize>, symbols: &mut Symbols) {
    let words = source.words(&tokens);
    let externs = words
        .iter()
        .enumerate()
        .filter(|(_, word)| **word == "extern");
    for (at, _) in externs {
        let mut open = tokens.start + at + 1;
        open += usize::from(matches!(source.kind(open), Some(TokenKind::Literal(_))));
        let block = source.inside(open).filter(|_| source.word(open) == "{");
        let items = block.map(|block| source.items(block)).unwrap_or_default();
        let names = items.into_iter().filter_map(|item| item.name);
        symbols.imported.extend(names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::shard::may_share;
    use crate::rust::Edition;

    #[test]
    fn symbols_are_found() {
        let source = |text: &str| Source::new(text, Edition::E2024);
        let found =
            |text: &str| symbols(&source(text)).map(|found| (found.exported, found.imported));
        let text = "#[unsafe(no_mangle)] #[inline] pub unsafe extern \"C\" fn one() {}
            #[no_mangle] static mut TWO: u8 = 2;
            unsafe extern \"C\" { pub safe fn three(x: u8) -> u8; static FOUR: u8; }
            extern { fn five(); } extern \"C\" fn not_it() {} fn main() {}";
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = (names(&["one", "TWO"]), names(&["three", "FOUR", "five"]));
        assert_eq!(found(text), Some(expected));
        assert!(may_share(&source(text)));
        assert_eq!(found("#[no_mangle] struct X {} fn f() {}"), None);
        assert_eq!(found("#[cfg_attr(a, no_mangle)] fn f() {}"), None);
        assert_eq!(found("extern \"C\" { fn f();"), None);
    }

    #[test]
    fn files_meet_over_a_symbol_that_one_of_them_makes() {
        let symbols = |text: &str| symbols(&Source::new(text, Edition::E2024)).unwrap();
        let makes = symbols("#[no_mangle] fn f() {}");
        let takes = symbols("extern { fn f(); }");
        assert!(makes.meets(&takes) && takes.meets(&makes) && makes.meets(&makes));
        assert!(!takes.meets(&takes) && !makes.meets(&symbols("extern { fn g(); }")));
    }
}
