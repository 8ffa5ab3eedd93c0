//! What the lens says of a mutant, judged by the compiler.

use std::collections::{BTreeMap, HashSet};

use super::claims::{self, AskedClaim};
use super::compiler::Compiler;
use super::explainer::Explainer;
use super::mutants::Mutant;
use crate::lens::line_edit::LineEdit;
use crate::lens::{Lens, Tier};
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit;

/// A mutant that doesn't compile.
#[derive(Debug)]
pub struct JudgedMutant {
    /// The program.
    pub mutant: Mutant,
    /// Its errors, in the compiler's order.
    pub errors: Vec<JudgedError>,
}

/// An error, and what the lens makes of it.
#[derive(Debug)]
pub struct JudgedError {
    /// The code; `-` if it has none.
    pub code: String,
    /// Whether the drawing tells the story.
    pub is_drawn: bool,
    /// Whether it's about ownership, borrows or lifetimes.
    pub is_about_ownership: bool,
    /// The repairs that are shown with changed lines.
    pub repairs: Vec<JudgedRepair>,
    /// How many of these make the same program as one before.
    pub repeated: usize,
    /// What the drawing claims, as far as the compiler can be asked.
    pub claims: Vec<AskedClaim>,
}

/// A repair that is shown with changed lines.
#[derive(Debug)]
pub struct JudgedRepair {
    /// What it is called.
    pub what: String,
    /// Why it doesn't work, in the compiler's words; `None` if it does.
    pub failure: Option<String>,
}

/// A program as a repair would make it.
pub struct ShownEdit {
    /// What the repair is called.
    pub what: String,
    /// The whole program; `None` if the lines that change aren't those of the program.
    pub program: Option<String>,
}

/// The codes of ownership, borrows and lifetimes.
const OWNERSHIP: [&str; 26] = [
    "E0382", "E0499", "E0500", "E0501", "E0502", "E0503", "E0505", "E0506", "E0507", "E0508",
    "E0509", "E0515", "E0521", "E0373", "E0381", "E0384", "E0594", "E0596", "E0597", "E0716",
    "E0712", "E0713", "E0106", "E0621", "E0700", "E0524",
];

