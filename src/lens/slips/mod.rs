//! Slips that stop the parser, or that it reports where it gave up: a lost bracket, quote, `;` or
//! `,`, `=` for `==`, a word of another language. The place is where the slip is.
//!
//! What is said follows from the tokens, the indentation and rustc's own suggestions. Repairs are
//! candidates: whoever shows one has compiled it before. Where the slip can't be found, nothing is
//! said, and rustc's text leads.

mod attributes;
mod blocks;
mod brackets;
mod characters;
mod declarations;
mod generics;
mod helps;
mod layout;
mod literals;
mod loops;
mod methods;
mod operators;
mod quotes;
mod separators;
mod statements;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use crate::lens::case;
use crate::lens::place::Area;
use crate::lens::repair::Repair;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::Source;
use crate::rust::edit::{self, TextEdit};

/// The longest text that is searched for a slip, in bytes: candidates are parsed one by one.
const LONGEST: usize = 128 * 1024;

/// What all slips have in common, in a sentence.
pub const SUMMARY: &str = "A slip of the pen. rustc may notice it only later in the file.";

/// A slip of the pen: where it is, and what would put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The bytes to mark: what is wrong, or empty where something is missing.
    pub bytes: Range<usize>,
    /// Another line that the sentence speaks of.
    pub other_line: Option<usize>,
    /// What is wrong, as one or two plain sentences.
    pub sentence: String,
    /// Candidates for a repair, the most likely one first. All edits of one belong together.
    pub repairs: Vec<Vec<TextEdit>>,
}

impl Slip {
    fn new(bytes: Range<usize>, sentence: impl Into<String>) -> Self {
        Self {
            bytes,
            other_line: None,
            sentence: sentence.into(),
            repairs: Vec::new(),
        }
    }

    fn repair(mut self, edits: Vec<TextEdit>) -> Self {
        self.repairs.push(edits);
        self
    }

    /// The place in lines and columns. Where something is missing, it's one column wide.
    pub fn area(&self, source: &Source) -> Area {
        let start = case::place(source, self.bytes.start);
        let mut end = case::place(source, self.bytes.end);
        if end == start {
            end.column += 1;
        }
        Area { start, end }
    }

    /// The same with only these of its repairs, and marked where they change the text. `None` if
    /// that's where it's marked anyway, or if there are none.
    pub fn where_put_right(&self, repairs: Vec<Vec<TextEdit>>) -> Option<Self> {
        let starts_before = |edit: &TextEdit| edit.bytes.start <= self.bytes.start;
        let touches = |edit: &TextEdit| {
            let starts_here = self.bytes.start <= edit.bytes.start;
            let is_at = edit.bytes == self.bytes;
            let overlaps = edit.bytes.start < self.bytes.end && self.bytes.start < edit.bytes.end;
            let fills_here =
                self.bytes.is_empty() && starts_before(edit) && self.bytes.start <= edit.bytes.end;
            is_at || overlaps || fills_here || starts_here && edit.bytes.start < self.bytes.end
        };
        let first = repairs.first()?.first()?;
        let is_marked = repairs.iter().flatten().any(touches);
        let bytes = if is_marked {
            self.bytes.clone()
        } else {
            first.bytes.clone()
        };
        let is_same = bytes == self.bytes && repairs == self.repairs;
        (!is_same).then(|| Self {
            bytes,
            repairs,
            ..self.clone()
        })
    }

    /// The short text that's missing where the mark is, if all that's known to be wrong is that.
    pub fn missing_text(&self) -> Option<&str> {
        let [edits] = self.repairs.as_slice() else {
            return None;
        };
        let [edit] = edits.as_slice() else {
            return None;
        };
        let is_here = self.bytes.is_empty() && edit.bytes == self.bytes;
        let text = edit.text.trim();
        (is_here && matches!(text.chars().count(), 1..=2)).then_some(text)
    }

    /// The candidates as repairs that are open, each with what it does.
    pub fn lens_repairs(&self, source: &Source) -> Vec<Repair> {
        let candidates = self.repairs.iter();
        let repairs = candidates.map(|edits| {
            let mut repair = Repair::edit(describe(edits, source), edits.clone());
            repair.lines = repair.line_edits(source);
            repair
        });
        repairs.collect()
    }
}

