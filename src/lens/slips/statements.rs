//! Slips inside of functions: arms of a `match`, closures, operators.

use super::{Slip, braces_around, if_readable, instead, loops, primary};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// One kind of slip. The number is that of the token at which the parser stopped.
type Finder = fn(&Diagnostic, &Source, usize) -> Option<Slip>;

const FINDERS: [Finder; 14] = [
    three_signs,
    arm_arrow,
    arm_colon,
    arm_word,
    between_patterns,
    before_block,
    closure_bar,
    thin_arrow,
    closure_arrow,
    split_operator,
    walrus,
    end_of_statement,
    macro_call,
    type_parameters,
];

/// Finds the statement that an error is about.
pub(super) fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let found = source.token_at(primary(diagnostic, source)?.start);
    FINDERS
        .iter()
        .find_map(|finder| finder(diagnostic, source, found))
        .or_else(|| loops::look(diagnostic, source, found))
}

/// How many tokens behind an arrow belong to its closure, at most.
const FAR: usize = 20;

fn line(source: &Source, token: usize) -> usize {
    source.line_of(source.begin(token))
}

/// Whether nothing stands between a token and the next.
fn touches(source: &Source, token: usize) -> bool {
    source.end_before(token + 1) == source.begin(token + 1)
}

/// `a &&& b`, `a ||| b`. A third `&` right before a value may be meant.
fn three_signs(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let is_about_types = matches!(
        diagnostic.code.as_deref(),
        Some("E0308" | "E0277" | "E0614")
    );
    if diagnostic.code.is_some() && !is_about_types {
        return None;
    }
    let of_line = super::layout::tokens_of_line(source, line(source, found));
    let mut tokens = of_line.clone();
    let at = tokens.find(|at| {
        let word = source.word(*at);
        let is_sign = matches!(word, "&" | "|");
        let is_three = is_sign && source.starts_with(*at, &[word, word, word]);
        is_three && touches(source, *at) && touches(source, at + 1) && !touches(source, at + 2)
    })?;
    let sign = source.word(at).repeat(2);
    let what = if sign == "&&" { "And" } else { "Or" };
    let sentence = format!(
        "Line {} has `{sign}{}`. “{what}” is written `{sign}`.",
        line(source, at),
        source.word(at)
    );
    instead(source, at..at + 3, &sign, sentence)
}

/// `Some(n) n + 1,` in a `match`.
fn arm_arrow(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let before = found.checked_sub(1)?;
    if !message.starts_with("expected one of ")
        || !message.contains("`=>`")
        || message.contains("operator")
        || line(source, before) != line(source, found)
    {
        return None;
    }
    let word = source.word(found);
    let at = source.end_before(found);
    let edits = vec![TextEdit::insertion(at, " =>")];
    let sentence = format!("The `=>` is missing before `{word}`: it comes after a pattern.");
    if_readable(source, at..at, sentence, edits)
}

/// `Some(n): n + 1,` in a `match`, in all arms that have it.
fn arm_colon(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of ") || source.word(found) != ":" {
        return None;
    }
    let inside = braces_around(source, found)?;
    let depth = source.depth(found);
    let is_arrow = |at: &usize| {
        let is_path = source.word(at + 1) == ":" || source.word(at - 1) == ":";
        source.word(*at) == ":" && source.depth(*at) == depth && !is_path
    };
    let edits: Vec<TextEdit> = inside
        .filter(is_arrow)
        .map(|at| TextEdit::replacement(source.bytes(&(at..at + 1)), " =>"))
        .collect();
    let place = source.bytes(&(found..found + 1));
    let sentence = "In a `match`, a pattern is followed by `=>`, not by `:`.";
    if_readable(source, place, sentence, edits)
}

/// `case 1 => ...` in a `match`, in all arms that have it.
fn arm_word(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let word = found
        .checked_sub(1)
        .filter(|at| source.word(*at) == "case")?;
    let message = diagnostic.message.as_str();
    if !message.starts_with("expected one of ") || !message.contains("`=>`") {
        return None;
    }
    let depth = source.depth(word);
    let inside = braces_around(source, word)?;
    let words = inside.filter(|at| {
        let begins_arm = matches!(source.word(at - 1), "{" | "," | "}");
        source.word(*at) == "case" && source.depth(*at) == depth && begins_arm
    });
    let edits = words.map(|at| TextEdit::deletion(source.begin(at)..source.begin(at + 1)));
    let sentence = "Rust has no `case`: an arm of a `match` begins with its pattern.";
    let place = source.bytes(&(word..found));
    if_readable(source, place, sentence, edits.collect())
}

