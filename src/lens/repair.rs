//! Repairs as values: what to do, and the edit that does it.
//!
//! A repair with an edit is a proposal until the compiler has seen it work (`engine::ask::proof`):
//! then it's shown, and never before.

use crate::lens::idea::{self, Idea};
use crate::lens::line_edit::{LineEdit, line_edits};
use crate::lens::remarks;
use crate::model::diagnostic::{Child, Diagnostic, Level, Span};
use crate::rust::Source;
use crate::rust::edit::{self, TextEdit};

/// A way to repair the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What to do, in one sentence.
    pub sentence: String,
    /// What changes in the program. Empty if the sentence follows from facts alone.
    pub edits: Vec<TextEdit>,
    /// Whether the changed lines are shown, or the edit only proves the sentence.
    pub shows_lines: bool,
    /// The lines that change, if they're to be shown; [`crate::lens::look`] fills them in.
    pub lines: Vec<LineEdit>,
    /// Whose idea it is.
    pub origin: Origin,
    /// What it comes down to, if that can be written in several ways; [`crate::lens::look`] fills
    /// it in.
    pub idea: Option<Idea>,
    /// What is known of whether it works.
    pub proof: ProofState,
    /// The program's errors that it takes away, as indexes, as far as a trial has shown it.
    pub cures: Vec<usize>,
    /// Whether the sentence follows from facts, so that it stays, without an edit, if the edit isn't
    /// all that the program needs.
    pub is_sure: bool,
    /// Whether it does no good although it may compile. It's tried only to learn whether it does,
    /// and never shown as a way out.
    pub is_dubious: bool,
    /// Whether another error keeps the compiler from telling whether it works.
    pub is_hidden: bool,
    /// How many errors of the program stay with it that another way out of the same error cures.
    pub leaves: usize,
}

/// What is said of a change after which the compiler has other errors.
pub const NOT_ENOUGH: &str = "With that alone, it still doesn't compile.";

/// What is said of a change of which the compiler can't tell yet whether it's enough.
pub const HIDDEN: &str = "Another error keeps rustc from telling whether that's enough.";

/// How many lines with other errors are named.
const MOST_LINES: usize = 4;

/// Whose idea a repair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The lens's.
    Lens,
    /// The compiler's suggestion, with the compiler's words.
    Compiler,
}

/// What is known of whether a repair works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofState {
    /// There is no edit to try: the sentence follows from facts.
    FollowsFromFacts,
    /// Nobody has tried it, or the trial told nothing, so it must not be shown.
    Open,
    /// The compiler accepts it: this error is gone, and none is new.
    Proven,
    /// It doesn't work: this error is still there, or another one is new.
    Refuted,
}

impl Repair {
    /// A repair whose changed lines are shown.
    pub fn edit(sentence: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self {
            sentence: sentence.into(),
            edits,
            shows_lines: true,
            lines: Vec::new(),
            origin: Origin::Lens,
            idea: None,
            proof: ProofState::Open,
            cures: Vec::new(),
            is_sure: false,
            is_dubious: false,
            is_hidden: false,
            leaves: 0,
        }
    }

    /// The same, if the sentence follows from facts: it's shown without the lines if the edit alone
    /// leads to another error, such as one that this error has hidden.
    pub fn or_advice(self) -> Self {
        Self {
            is_sure: true,
            ..self
        }
    }

    /// Takes the answer to the question whether it works.
    pub fn settle(&mut self, answer: ProofState) {
        if self.is_sure && answer != ProofState::Proven {
            let mut sentence = std::mem::take(&mut self.sentence);
            if answer == ProofState::Refuted {
                sentence = format!("{sentence} {NOT_ENOUGH}");
            }
            *self = Self::advice(sentence);
        } else {
            self.proof = answer;
        }
    }

    /// A sentence that is true if this edit works. The changed lines aren't shown.
    pub fn sentence_proven_by(sentence: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self {
            shows_lines: false,
            ..Self::edit(sentence, edits)
        }
    }

    /// A sentence that follows from what is known and needs no trial. It names no line and no
    /// variable unless a fact says so.
    pub fn advice(sentence: impl Into<String>) -> Self {
        Self {
            shows_lines: false,
            proof: ProofState::FollowsFromFacts,
            ..Self::edit(sentence, Vec::new())
        }
    }

    /// Whether all that it does is to declare variables with `mut`.
    pub fn only_adds_mut(&self) -> bool {
        let is_mut = |edit: &TextEdit| edit.bytes.is_empty() && edit.text.trim() == "mut";
        !self.edits.is_empty() && self.edits.iter().all(is_mut)
    }

    /// Whether it may be shown.
    pub fn is_shown(&self) -> bool {
        let works = matches!(
            self.proof,
            ProofState::FollowsFromFacts | ProofState::Proven
        );
        works && !self.is_dubious
    }

