//! Words that are missing, in the wrong order, or from another language; and literals.

use super::operators::quoted;
use super::{Slip, instead, literals, primary, readable, slip, suggested};
use crate::model::ask::type_text;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{Source, TokenKind};

/// The name of the macro that most programs print with.
const PRINT_LINE: &str = "println";

/// One kind of slip.
type Finder = fn(&Diagnostic, &Source) -> Option<Slip>;

const FINDERS: [Finder; 15] = [
    value_of_another_language,
    type_of_another_language,
    declaration,
    binding_with_type,
    type_before_name,
    macro_name,
    function_word,
    return_arrow,
    no_parameters,
    parameter_type,
    constant_type,
    else_if,
    loop_head,
    quoted_text,
    format_brace,
];

/// Finds the word that an error is about.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    FINDERS.iter().find_map(|finder| finder(diagnostic, source))
}

/// `mut x = 0`, `mut let x = 0`, `var x = 0`.
fn declaration(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message != "invalid variable declaration" {
        return None;
    }
    let bytes = primary(diagnostic, source)?;
    if let Some(edits) = suggested(diagnostic, source, "missing keyword") {
        let sentence =
            "The `let` is missing: a new variable that may change begins with `let mut`.";
        return Some(slip(bytes, sentence, edits));
    }
    if let Some(edits) = suggested(diagnostic, source, "switch the order of `mut` and `let`") {
        return Some(slip(bytes, "It's `let mut`, in this order.", edits));
    }
    let edits = suggested(diagnostic, source, "write `let` instead of")?;
    let word = source.text().get(bytes.clone())?.to_owned();
    let sentence = format!("Rust has no `{word}`: a new variable begins with `let`.");
    let end = source.token_at(bytes.end);
    let changeable = vec![TextEdit::replacement(bytes.clone(), "let mut")];
    let found = slip(bytes, sentence, edits);
    Some(if source.word(end) == "mut" {
        found
    } else {
        found.repair(changeable)
    })
}

/// `x: u32 = 0` without a `let`.
fn binding_with_type(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message != "expected identifier, found `:`" {
        return None;
    }
    let edits = suggested(
        diagnostic,
        source,
        "you might have meant to introduce a new binding",
    )?;
    let at = edits.first()?.bytes.start;
    let sentence = "The `let` is missing: a new variable begins with it.";
    Some(slip(at..at, sentence, edits))
}

/// `i32 n = 5`.
fn type_before_name(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let name = source.token_at(primary(diagnostic, source)?.start);
    let kind = name.checked_sub(1)?;
    let is_type = type_text::is_small(source.word(kind));
    let is_declared = source.word(kind.checked_sub(1)?) == "let";
    if is_declared || !is_type || !source.is_identifier(name) || source.word(name + 1) != "=" {
        return None;
    }
    let bytes = source.bytes(&(kind..name + 1));
    let (word, name) = (source.word(kind), source.word(name));
    let declared = format!("let {name}: {word}");
    let sentence = format!("In Rust, a variable's name comes before its type: `{declared}`.");
    let edits = vec![TextEdit::replacement(bytes.clone(), declared)];
    Some(slip(bytes, sentence, edits))
}

/// `prinln!("a")`.
fn macro_name(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let name = quoted(&diagnostic.message, "cannot find macro `")?;
    let edits = suggested(diagnostic, source, "a macro with a similar name exists")?;
    let nearest = edits.first()?.text.clone();
    let bytes = primary(diagnostic, source)?;
    let is_near_println = name.starts_with("print") && name.ends_with(['n', 'e']);
    if nearest == "print" && is_near_println {
        let sentence = format!(
            "There is no macro `{name}!` in scope. `{PRINT_LINE}!` prints a line, and `print!` prints without ending the line."
        );
        let line = vec![TextEdit::replacement(bytes.clone(), PRINT_LINE)];
        return Some(slip(bytes, sentence, line).repair(edits));
    }
    let sentence =
        format!("There is no macro `{name}!` in scope. The nearest name is `{nearest}!`.");
    Some(slip(bytes, sentence, edits))
}

/// `def f()`, `func f()`.
fn function_word(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let edits = suggested(diagnostic, source, "write `fn` instead of `")?;
    let bytes = edits.first()?.bytes.clone();
    let word = source.text().get(bytes.clone())?;
    let sentence = format!("Rust has no `{word}`: a function begins with `fn`.");
    Some(slip(bytes, sentence, edits.clone()))
}