/// `1 or 2 => ...` in a `match`.
fn between_patterns(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let is_pattern = message.starts_with("expected one of ") && message.contains("`=>`");
    let sentence = "Between two patterns of one arm there is a `|`, not `or`.";
    (is_pattern && source.word(found) == "or")
        .then(|| instead(source, found..found + 1, "|", sentence))
        .flatten()
}

/// `for n in 0..3 do {`, `if a then {`, `while a: {`.
fn before_block(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let mut labels = diagnostic.spans.iter();
    let as_struct = labels.find(|span| span.label.as_deref() == Some("while parsing this struct"));
    let at = match as_struct {
        Some(span) => source.token_at(span.bytes_in(source)?.start),
        None if diagnostic.message.starts_with("expected `{`, found") => found,
        None => return None,
    };
    let word = source.word(at);
    if !matches!(word, "do" | "then" | ":") || source.word(at + 1) != "{" {
        return None;
    }
    let place = source.bytes(&(at..at + 1));
    let cut = source.end_before(at)..place.end;
    let sentence = format!("There is no `{word}` before a block in Rust: its `{{` is enough.");
    if_readable(source, place, sentence, vec![TextEdit::deletion(cut)])
}

/// `|n n + 1` and `n| n + 1`.
fn closure_bar(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    if diagnostic
        .message
        .starts_with("expected one of `,`, `:`, `@`, or `|`, found")
    {
        let word = source.word(found.checked_sub(1)?);
        let at = source.end_before(found);
        let sentence = format!(
            "The second `|` is missing after `{word}`: a closure's parameters stand between two of them."
        );
        return if_readable(source, at..at, sentence, vec![TextEdit::insertion(at, "|")]);
    }
    let is_unknown = diagnostic.message.starts_with("cannot find value `");
    let begins = matches!(source.word(found.checked_sub(1)?), "(" | "," | "=");
    // Of `name|`, the `|` would be an operator, which has blanks on both sides or on none.
    let is_bar =
        source.word(found + 1) == "|" && touches(source, found) && !touches(source, found + 1);
    if !is_unknown || !begins || !is_bar {
        return None;
    }
    let at = source.begin(found);
    let sentence = format!(
        "The first `|` is missing before `{}`: a closure's parameters stand between two of them.",
        source.word(found)
    );
    if_readable(source, at..at, sentence, vec![TextEdit::insertion(at, "|")])
}

/// `n -> n + 1` in the place of `|n| n + 1`, and `s->len()`.
fn thin_arrow(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = "`->` is not valid syntax for field accesses and method calls";
    let name = found.checked_sub(1)?;
    if diagnostic.message != message {
        return None;
    }
    let word = source.word(name);
    let begins = matches!(source.word(name.checked_sub(1)?), "(" | "," | "=");
    let stands_apart = !touches(source, name) && source.is_identifier(name);
    if begins && stands_apart && (found..found + FAR).any(|at| source.word(at) == word) {
        let text = format!("|{word}|");
        let sentence =
            format!("A closure's parameters stand between two `|`, without an arrow: `{text}`.");
        return instead(source, name..found + 2, &text, sentence);
    }
    let sentence = "Fields and methods come after a `.` in Rust, not after `->`.";
    instead(source, found..found + 2, ".", sentence)
}

/// `n => n + 1` in the place of `|n| n + 1`, and `|n| -> n + 1`.
fn closure_arrow(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let last = found.checked_sub(1)?;
    if !message.starts_with("expected one of ") || !source.starts_with(found, &["=", ">"]) {
        return None;
    }
    let parameters = match source.word(last) {
        ")" => source.partner(last)? + 1..last,
        _ if source.is_identifier(last) => last..found,
        _ => return None,
    };
    let whole = source.partner(last).unwrap_or(last)..found + 2;
    let names = source.text_of(&parameters);
    let text = format!("|{names}|");
    let sentence =
        format!("A closure's parameters stand between two `|`, without an arrow: `{text}`.");
    if !matches!(source.word(whole.start.checked_sub(1)?), "(" | "," | "=") {
        return None;
    }
    instead(source, whole, &text, sentence)
}

/// `n =+ 1` and `n + = 1`.
fn split_operator(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let before = found.checked_sub(1)?;
    let is_turned = [
        "leading `+` is not supported",
        "expected expression, found `+`",
    ]
    .contains(&diagnostic.message.as_str())
        && source.word(before) == "="
        && touches(source, before);
    if is_turned {
        let sentence = "What adds to a variable is written `+=`, in this order.";
        return instead(source, before..found + 1, "+=", sentence);
    }
    let sign = source.word(before);
    if diagnostic.message != "expected expression, found `=`"
        || !matches!(sign, "+" | "-" | "*" | "/" | "%")
    {
        return None;
    }
    let text = format!("{sign}=");
    let sentence = format!("There is a blank inside this `{text}`.");
    instead(source, before..found + 1, &text, sentence)
}