/// Judges what is said about a mutant's errors with codes that are wanted. `None` if it has none,
/// or has the same errors as the program that was changed.
pub fn judge(
    compiler: &Compiler,
    explainer: &Explainer,
    mutant: &Mutant,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Option<JudgedMutant> {
    let found = compiler.new_errors(mutant)?;
    if !found.iter().any(|error| is_wanted(&code_of(error))) {
        return None;
    }
    let lenses = explainer.explain(mutant, &found);
    let wanted = found.iter().zip(&lenses);
    let wanted = wanted.filter(|(error, _)| is_wanted(&code_of(error)));
    let errors =
        wanted.map(|(error, lens)| judge_error(compiler, mutant, &found, (error, lens.as_ref())));
    let errors: Vec<JudgedError> = errors.collect();
    (!errors.is_empty()).then(|| JudgedMutant {
        mutant: mutant.clone(),
        errors,
    })
}

/// The code of an error, `lifetime` for the error that has none though it's about lifetimes, and
/// `-` for others without one.
fn code_of(error: &Diagnostic) -> String {
    let is_lifetime = error.message.contains("lifetime may not live");
    let none = if is_lifetime { "lifetime" } else { "-" };
    error.code.clone().unwrap_or_else(|| none.to_owned())
}

fn judge_error(
    compiler: &Compiler,
    mutant: &Mutant,
    found: &[Diagnostic],
    (error, lens): (&Diagnostic, Option<&Lens>),
) -> JudgedError {
    let shown = lens.iter();
    let shown: Vec<ShownEdit> = shown
        .flat_map(|lens| shown_edits(lens, &mutant.text))
        .collect();
    let programs: HashSet<Option<&str>> =
        shown.iter().map(|edit| edit.program.as_deref()).collect();
    let repeated = shown.len() - programs.len();
    let repairs = shown.into_iter().map(|edit| JudgedRepair {
        failure: failure(compiler, mutant, found, error, edit.program.as_deref()),
        what: edit.what,
    });
    let code = code_of(error);
    let is_about_ownership = code == "lifetime" || OWNERSHIP.contains(&code.as_str());
    // Where types don't fit, the borrow checker isn't reached, so it can't be asked.
    let drawn = lens
        .iter()
        .filter(|lens| lens.tier == Tier::Timeline && is_about_ownership);
    let claims = drawn.flat_map(|lens| claims::ask(compiler, mutant, lens));
    JudgedError {
        is_drawn: lens
            .as_ref()
            .is_some_and(|lens| lens.tier == Tier::Timeline),
        is_about_ownership,
        repairs: repairs.collect(),
        repeated,
        claims: claims.collect(),
        code,
    }
}

/// The programs that the repairs of a lens make, of those that are shown and have an edit. Where
/// changed lines are shown, they are believed and nothing else.
pub fn shown_edits(lens: &Lens, text: &str) -> Vec<ShownEdit> {
    let shown = lens.repairs.iter();
    let shown = shown.filter(|repair| repair.is_shown() && !repair.edits.is_empty());
    let programs = shown.map(|repair| ShownEdit {
        what: repair.sentence.clone(),
        program: if repair.lines.is_empty() {
            edit::apply(text, &repair.edits)
        } else {
            with_lines(text, &repair.lines)
        },
    });
    programs.collect()
}

/// A program with other lines; `None` if those that change aren't its own.
fn with_lines(text: &str, edits: &[LineEdit]) -> Option<String> {
    let mut lines: Vec<Vec<String>> = text.lines().map(|line| vec![line.to_owned()]).collect();
    for LineEdit {
        line,
        before,
        after,
    } in edits
    {
        let changed = lines.get_mut(line.checked_sub(1)?)?;
        *changed = (*changed == [before.clone()]).then(|| after.clone())?;
    }
    Some(lines.concat().join("\n") + "\n")
}

/// Why a repair doesn't work. It works if there's one error with this code less, and none more with
/// any other: the compiler may word those that are left otherwise, since they depend on each other.
/// Where the mutation stopped the parser, the errors of the program that was changed may be back.
fn failure(
    compiler: &Compiler,
    mutant: &Mutant,
    found: &[Diagnostic],
    error: &Diagnostic,
    repaired: Option<&str>,
) -> Option<String> {
    let Some(repaired) = repaired else {
        return Some("it changes lines that the program doesn't have".to_owned());
    };
    let left = compiler.errors(mutant, repaired);
    let original = match stops_the_parser(error) {
        true => compiler.original_errors(mutant),
        false => Vec::new(),
    };
    let (before, after) = (codes(found), codes(&left));
    let known = codes(&original);
    let is_more = |code: &str| after.get(code) > before.get(code).max(known.get(code));
    if after.get(code(error)) >= before.get(code(error)) {
        let message = error.message.replace('\n', " ");
        return Some(format!("the error stays: {message}"));
    }
    let new = left.iter().find(|error| is_more(code(error)))?;
    Some(format!(
        "new: {}: {}",
        code(new),
        new.message.replace('\n', " ")
    ))
}

/// Whether the compiler sees nothing behind this error: all of the parser's have no code, and these three
/// are the lexer's (a comment, a string or a string of bytes without an end).
fn stops_the_parser(error: &Diagnostic) -> bool {
    let code = error.code.as_deref();
    code.is_none_or(|code| ["E0758", "E0765", "E0766"].contains(&code))
}

/// The code of an error, or what it says if it has none.
fn code(error: &Diagnostic) -> &str {
    error.code.as_deref().unwrap_or(&error.message)
}

/// How often each code is there.
fn codes<'e>(errors: impl IntoIterator<Item = &'e Diagnostic>) -> BTreeMap<&'e str, usize> {
    let mut codes = BTreeMap::new();
    for error in errors {
        *codes.entry(code(error)).or_default() += 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::super::claims::Answer;
    use super::*;
    use crate::lens::events::What;
    use crate::lens::repair::{ProofState, Repair};
    use crate::rust::edit::TextEdit;

    const MOVED: &str = "fn main() {\n    let name = String::from(\"Ada\");\n    let n = name.len();\n    \
                         drop(name);\n    println!(\"{n}\");\n    println!(\"{name}\");\n}\n";

    const BORROWED: &str = "fn main() {\n    let mut v = vec![1];\n    let mut w = vec![2];\n    \
                            let first = &v[0];\n    v.push(4);\n    w.push(3);\n    \
                            println!(\"{first}\");\n}\n";

    struct Judge {
        compiler: Compiler,
        mutant: Mutant,
        errors: Vec<Diagnostic>,
        lens: Lens,
    }

    impl Judge {
        fn of(text: &str) -> Self {
            let compiler = Compiler::new();
            let mutant = Mutant {
                name: "judged.rs drop-mut 1:1".to_owned(),
                text: text.to_owned(),
                original: "".into(),
                is_known: true,
            };
            let errors = compiler.errors(&mutant, text);
            let mut lenses = Explainer::new().explain(&mutant, &errors);
            Self {
                lens: lenses.remove(0).expect("it's covered"),
                compiler,
                mutant,
                errors,
            }
        }

        fn judged(&self) -> JudgedError {
            let error = (&self.errors[0], Some(&self.lens));
            judge_error(&self.compiler, &self.mutant, &self.errors, error)
        }

        /// What is wrong about the only claim that is asked.
        fn answer(&self) -> Answer {
            let mut claims = self.judged().claims;
            claims.retain(|claim| claim.answer != Answer::NotAsked);
            assert_eq!(claims.len(), 1, "{claims:?}");
            claims.remove(0).answer
        }
    }

    #[test]
    fn an_edit_that_does_not_work_is_found_out() {
        let mut judge = Judge::of(MOVED);
        let at = |what: &str| MOVED.find(what).expect("it's there");
        let shown = |bytes, by: &str| Repair {
            proof: ProofState::Proven,
            ..Repair::edit("Do it.", vec![TextEdit::replacement(bytes, by)])
        };
        let moved = at("drop(")..at("drop(") + "drop(name)".len();
        judge.lens.repairs = vec![
            shown(moved.clone(), "drop(&name)"),
            shown(at("n}")..at("n}") + 1, "name"),
            shown(moved, "drop(nam)"),
        ];
        let repairs = judge.judged().repairs;
        let failures: Vec<Option<&str>> = repairs.iter().map(|r| r.failure.as_deref()).collect();
        assert_eq!(failures[0], None);
        assert_eq!(
            failures[1],
            Some("the error stays: borrow of moved value: `name`")
        );
        let new = failures[2].expect("it fails");
        assert!(
            new.starts_with("new: E0425: cannot find value `nam`"),
            "{new}"
        );
    }

    #[test]
    fn lines_that_are_not_the_programs_own_are_found_out() {
        let edit = |line, before: &str| LineEdit {
            line,
            before: before.to_owned(),
            after: vec!["c".to_owned(), "d".to_owned()],
        };
        assert_eq!(
            with_lines("a\nb\n", &[edit(1, "a")]).as_deref(),
            Some("c\nd\nb\n")
        );
        assert_eq!(with_lines("a\nb\n", &[edit(1, "b")]), None);
        assert_eq!(with_lines("a\nb\n", &[edit(3, "")]), None);
    }

    #[test]
    fn a_move_that_does_not_happen_is_denied() {
        let mut judge = Judge::of(MOVED);
        assert_eq!(judge.answer(), Answer::Confirmed);
        for event in &mut judge.lens.events {
            if event.what == What::Moved {
                (event.line, event.column) = (3, 9);
            }
        }
        assert!(matches!(judge.answer(), Answer::Denied(_)));
    }

    #[test]
    fn a_borrow_of_another_variable_is_denied() {
        let mut judge = Judge::of(BORROWED);
        assert_eq!(judge.answer(), Answer::Confirmed);
        for lane in &mut judge.lens.picture.lanes {
            if lane == "v" {
                "w".clone_into(lane);
            }
        }
        assert!(matches!(judge.answer(), Answer::Denied(_)));
    }
}