/// `fn f(x: i32): i32`, `fn f(x: i32) => i32` and `fn f(x: i32) i32`.
fn return_arrow(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if message == "return types are denoted using `->`" {
        let edits = suggested(diagnostic, source, "use `->` instead")?;
        let bytes = primary(diagnostic, source)?;
        let written = source.text().get(bytes.clone())?;
        let sentence =
            format!("The type that a function returns comes after `->`, not after `{written}`.");
        return Some(slip(bytes, sentence, edits));
    }
    if !message.starts_with("expected one of `->`, `where`, or `{`, found `") {
        return None;
    }
    let bytes = primary(diagnostic, source)?;
    let found = source.token_at(bytes.start);
    let edits = vec![TextEdit::insertion(bytes.start, "-> ")];
    if source.word(found.checked_sub(1)?) != ")" || readable(source, &edits).is_none() {
        return None;
    }
    let sentence = "The `->` is missing before the type that the function returns.";
    Some(slip(bytes.start..bytes.start, sentence, edits))
}

/// `fn main {`.
fn no_parameters(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let edits = suggested(diagnostic, source, "add a parameter list")?;
    let at = edits.first()?.bytes.start;
    if !matches!(source.word(source.token_at(at)), "{" | "-" | "where") {
        return None;
    }
    let sentence = "The `()` is missing after the function's name. It's there even if there are no parameters.";
    Some(slip(at..at, sentence, edits))
}

/// `fn f(x)`. Which type the parameter should have, nobody knows.
fn parameter_type(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let help = "if this is a parameter name, give it a type";
    diagnostic
        .children
        .iter()
        .find(|child| child.message == help)?;
    let end = source.token_at(primary(diagnostic, source)?.start);
    let name = end.checked_sub(1).filter(|at| source.is_identifier(*at))?;
    if !matches!(source.word(name.checked_sub(1)?), "(" | "," | "mut") {
        return None;
    }
    let sentence = format!(
        "The parameter `{}` has no type. It goes after a `:`.",
        source.word(name)
    );
    Some(Slip::new(source.bytes(&(name..end)), sentence))
}

/// `const LIMIT = 10;` and `const mut n = 1;`.
fn constant_type(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.message == "const globals cannot be mutable" {
        let word = source.token_at(primary(diagnostic, source)?.start);
        let first = word.checked_sub(1)?;
        let sentence = "A `const` never changes. A variable that may change begins with `let mut`.";
        return instead(source, first..word + 1, "let mut", sentence);
    }
    let kind = quoted(&diagnostic.message, "missing type for `")?;
    let edits = suggested(diagnostic, source, "provide a type for the")?;
    let at = edits.first()?.bytes.start;
    if source.word(source.token_at(at).checked_sub(2)?) == "mut" {
        return None;
    }
    let sentence = format!("The type is missing: a `{kind}` always says which type it has.");
    Some(slip(at..at, sentence, edits))
}

/// `elif`, `elsif`, `elseif`.
fn else_if(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    let at = found.checked_sub(1)?;
    let word = source.word(at);
    if !matches!(word, "elif" | "elsif" | "elseif") || source.word(at.checked_sub(1)?) != "}" {
        return None;
    }
    let bytes = source.bytes(&(at..found));
    let edits = vec![TextEdit::replacement(bytes.clone(), "else if")];
    let sentence = format!("`{word}` is written `else if` in Rust.");
    Some(slip(bytes, sentence, edits))
}

/// `for (i in 0..3)`.
fn loop_head(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let edits = suggested(diagnostic, source, "remove parentheses in `for` loop")?;
    let sentence = "The head of a `for` loop has no parentheses around it in Rust.";
    Some(slip(primary(diagnostic, source)?, sentence, edits))
}