/// `n := 5`.
fn walrus(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let name = found
        .checked_sub(1)
        .filter(|at| source.is_identifier(*at))?;
    let is_first = matches!(source.word(name.checked_sub(1)?), ";" | "{" | "}");
    let is_walrus = source.starts_with(found, &[":", "="]);
    if !diagnostic.message.starts_with("expected one of ") || !is_walrus || !is_first {
        return None;
    }
    let word = source.word(name);
    let sentence = format!(
        "Rust has no `:=`. A new variable begins with `let {word} =`, and one that's there gets a value with `{word} =`."
    );
    let bytes = source.bytes(&(found..found + 2));
    let is_known = (0..name).any(|at| source.word(at) == word);
    if is_known {
        let edits = vec![TextEdit::replacement(bytes.clone(), "=")];
        return if_readable(source, bytes, sentence, edits);
    }
    let declared = |begin: &str| {
        let declared = source.bytes(&(name..found + 2));
        vec![TextEdit::replacement(declared, format!("{begin} {word} ="))]
    };
    let found = if_readable(source, bytes, sentence, declared("let"))?;
    Some(found.repair(declared("let mut")))
}

/// `let n = 5,` and a `;` in the middle of a chain of calls.
fn end_of_statement(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let before = found.checked_sub(1)?;
    if message == "expected expression, found `.`" && source.word(before) == ";" {
        let (end, next) = (line(source, before), line(source, found));
        let sentence = format!(
            "The `;` on line {end} ends the statement, but line {next} goes on with a `.`."
        );
        return instead(source, before..found, "", sentence);
    }
    let ends_line = line(source, found + 1) > line(source, found);
    if !message.contains("`;`") || source.word(found) != "," || !ends_line {
        return None;
    }
    instead(
        source,
        found..found + 1,
        ";",
        "A statement ends with `;`, not with `,`.",
    )
}

/// `println! "a";` and `vec[1, 2]`.
fn macro_call(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let before = found.checked_sub(1)?;
    if message.starts_with("expected one of `(`, `[`, or `{`, found") && source.word(before) == "!"
    {
        let mut tokens = found..source.tokens().len();
        let end = tokens.find(|at| source.word(*at) == ";")?;
        let edits = vec![
            TextEdit::replacement(source.end_before(found)..source.begin(found), "("),
            TextEdit::insertion(source.end_before(end), ")"),
        ];
        let sentence =
            "The parentheses are missing: a macro's arguments stand between `(` and `)`.";
        return if_readable(source, source.bytes(&(found..end)), sentence, edits);
    }
    let mut opens = (0..found).rev().take(40);
    let open = opens.find(|at| source.word(*at) == "[")?;
    let name = open.checked_sub(1).filter(|at| source.word(*at) == "vec")?;
    let is_empty = source.word(found) == "]" && found == open + 1;
    if source.word(found) != "," && source.word(found) != ";" && !is_empty {
        return None;
    }
    let at = source.end_before(open);
    let sentence = "The `!` is missing: `vec!` is a macro.";
    let edits = vec![TextEdit::insertion(at, "!")];
    if_readable(source, source.bytes(&(name..open)), sentence, edits)
}

/// `Vec[u32]`, `fn f<'a(` and `fn f'a>(`.
fn type_parameters(diagnostic: &Diagnostic, source: &Source, found: usize) -> Option<Slip> {
    let message = diagnostic.message.as_str();
    let before = found.checked_sub(1)?;
    if message.starts_with("expected one of `,`, `:`, or `>`, found") {
        let at = source.end_before(found);
        let sentence = format!(
            "The `>` is missing after `{}`: it closes the `<`.",
            source.word(before)
        );
        return if_readable(source, at..at, sentence, vec![TextEdit::insertion(at, ">")]);
    }
    if message.starts_with("prefix `") && message.ends_with("` is unknown") {
        let at = source.end_before(found + 1);
        let sentence = format!(
            "The `<` is missing after `{}`: type parameters and lifetimes stand between `<` and `>`.",
            source.word(found)
        );
        let is_function = source.word(before) == "fn";
        let edits = vec![TextEdit::insertion(at, "<")];
        return is_function
            .then(|| if_readable(source, at..at, sentence, edits))
            .flatten();
    }
    let name = source.word(before);
    let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
    if source.word(found) != "[" || !is_type || !message.starts_with("expected") {
        return None;
    }
    let close = source.partner(found)?;
    let edits = vec![
        TextEdit::replacement(source.bytes(&(found..found + 1)), "<"),
        TextEdit::replacement(source.bytes(&(close..close + 1)), ">"),
    ];
    let sentence =
        format!("The types of a `{name}` stand between `<` and `>`, not between `[` and `]`.");
    if_readable(source, source.bytes(&(found..close + 1)), sentence, edits)
}