/// Finds the slip behind an error in this text. `None` if the error isn't due to a slip, or if it
/// isn't known where the slip is.
pub fn look(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    if diagnostic.level != Level::Error || source.text().len() > LONGEST {
        return None;
    }
    let message = diagnostic.message.as_str();
    if message.contains("unclosed delimiter") || message.contains("closing delimiter: ") {
        return blocks::look(source).or_else(|| brackets::look(source));
    }
    let is_prefix = message.starts_with("prefix `") && message.ends_with("` is unknown");
    match diagnostic.code.as_deref() {
        Some("E0765") => {
            return characters::curly_before(diagnostic, source)
                .or_else(|| quotes::look(source))
                .or_else(|| quotes::surplus(source))
                .or_else(|| quotes::unclear(source));
        }
        Some("E0762") => {
            return quotes::look(source).or_else(|| literals::character(diagnostic, source));
        }
        Some("E0748") => return literals::raw_string(diagnostic, source),
        Some("E0758") => return characters::comment(diagnostic, source),
        None if is_prefix => {
            return characters::curly_before(diagnostic, source)
                .or_else(|| quotes::look(source))
                .or_else(|| literals::prefix(diagnostic, source))
                .or_else(|| literals::character(diagnostic, source))
                .or_else(|| statements::look(diagnostic, source));
        }
        None if message.starts_with("unknown start of token") => {
            return characters::look(diagnostic, source)
                .or_else(|| quotes::look(source))
                .or_else(|| literals::quote_inside(diagnostic, source))
                .or_else(|| literals::backslash(diagnostic, source));
        }
        _ => {}
    }
    let may_be_quote = diagnostic.code.is_none() && message.starts_with("expected ");
    let quote = may_be_quote.then(|| literals::quote_inside(diagnostic, source));
    quote
        .flatten()
        .or_else(|| attributes::look(diagnostic, source))
        .or_else(|| methods::in_struct(diagnostic, source))
        .or_else(|| generics::unclosed(diagnostic, source))
        .or_else(|| declarations::look(diagnostic, source))
        .or_else(|| statements::look(diagnostic, source))
        .or_else(|| separators::look(diagnostic, source))
        .or_else(|| operators::look(diagnostic, source))
        .or_else(|| words::look(diagnostic, source))
        .or_else(|| helps::look(diagnostic, source))
}

/// What edits do, in one sentence.
fn describe(edits: &[TextEdit], source: &Source) -> String {
    let [edit, others @ ..] = edits else {
        return "Change what is marked here.".to_owned();
    };
    if !others.is_empty() {
        let places = edits.len();
        let is_same = others.iter().all(|other| other.text == edit.text);
        return match edit.text.trim() {
            new if is_same && !new.is_empty() => format!("Write `{new}` in these {places} places."),
            _ if places == 2 && edits.iter().all(|edit| is_in_line(edit, source)) => {
                let both = edits
                    .iter()
                    .map(|edit| describe(std::slice::from_ref(edit), source));
                both.collect::<Vec<_>>().join(" ")
            }
            _ => format!("Make these {places} changes."),
        };
    }
    let line = source.line_of(edit.bytes.start);
    let old = source.text().get(edit.bytes.clone()).unwrap_or("").trim();
    let new = edit.text.trim();
    match (old.is_empty(), new.is_empty()) {
        _ if old.contains('\n') || new.contains('\n') => "Change what is marked here.".to_owned(),
        (true, true) => format!("Change the blanks on line {line}."),
        (true, false) if edit.text.starts_with(['\r', '\n']) => {
            format!("Add the missing `{new}` below line {line}.")
        }
        (true, false) => format!("Add the missing `{new}` on line {line}."),
        (false, true) => format!("Remove the `{old}` on line {line}."),
        (false, false) => format!("Write `{new}` instead of `{old}` on line {line}."),
    }
}

/// Whether an edit changes something within a line.
fn is_in_line(edit: &TextEdit, source: &Source) -> bool {
    let old = source.text().get(edit.bytes.clone()).unwrap_or_default();
    !old.contains('\n') && !edit.text.contains('\n')
}

