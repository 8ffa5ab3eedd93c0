//! Slips in what introduces a name: `let`, parameters, fields, functions, types.

use super::layout::behind_last_token;
use super::{Slip, if_readable, instead, primary};
use crate::model::ask::type_text;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{Source, TokenKind};

/// Types of other languages, and what stands for one there.
const OTHER_TYPES: [&str; 9] = [
    "int", "integer", "long", "float", "double", "boolean", "string", "auto", "var",
];

/// One kind of slip. The number is that of the token at which the parser stopped.
type Finder = fn(&Diagnostic, &Source, usize) -> Option<Slip>;

const FINDERS: [Finder; 10] = [
    binding,
    binding_value,
    first_word,
    parameter,
    field,
    field_value,
    return_type,
    item_word,
    unit_struct,
    path,
];

/// Finds the declaration that an error is about.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    FINDERS
        .iter()
        .find_map(|finder| finder(diagnostic, source, found))
}

/// Something that's missing behind the token before this one.
fn missing(source: &Source, found: usize, text: &str, sentence: String) -> Option<Slip> {
    let at = source.end_before(found);
    let edits = vec![TextEdit::insertion(at, text)];
    if_readable(source, at..at, sentence, edits)
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether a token begins a type as its writing tells: `u32`, `Vec`, `&`.
fn begins_type(source: &Source, token: usize) -> bool {
    let word = source.word(token);
    type_text::is_small(word) || starts_upper(word) || matches!(word, "&" | "(" | "[")
}

/// Whether two neighbours are a type and a name, in the order of other languages.
fn is_type_before_name(source: &Source, kind: usize) -> bool {
    let (kind_word, name) = (source.word(kind), source.word(kind + 1));
    let is_type = type_text::is_small(kind_word) || starts_upper(kind_word);
    let is_name = source.is_identifier(kind + 1) && !begins_type(source, kind + 1);
    is_type && is_name && name != "mut"
}

/// `let n i32 = 5`, `let i32 n = 5`, `let n mut = 5`, `let n <- 5`.
fn binding(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of `:`, `;`, `=`, `@`, or `|`, found") {
        return None;
    }
    let name = found.checked_sub(1)?;
    let word = source.word(name);
    let first = name.checked_sub(1)?;
    if source.word(found) == "mut" && source.word(first) == "let" {
        let text = format!("mut {word}");
        let sentence = format!("The `mut` comes before the name: `let mut {word}`.");
        return instead(source, name..found + 1, &text, sentence);
    }
    if is_type_before_name(source, name) {
        let text = format!("{}: {word}", source.word(found));
        let sentence = format!("In Rust, a variable's name comes before its type: `{text}`.");
        return instead(source, name..found + 1, &text, sentence);
    }
    if source.starts_with(found, &["<", "-"]) {
        let sentence = "A variable gets its value with `=`, not with `<-`.";
        return instead(source, found..found + 2, "=", sentence);
    }
    if OTHER_TYPES.contains(&word)
        && source.word(first) == "let"
        && source.is_identifier(found)
        && !begins_type(source, found)
    {
        let sentence = format!(
            "After `let` comes the variable's name. Its type comes after the name and a `:`, if it's \
             written at all, and `{word}` is no type of Rust's."
        );
        let cut = source.begin(name)..source.begin(found);
        let edits = vec![TextEdit::deletion(cut)];
        return if_readable(source, source.bytes(&(name..found)), sentence, edits);
    }
    let sentence = format!("The `:` is missing after `{word}`: a variable's type comes after it.");
    let is_typed = source.is_identifier(name) && begins_type(source, found);
    let is_value =
        source.is_identifier(found) || matches!(source.kind(found), Some(TokenKind::Literal(_)));
    if is_typed && let Some(slip) = missing(source, found, ":", sentence) {
        return Some(slip);
    }
    let next = source.word(found);
    let sentence =
        format!("The `=` is missing before `{next}`: a variable's value comes after it.");
    (source.is_identifier(name) && is_value && source.word(found + 1) != "=")
        .then(|| missing(source, found, " =", sentence))
        .flatten()
}

/// `let n: i32 5`.
fn binding_value(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let mut labels = diagnostic.spans.iter();
    labels.find(|span| {
        let label = span.label.as_deref().unwrap_or("");
        label.starts_with("while parsing the type for")
    })?;
    let word = source.word(found);
    let sentence =
        format!("The `=` is missing before `{word}`: a variable's value comes after it.");
    missing(source, found, " =", sentence)
}