    /// Says which errors stay with it, by their lines, one for each error. A line that it takes away
    /// or puts elsewhere has no number that the learner could look up.
    pub fn tell_what_stays(&mut self, source: &Source, mut lines: Vec<usize>) {
        let count = lines.len();
        let changed = line_edits(source, &self.edits).unwrap_or_default();
        let is_gone = |line: &usize| {
            let mut changed = changed.iter();
            changed.any(|change| change.line == *line && change.after.is_empty())
        };
        let is_any_gone = lines.iter().any(is_gone);
        lines.sort_unstable();
        lines.dedup();
        let Some((last, others)) = lines.split_last() else {
            return;
        };
        let place = if is_any_gone {
            String::new()
        } else if others.is_empty() {
            format!(" (line {last})")
        } else if lines.len() > MOST_LINES {
            format!(" (on {} lines)", lines.len())
        } else {
            let others: Vec<String> = others.iter().map(usize::to_string).collect();
            format!(" (lines {} and {last})", others.join(", "))
        };
        let what = if count == 1 {
            "Another error stays"
        } else {
            "Other errors stay"
        };
        let is_ended = self.sentence.ends_with('.') || self.sentence.ends_with(".)");
        let end = if is_ended { "" } else { "." };
        self.sentence = format!("{}{end} {what}{place}.", self.sentence);
    }

    /// Whether it's the same as another, or rustc's way to write the same idea.
    pub fn is_like(&self, other: &Self) -> bool {
        let is_same_idea = self.idea.is_some() && self.idea == other.idea;
        let is_of_rustc = other.origin == Origin::Compiler;
        std::ptr::eq(self, other) || self == other || (is_of_rustc && is_same_idea)
    }

    /// The lines that change, one by one. Empty if they aren't to be shown or can't be made.
    pub fn line_edits(&self, source: &Source) -> Vec<LineEdit> {
        if !self.shows_lines {
            return Vec::new();
        }
        line_edits(source, &self.edits).unwrap_or_default()
    }
}

/// The repairs with the lines that each changes. Of those that change the same lines in the same
/// way, the first stays.
pub fn without_repeats(repairs: Vec<Repair>, source: &Source) -> Vec<Repair> {
    let mut seen: Vec<Option<String>> = Vec::new();
    let mut kept = Vec::new();
    for mut repair in repairs {
        let result = edit::apply(source.text(), &repair.edits);
        let is_repeat = !repair.edits.is_empty() && seen.contains(&result);
        if !is_repeat {
            repair.lines = repair.line_edits(source);
            repair.idea = idea::of(source, &repair.edits);
            seen.push(result);
            kept.push(repair);
        }
    }
    kept
}

/// The repairs without rustc's way to write an idea that an earlier one has.
pub fn without_equal_ideas<'a>(repairs: impl Iterator<Item = &'a Repair>) -> Vec<&'a Repair> {
    let mut kept: Vec<&Repair> = Vec::new();
    for repair in repairs {
        if !kept.iter().any(|one| one.is_like(repair)) {
            kept.push(repair);
        }
    }
    kept
}

/// The compiler's own suggestions, each as a repair. Those that reach into other files are
/// left out.
pub fn suggested(diagnostic: &Diagnostic, source: &Source) -> Vec<Repair> {
    let Some(file) = diagnostic.primary_span().map(|span| &span.file_name) else {
        return Vec::new();
    };
    let helps = diagnostic.children.iter();
    let helps = helps.filter(|child| matches!(child.level, Level::Help | Level::Note));
    let mut repairs: Vec<Repair> = Vec::new();
    for help in helps {
        for edits in alternatives(help, file, source) {
            let is_new = repairs.iter().all(|repair| repair.edits != edits);
            if is_new {
                let writes = |words: &str| edits.iter().any(|edit| edit.text.contains(words));
                let mut sentence = remarks::standing_alone(&help.message);
                if writes("\"REASON\"") {
                    sentence += ". `\"REASON\"` stands for a message of your own.";
                } else if writes("todo!()") {
                    sentence +=
                        ". `todo!()` only holds the place: the program panics when it gets there.";
                } else if edits.iter().any(|edit| has_gap(edit, source)) {
                    sentence += ". That's only a template: what's between `/*` and `*/` stands for code of your own.";
                } else if edits.iter().any(|edit| derives_order(&edit.text)) {
                    sentence += ". The derived order compares fields from the first to the last, and of two variants, the earlier one is less.";
                } else if edits.iter().any(|edit| derives_default(edit, source)) {
                    sentence += ". The derived default gives each field the default of its type, such as 0, `false` or an empty collection.";
                } else if writes(".to_vec()") {
                    sentence += ". `to_vec` copies all elements.";
                } else if help.message.contains("introduce a new binding") {
                    sentence += ". That makes a new variable, and leaves all others as they are.";
                }
                repairs.push(Repair {
                    origin: Origin::Compiler,
                    ..Repair::edit(sentence, edits)
                });
            }
        }
    }
    repairs
}

/// Whether a change of rustc's leaves a gap such as `/* value */`. A comment that's there already is
/// none.
pub fn has_gap(edit: &TextEdit, source: &Source) -> bool {
    let old = source.text().get(edit.bytes.clone()).unwrap_or_default();
    edit.text.contains("/* ") && !old.contains("/* ")
}