/// The text with these changes, if rustc's lexer and a parser can read it.
fn readable(source: &Source, edits: &[TextEdit]) -> Option<Source> {
    let text = edit::apply(source.text(), edits)?;
    let changed = Source::new(text, source.edition());
    (changed.unbalanced().is_none() && changed.tree().is_ok()).then_some(changed)
}

/// Whether a parser can read the text with these changes. If something else in the file stops it
/// too, whether it can read the item that they are in.
fn is_readable_here(source: &Source, edits: &[TextEdit]) -> bool {
    readable(source, edits).is_some() || is_readable_in_item(source, edits).unwrap_or(false)
}

fn is_readable_in_item(source: &Source, edits: &[TextEdit]) -> Option<bool> {
    let at = edits.first()?.bytes.start;
    let items = source.items(source.all()).into_iter();
    let mut items = items.map(|item| source.bytes(&item.with_attributes()));
    let item = items.find(|bytes| bytes.start <= at && at <= bytes.end)?;
    let has = |edit: &TextEdit| item.start <= edit.bytes.start && edit.bytes.end <= item.end;
    if !edits.iter().all(has) {
        return None;
    }
    let moved = edits.iter().map(|edit| TextEdit {
        bytes: edit.bytes.start - item.start..edit.bytes.end - item.start,
        text: edit.text.clone(),
    });
    let moved: Vec<TextEdit> = moved.collect();
    let alone = Source::new(source.text().get(item)?, source.edition());
    Some(alone.tree().is_err() && readable(&alone, &moved).is_some())
}

/// What these edits make of a stretch of the text. `None` if they change another place too.
fn changed_there(source: &Source, bytes: &Range<usize>, edits: &[TextEdit]) -> Option<String> {
    let moved = edits.iter().map(|edit| {
        let is_there = bytes.start <= edit.bytes.start && edit.bytes.end <= bytes.end;
        is_there.then(|| TextEdit {
            bytes: edit.bytes.start - bytes.start..edit.bytes.end - bytes.start,
            text: edit.text.clone(),
        })
    });
    let moved: Vec<TextEdit> = moved.collect::<Option<_>>()?;
    edit::apply(source.text().get(bytes.clone())?, &moved)
}

/// A slip whose repair makes the text readable.
fn if_readable(
    source: &Source,
    bytes: Range<usize>,
    sentence: impl Into<String>,
    edits: Vec<TextEdit>,
) -> Option<Slip> {
    is_readable_here(source, &edits).then(|| slip(bytes, sentence, edits))
}

/// A slip whose repair puts another text in the place of these tokens.
fn instead(
    source: &Source,
    tokens: Range<usize>,
    text: &str,
    sentence: impl Into<String>,
) -> Option<Slip> {
    let bytes = source.bytes(&tokens);
    let edits = vec![TextEdit::replacement(bytes.clone(), text)];
    if_readable(source, bytes, sentence, edits)
}

/// A slip with one candidate for a repair.
fn slip(bytes: Range<usize>, sentence: impl Into<String>, edits: Vec<TextEdit>) -> Slip {
    Slip::new(bytes, sentence).repair(edits)
}

/// The tokens in the innermost braces around a token.
fn braces_around(source: &Source, token: usize) -> Option<Range<usize>> {
    let opens = (0..token).rev().filter(|at| source.word(*at) == "{");
    let mut insides = opens.filter_map(|at| source.inside(at));
    insides.find(|inside| inside.contains(&token))
}

/// The bytes of the place that a diagnostic is about.
fn primary(diagnostic: &Diagnostic, source: &Source) -> Option<Range<usize>> {
    diagnostic.primary_span()?.bytes_in(source)
}

/// The edits that rustc suggests under a help with this beginning. `None` if it has none.
fn suggested(diagnostic: &Diagnostic, source: &Source, help: &str) -> Option<Vec<TextEdit>> {
    let mut children = diagnostic.children.iter();
    let child = children.find(|child| child.message.starts_with(help))?;
    let edits = child.spans.iter().filter_map(|span| {
        let text = span.suggested_replacement.as_deref()?;
        Some(TextEdit::replacement(span.bytes_in(source)?, text))
    });
    let edits: Vec<TextEdit> = edits.collect();
    (!edits.is_empty()).then_some(edits)
}
