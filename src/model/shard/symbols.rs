//! What a file tells the linker.

use crate::model::source;

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

/// The symbols in a file's text; `None` if it is not sure about them.
pub fn symbols(source: &str) -> Option<Symbols> {
    let tokens = source::tokens_with_literals(source);
    let mut symbols = Symbols::default();
    for (at, token) in tokens.iter().enumerate() {
        let rest = &tokens[at + 1..];
        match *token {
            "no_mangle" => symbols.exported.push(exported(&tokens[..at], rest)?),
            "extern" => symbols.imported.extend(imported(rest)?),
            _ => {}
        }
    }
    Some(symbols)
}

/// The name of the item behind `no_mangle`, which stands between these tokens.
fn exported(before: &[&str], behind: &[&str]) -> Option<String> {
    let is_attribute =
        before.ends_with(&["#", "["]) || before.ends_with(&["#", "[", "unsafe", "("]);
    let item = behind
        .iter()
        .position(|token| ["fn", "static"].contains(token))?;
    let (head, item) = behind.split_at(item);
    let is_head = head.iter().all(|token| !["{", "}", ";"].contains(token));
    let name = item[1..].iter().find(|token| **token != "mut")?;
    (is_attribute && is_head).then(|| (*name).to_owned())
}

/// The names in the block behind `extern`, if there is one.
fn imported(behind: &[&str]) -> Option<Vec<String>> {
    let is_language = |token: &&&str| token.starts_with('"') || token.starts_with('r');
    let start = usize::from(behind.first().filter(is_language).is_some());
    if behind.get(start) != Some(&"{") {
        return Some(Vec::new());
    }
    let block = &behind[start..];
    let block = &block[..block.iter().position(|token| *token == "}")?];
    let items = block
        .windows(2)
        .filter(|pair| ["fn", "static"].contains(&pair[0]));
    let name = |pair: &[&str]| (pair[1] != "mut").then(|| pair[1].to_owned());
    items.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::shard::may_share;

    #[test]
    fn symbols_are_found() {
        let found = |text: &str| symbols(text).map(|found| (found.exported, found.imported));
        let text = "#[unsafe(no_mangle)] #[inline] pub unsafe extern \"C\" fn one() {}
            #[no_mangle] static mut TWO: u8 = 2;
            unsafe extern \"C\" { pub safe fn three(x: u8) -> u8; static FOUR: u8; }
            extern { fn five(); } extern \"C\" fn not_it() {} fn main() {}";
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = (names(&["one", "TWO"]), names(&["three", "FOUR", "five"]));
        assert_eq!(found(text), Some(expected));
        assert!(may_share(text));
        assert_eq!(found("#[no_mangle] struct X {} fn f() {}"), None);
        assert_eq!(found("#[cfg_attr(a, no_mangle)] fn f() {}"), None);
        assert_eq!(found("extern \"C\" { fn f();"), None);
    }

    #[test]
    fn files_meet_over_a_symbol_that_one_of_them_makes() {
        let symbols = |text| symbols(text).unwrap();
        let makes = symbols("#[no_mangle] fn f() {}");
        let takes = symbols("extern { fn f(); }");
        assert!(makes.meets(&takes) && takes.meets(&makes) && makes.meets(&makes));
        assert!(!takes.meets(&takes) && !makes.meets(&symbols("extern { fn g(); }")));
    }
}