/// `'text'`, and `'a` without its second quote.
fn quoted_text(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let bytes = primary(diagnostic, source)?;
    if let Some(slip) = literals::empty(diagnostic, source) {
        return Some(slip);
    }
    if diagnostic.message == "character literal may only contain one codepoint" {
        if let Some(slip) = literals::backslash(diagnostic, source) {
            return Some(slip);
        }
        let help = "if you meant to write a string literal, use double quotes";
        let edits = suggested(diagnostic, source, help)?;
        let sentence =
            "Single quotes hold exactly one character. A string goes between double quotes.";
        return Some(slip(bytes, sentence, edits));
    }
    let edits = suggested(diagnostic, source, "add `'` to close the char literal")?;
    let at = edits.first()?.bytes.start;
    let lifetime = source.token_at(at).checked_sub(1)?;
    if source.kind(lifetime) != Some(TokenKind::Lifetime) {
        return None;
    }
    let word = source.word(lifetime);
    let sentence =
        format!("The second `'` is missing after `{word}`: a character goes between two of them.");
    Some(slip(at..at, sentence, edits))
}

/// `println!("{n")` and `println!("n}")`.
fn format_brace(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let at = primary(diagnostic, source)?.start;
    if diagnostic.message == "invalid format string: unmatched `}` found" {
        let before = source.text().get(..at)?;
        let name = before.trim_end_matches(|c: char| c == '_' || c.is_alphanumeric());
        let opened = vec![TextEdit::insertion(name.len(), "{")];
        let printed = vec![TextEdit::insertion(at, "}")];
        let sentence = "The `}` in the string has no `{`. (A brace that is to be printed is written twice: `}}`.)";
        return Some(slip(at..at + 1, sentence, opened).repair(printed));
    }
    if diagnostic.message != "invalid format string: expected `}` but string was terminated" {
        return None;
    }
    let mut labels = diagnostic.spans.iter();
    let open =
        labels.find(|span| span.label.as_deref() == Some("because of this opening brace"))?;
    let open = source.byte_at(open.line_start, open.column_start)?;
    let sentence =
        "The `{` in the string has no `}`. (A brace that is to be printed is written twice: `{{`.)";
    let closed = vec![TextEdit::insertion(at, "}")];
    let printed = vec![TextEdit::insertion(open, "{")];
    Some(slip(open..open + 1, sentence, closed).repair(printed))
}

/// `null`, `True`.
fn value_of_another_language(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let word = quoted(&diagnostic.message, "cannot find value `")?;
    let at = source.token_at(primary(diagnostic, source)?.start);
    match word {
        "null" | "nil" | "nullptr" | "NULL" | "undefined" => {
            let sentence = format!(
                "Rust has no `{word}`. A value that may be missing is an `Option`, and `None` says that it is."
            );
            instead(source, at..at + 1, "None", sentence)
        }
        "True" | "TRUE" => {
            let sentence = format!("`{word}` is written `true` in Rust.");
            instead(source, at..at + 1, "true", sentence)
        }
        "False" | "FALSE" => {
            let sentence = format!("`{word}` is written `false` in Rust.");
            instead(source, at..at + 1, "false", sentence)
        }
        _ => None,
    }
}

/// `int`, `boolean`, `-> void`.
fn type_of_another_language(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let word = quoted(&diagnostic.message, "cannot find type `")?;
    let at = source.token_at(primary(diagnostic, source)?.start);
    if word == "void" && source.starts_with(at.checked_sub(2)?, &["-", ">"]) {
        let bytes = source.end_before(at - 2)..source.end_before(at + 1);
        let sentence =
            "Rust has no `void`. A function that returns nothing has no `->` and no type after it.";
        let place = source.bytes(&(at - 2..at + 1));
        return Some(slip(place, sentence, vec![TextEdit::deletion(bytes)]));
    }
    let (ours, what) = match word {
        "int" | "integer" => (
            "i32",
            "An integer is an `i32`, unless you choose another type",
        ),
        "long" => ("i64", "An integer of 64 bits is an `i64`"),
        "float" => (
            "f32",
            "A floating-point number of 32 bits is an `f32`, one of 64 bits an `f64`",
        ),
        "double" => ("f64", "A floating-point number of 64 bits is an `f64`"),
        "boolean" | "Boolean" => ("bool", "`true` and `false` are of type `bool`"),
        _ => return None,
    };
    let sentence = format!("Rust has no type `{word}`. {what}.");
    let slip = instead(source, at..at + 1, ours, sentence)?;
    let double = vec![TextEdit::replacement(source.bytes(&(at..at + 1)), "f64")];
    Some(if word == "float" {
        slip.repair(double)
    } else {
        slip
    })
}