/// `int n = 5`, `switch n {`, `new Shop()`.
fn first_word(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of `!`, `.`, `::`, `;`") {
        return None;
    }
    let at = found.checked_sub(1)?;
    let word = source.word(at);
    let next = source.word(found);
    match word {
        "switch" | "case" => {
            let sentence = format!("Rust has no `{word}`. Cases are told apart with `match`.");
            return instead(source, at..found, "match", sentence);
        }
        "foreach" => {
            let sentence = "Rust has no `foreach`. A loop over elements begins with `for`.";
            return instead(source, at..found, "for", sentence);
        }
        "new" => {
            let sentence = format!(
                "Rust has no `new` before a type. A value is made with a literal or by calling a function of the type, such as `{next}::new`, if it has one."
            );
            let text = format!("{next}::new");
            return instead(source, at..found + 1, &text, sentence);
        }
        _ => {}
    }
    if word == "self" && source.is_identifier(found) {
        let sentence = format!("The `.` is missing between `self` and `{next}`.");
        let place = source.end_before(found)..source.begin(found);
        let edits = vec![TextEdit::replacement(place.clone(), ".")];
        return if_readable(source, place, sentence, edits);
    }
    let is_declaration = source.is_identifier(at)
        && source.is_identifier(found)
        && source.word(found + 1) == "="
        && source.word(found + 2) != "=";
    if !is_declaration || type_text::is_small(word) {
        return None;
    }
    if word == "letmut" {
        let sentence = "A blank is missing: it's `let mut`, two words.";
        return instead(source, at..found, "let mut", sentence);
    }
    let sentence = format!("In Rust, a new variable begins with `let`: `let {next}`.");
    instead(source, at..found, "let", sentence)
}

/// `fn f(n u32)`, `fn f(u32 n)`, `fn f(mut &self)`.
fn parameter(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if message == "`mut` must be followed by a named binding"
        && source.starts_with(found, &["mut", "&", "self"])
    {
        let sentence = "It's `&mut self`, in this order.";
        return instead(source, found..found + 3, "&mut self", sentence);
    }
    if !message.starts_with("expected one of `:`, `@`, or `|`, found") {
        return None;
    }
    let before = found.checked_sub(1)?;
    let word = source.word(before);
    if source.word(before.checked_sub(2)?) == "&" || source.word(before - 1) == "&" {
        return lifetime_quote(source, before);
    }
    if is_type_before_name(source, before) {
        let text = format!("{}: {word}", source.word(found));
        let sentence = format!("In Rust, a parameter's name comes before its type: `{text}`.");
        return instead(source, before..found + 1, &text, sentence);
    }
    if !source.is_identifier(before) || !begins_type(source, found) {
        return None;
    }
    let sentence = format!("The `:` is missing after `{word}`: a parameter's type comes after it.");
    missing(source, found, ":", sentence)
}

/// `&a str` where `&'a str` is meant.
fn lifetime_quote(source: &Source, near: usize) -> Option<Slip> {
    let name = (near.checked_sub(1)?..=near).find(|at| source.word(at - 1) == "&")?;
    let word = source.word(name);
    let quoted = format!("'{word}");
    let is_known = source.all().any(|at| source.word(at) == quoted);
    let at = source.begin(name);
    let edits = vec![TextEdit::insertion(at, "'")];
    let sentence =
        format!("The `'` is missing before `{word}`: the lifetime is written `'{word}`.");
    if !is_known {
        return None;
    }
    if_readable(source, at..at + word.len(), sentence, edits)
}

/// `struct Point { x i32 }`, `struct Point { i32 x }`, `struct Point { mut x: i32 }`.
fn field(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    if diagnostic.message == "expected identifier, found keyword `mut`" {
        let sentence =
            "There is no `mut` before a field. Whether fields may change is up to the variable.";
        let bytes = source.begin(found)..source.begin(found + 1);
        let place = source.bytes(&(found..found + 1));
        return if_readable(source, place, sentence, vec![TextEdit::deletion(bytes)]);
    }
    if !diagnostic.message.starts_with("expected `:`, found `") {
        return None;
    }
    let name = found.checked_sub(1)?;
    let word = source.word(name);
    if is_type_before_name(source, name) {
        let text = format!("{}: {word}", source.word(found));
        let sentence = format!("In Rust, a field's name comes before its type: `{text}`.");
        return instead(source, name..found + 1, &text, sentence);
    }
    let sentence = format!("The `:` is missing after `{word}`: a field's type comes after it.");
    let is_typed = source.is_identifier(name) && begins_type(source, found);
    is_typed
        .then(|| missing(source, found, ":", sentence))
        .flatten()
}