/// The edits of a help's first suggestion; empty if it suggests none in this source.
pub fn edits_of(help: &Child, source: &Source) -> Vec<TextEdit> {
    let file = help.spans.first().map(|span| &span.file_name);
    let found = file.map(|file| alternatives(help, file, source));
    found
        .unwrap_or_default()
        .into_iter()
        .next()
        .unwrap_or_default()
}

/// What one help suggests. Replacements of different places belong together; where the first place
/// comes again, another alternative begins. rustc writes `\n`; the edits have the file's line
/// breaks.
pub fn alternatives(help: &Child, file: &str, source: &Source) -> Vec<Vec<TextEdit>> {
    let spans: Vec<&Span> = help
        .spans
        .iter()
        .filter(|span| span.suggested_replacement.is_some())
        .collect();
    let edit = |span: &&Span| -> Option<TextEdit> {
        let bytes = span.bytes_in(source).filter(|_| span.file_name == file)?;
        let text = span.suggested_replacement.as_ref()?;
        let text = text
            .replace("\r\n", "\n")
            .replace('\n', source.line_break());
        let text = indented(source, bytes.start, text);
        Some(TextEdit::replacement(bytes, text))
    };
    let Some(edits) = spans.iter().map(edit).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let Some(first) = edits.first() else {
        return Vec::new();
    };
    let begins_another = |edit: &TextEdit| edit.bytes == first.bytes;
    let mut groups: Vec<Vec<TextEdit>> = Vec::new();
    for edit in &edits {
        match groups.last_mut() {
            Some(group) if !begins_another(edit) => group.push(edit.clone()),
            _ => groups.push(vec![edit.clone()]),
        }
    }
    groups
}

/// Whether a text derives a trait that says which of two values is less.
fn derives_order(text: &str) -> bool {
    text.trim_start().starts_with("#[derive(") && text.contains("Ord")
}

/// Whether a change derives `Default` for a struct.
fn derives_default(edit: &TextEdit, source: &Source) -> bool {
    let text = edit.text.trim();
    let item = source.text().get(edit.bytes.end..).unwrap_or_default();
    let is_struct = item.trim_start_matches("pub ").starts_with("struct ");
    text.starts_with("#[derive(") && text.contains("Default") && is_struct
}

/// New lines before what an indented line begins with: rustc leaves out that line's indentation.
fn indented(source: &Source, at: usize, text: String) -> String {
    let begin = source.line(source.line_of(at)).start;
    let indent = source.text().get(begin..at).unwrap_or_default();
    if !text.ends_with('\n') || indent.is_empty() || !indent.trim().is_empty() {
        return text;
    }
    let mut result = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let needs_indent = number > 0 && !line.trim().is_empty() && !line.starts_with([' ', '\t']);
        result.push_str(if needs_indent { indent } else { "" });
        result.push_str(line);
    }
    result + indent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    #[test]
    fn lines_before_an_indented_one_keep_its_indentation() {
        let source = Source::new("mod a {\n    fn f() {}\n}\n", Edition::E2024);
        let told = |at: usize, text: &str| indented(&source, at, text.to_owned());
        assert_eq!(told(12, "use b;\n\n"), "use b;\n\n    ");
        assert_eq!(told(12, "#[x]\n#[y]\n"), "#[x]\n    #[y]\n    ");
        assert_eq!(told(12, "pub "), "pub ");
        assert_eq!(told(0, "use b;\n"), "use b;\n");
    }

    #[test]
    fn what_stays_is_told_by_lines_that_stay() {
        let source = Source::new("a\nb\nc\n", Edition::E2024);
        let told = |sentence: &str, bytes, lines: &[usize]| {
            let mut repair = Repair::edit(sentence, vec![TextEdit::replacement(bytes, "")]);
            repair.tell_what_stays(&source, lines.to_vec());
            repair.sentence
        };
        assert_eq!(told("Do it.", 2..3, &[]), "Do it.");
        assert_eq!(
            told("Do it.", 2..3, &[2]),
            "Do it. Another error stays (line 2)."
        );
        assert_eq!(told("do it", 2..4, &[2]), "do it. Another error stays.");
        assert_eq!(
            told("Do it. (Or not.)", 2..3, &[3, 1, 3]),
            "Do it. (Or not.) Other errors stay (lines 1 and 3)."
        );
        assert_eq!(
            told("Do it.", 2..3, &[3, 3]),
            "Do it. Other errors stay (line 3)."
        );
        assert_eq!(told("Do it.", 2..4, &[2, 3]), "Do it. Other errors stay.");
    }

    #[test]
    fn only_what_is_proven_or_needs_no_proof_is_shown() {
        let mut repair = Repair::edit("Do it.", vec![TextEdit::insertion(0, "x")]);
        assert!(!repair.is_shown() && Repair::advice("Think.").is_shown());
        repair.proof = ProofState::Proven;
        assert!(repair.is_shown());
        let source = Source::new("y", Edition::E2024);
        let edit = LineEdit {
            line: 1,
            before: "y".to_owned(),
            after: vec!["xy".to_owned()],
        };
        assert_eq!(repair.line_edits(&source), [edit]);
    }
}
