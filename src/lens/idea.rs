//! What a repair comes down to: two repairs may change a program differently and be one idea.

use crate::rust::edit::{self, TextEdit};
use crate::rust::{NodeId, NodeKind, Role, Source};

/// What a repair does, if it's one of the things that can be written in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idea {
    /// It clones these places: `a.clone()`, `Rc::clone(&a)`.
    Clone(Vec<String>),
    /// It borrows these: `&a`, `a.iter()`, `ref` in a pattern that `a` is matched with.
    Borrow(Vec<String>),
    /// It gives the variable declared before this byte some value to begin with.
    FirstValue(usize),
}

/// What these edits come down to. `None` if they are none of these.
pub fn of(source: &Source, edits: &[TextEdit]) -> Option<Idea> {
    if let [only] = edits
        && let Some(value) = only.text.trim().strip_prefix('=')
        && only.bytes.is_empty()
        && is_literal(value.trim())
    {
        return Some(Idea::FirstValue(only.bytes.start));
    }
    let changed = edit::apply(source.text(), edits)?;
    let changed = Source::new(changed, source.edition());
    let clones = new_ones(source, &changed, cloned);
    if !clones.is_empty() {
        return Some(Idea::Clone(clones));
    }
    let mut borrows = new_ones(source, &changed, borrowed);
    let matched = edits.iter().filter(|edit| edit.text.trim() == "ref");
    borrows.extend(matched.filter_map(|edit| subject(source, edit.bytes.start)));
    (!borrows.is_empty()).then_some(Idea::Borrow(borrows))
}

fn is_literal(text: &str) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    is_number
        && text
            .chars()
            .all(|c| c == '.' || c == '_' || c.is_alphanumeric())
        || matches!(
            text,
            "true" | "false" | "\"\"" | "String::new()" | "Vec::new()" | "vec![]"
        )
}

/// What is found in the changed program more often than in the other.
fn new_ones(
    before: &Source,
    after: &Source,
    find: fn(&Source, usize) -> Option<String>,
) -> Vec<String> {
    let all = |source: &Source| -> Vec<String> {
        source.all().filter_map(|at| find(source, at)).collect()
    };
    let mut old = all(before);
    let mut new = all(after);
    new.retain(|one| match old.iter().position(|other| other == one) {
        Some(at) => {
            old.swap_remove(at);
            false
        }
        None => true,
    });
    new.sort();
    new.dedup();
    new
}

/// The place that a token `clone` clones.
fn cloned(source: &Source, at: usize) -> Option<String> {
    if source.word(at) != "clone" || source.word(at + 1) != "(" {
        return None;
    }
    match source.word(at.checked_sub(1)?) {
        "." => place_before(source, at - 1),
        "::" | ":" if source.word(at + 2) == "&" => place_from(source, at + 3),
        _ => None,
    }
}

/// The place that a token `&`, or the name of a method that lends, borrows.
fn borrowed(source: &Source, at: usize) -> Option<String> {
    let is_call = || source.word(at + 1) == "(" && at > 0 && source.word(at - 1) == ".";
    match source.word(at) {
        "&" if source.word(at + 1) != "mut" => place_from(source, at + 1),
        "iter" | "as_ref" | "borrow" if is_call() => place_before(source, at - 1),
        _ => None,
    }
}

/// A name with fields: `a.b`, which ends before this token.
fn place_before(source: &Source, end: usize) -> Option<String> {
    let mut begin = end;
    while begin > 0 && source.is_identifier(begin - 1) {
        begin -= 1;
        if begin == 0 || source.word(begin - 1) != "." {
            break;
        }
        begin -= 1;
    }
    (begin < end).then(|| source.words(&(begin..end)).concat())
}

/// The same, beginning at this token; without the name of a method that's called on it.
fn place_from(source: &Source, begin: usize) -> Option<String> {
    let mut end = begin;
    while source.is_identifier(end) {
        end += 1;
        let is_field =
            source.word(end) == "." && source.is_identifier(end + 1) && source.word(end + 2) != "(";
        if !is_field {
            break;
        }
        end += 1;
    }
    (begin < end).then(|| source.words(&(begin..end)).concat())
}

/// What the pattern at a byte is matched with.
fn subject(source: &Source, byte: usize) -> Option<String> {
    let tree = source.tree().ok()?;
    let start = tree.innermost_at(byte);
    let around = || std::iter::once(start).chain(tree.ancestors(start));
    let holder = |node: &NodeId| {
        matches!(
            tree.kind(*node),
            NodeKind::Let | NodeKind::LetCondition | NodeKind::Match
        )
    };
    let holder = around().find(holder)?;
    let subject = tree
        .child(holder, Role::Subject)
        .or_else(|| tree.child(holder, Role::Initializer))?;
    let bytes = tree.bytes(subject);
    place_from(source, source.token_at(bytes.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    /// What becomes of the idea of replacing `from` by `to` in a program.
    fn idea(text: &str, from: &str, to: &str) -> Option<Idea> {
        let source = Source::new(text, Edition::E2024);
        let at = text.find(from).expect("it's there");
        of(&source, &[TextEdit::replacement(at..at + from.len(), to)])
    }

    #[test]
    fn a_clone_is_a_clone_in_any_spelling() {
        let text = "fn f() { let b = a; }";
        let clone = Some(Idea::Clone(vec!["a".to_owned()]));
        for to in [
            "= a.clone()",
            "= Rc::clone(&a)",
            "= &a.clone()",
            "= Clone::clone(&a)",
        ] {
            assert_eq!(idea(text, "= a", to), clone, "{to}");
        }
        assert_ne!(idea(text, "= a", "= b.clone()"), clone);
    }

    #[test]
    fn a_loan_is_a_loan_in_any_spelling() {
        let text = "fn f() { if let Some(x) = s.a {} }";
        let loan = Some(Idea::Borrow(vec!["s.a".to_owned()]));
        assert_eq!(idea(text, "s.a", "&s.a"), loan);
        assert_eq!(idea(text, "s.a", "s.a.as_ref()"), loan);
        let at = text.find("x)").expect("it's there");
        let source = Source::new(text, Edition::E2024);
        assert_eq!(of(&source, &[TextEdit::insertion(at, "ref ")]), loan);
        assert_eq!(idea(text, "s.a", "&mut s.a"), None);
    }

    #[test]
    fn a_first_value_is_only_an_example() {
        let text = "fn f() { let x; }";
        let of = |value: &str| {
            let source = Source::new(text, Edition::E2024);
            super::of(&source, &[TextEdit::insertion(14, format!(" = {value}"))])
        };
        assert!(of("0") == of("42") && of("0").is_some());
        assert!(of("Vec::new()") == of("vec![]") && of("vec![]").is_some());
        assert_eq!(of("compute()"), None);
    }
}