/// `Point { x 1 }`.
fn field_value(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    if !diagnostic
        .message
        .starts_with("expected one of `,`, `:`, or `}`, found `")
    {
        return None;
    }
    let name = found.checked_sub(1)?;
    let word = source.word(name);
    let is_on_line = source.line_of(source.begin(name)) == source.line_of(source.begin(found));
    let sentence = format!("The `:` is missing after `{word}`: a field's value comes after it.");
    is_on_line
        .then(|| missing(source, found, ":", sentence))
        .flatten()
}

/// `fn f() - > u32`, `fn f() > u32`, and `fn f() -> u32; {`.
fn return_type(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    if diagnostic.message == "expected item, found `{`" {
        let semicolon = found.checked_sub(1).filter(|at| source.word(*at) == ";")?;
        let sentence = "This `;` ends the function before its body begins.";
        return instead(source, semicolon..found, "", sentence);
    }
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of `->`, `where`, or `{`, found `") {
        return None;
    }
    if source.starts_with(found, &["-", ">"]) {
        let sentence = "There is a blank inside this `->`.";
        return instead(source, found..found + 2, "->", sentence);
    }
    let sentence = "The type that a function returns comes after `->`, not after `>`.";
    let is_half = source.word(found) == ">";
    is_half
        .then(|| instead(source, found..found + 1, "->", sentence))
        .flatten()
}

/// `class Shop {`, `void f() {`, `u32 f() {`.
fn item_word(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    if !diagnostic
        .message
        .starts_with("expected one of `!` or `::`, found")
    {
        return None;
    }
    let at = found.checked_sub(1)?;
    let word = source.word(at);
    if source.word(found + 1) == "(" && source.is_identifier(found) {
        let close = source.partner(found + 1)?;
        let mut edits = vec![TextEdit::replacement(source.bytes(&(at..found)), "fn")];
        let sentence = if word == "void" {
            "In Rust, a function begins with `fn`. One that returns nothing doesn't name a type."
        } else if type_text::is_small(word) || starts_upper(word) {
            let arrow = format!(" -> {word}");
            edits.push(TextEdit::insertion(source.end_before(close + 1), arrow));
            "In Rust, a function begins with `fn`, and the type that it returns comes after `->`."
        } else {
            return None;
        };
        return if_readable(source, source.bytes(&(at..found)), sentence, edits);
    }
    let (keyword, what) = match word {
        "class" | "record" => ("struct", "A type with fields"),
        "interface" | "protocol" => ("trait", "What several types have in common"),
        "namespace" | "module" | "package" => ("mod", "A module"),
        _ => return None,
    };
    let sentence = format!("Rust has no `{word}`. {what} begins with `{keyword}`.");
    instead(source, at..found, keyword, sentence)
}

/// `struct Dog` without its `;`, `struct Shop = {` and `enum Kind = {`.
fn unit_struct(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let is_enum = message == "expected one of `<`, `where`, or `{`, found `=`"
        && source.word(found.checked_sub(2)?) == "enum";
    let is_struct =
        message.starts_with("expected `where`, `{`, `(`, or `;` after struct name, found");
    if !is_enum && !is_struct {
        return None;
    }
    if source.word(found) == "=" {
        let sentence = if is_enum {
            "There's no `=` between an enum's name and its variants."
        } else {
            "There is no `=` between a struct's name and its fields."
        };
        let place = source.bytes(&(found..found + 1));
        let cut = source.end_before(found)..place.end;
        return if_readable(source, place, sentence, vec![TextEdit::deletion(cut)]);
    }
    let end = source.end_before(found);
    let is_later = source.line_of(source.begin(found)) > source.line_of(end);
    let sentence = format!(
        "The `;` is missing {}: a struct that has no fields ends with one.",
        behind_last_token(source, end)
    );
    is_later
        .then(|| missing(source, found, ";", sentence))
        .flatten()
}

/// `use std.fmt;`.
fn path(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of `::`, `;`, or `as`, found `.`") {
        return None;
    }
    let mut tokens = found..source.tokens().len();
    let end = tokens.find(|at| source.word(*at) == ";")?;
    let dots = (found..end).filter(|at| source.word(*at) == ".");
    let edits = dots.map(|at| TextEdit::replacement(source.bytes(&(at..at + 1)), "::"));
    let sentence = "The parts of a path are joined by `::`, not by `.`.";
    let place = source.bytes(&(found..found + 1));
    if_readable(source, place, sentence, edits.collect())
}
