//! When the compiler finds an error: what that error hides, and whether it would be found again.

use crate::model::ask::proof::same_error::{ErrorPlace, FoundError};

/// Codes of errors in `main` or in the crate as a whole, which no module can have.
const OF_CRATE: [&str; 6] = ["E0131", "E0463", "E0601", "E0646", "E0647", "E0752"];

/// Codes of errors that the borrow checker finds, last of all in a function.
const OF_BORROW_CHECKER: [&str; 26] = [
    "E0373", "E0381", "E0382", "E0384", "E0499", "E0500", "E0501", "E0502", "E0503", "E0505",
    "E0506", "E0507", "E0508", "E0509", "E0510", "E0515", "E0521", "E0524", "E0594", "E0596",
    "E0597", "E0621", "E0626", "E0712", "E0713", "E0716",
];

/// Codes of errors in names, in lifetimes that are missing, and in imports: rustc finds them before
/// it looks at types.
const OF_NAMES: [&str; 41] = [
    "E0106", "E0261", "E0263", "E0401", "E0403", "E0404", "E0405", "E0407", "E0408", "E0411",
    "E0412", "E0415", "E0416", "E0422", "E0423", "E0424", "E0425", "E0426", "E0428", "E0429",
    "E0430", "E0431", "E0432", "E0433", "E0434", "E0435", "E0437", "E0438", "E0463", "E0530",
    "E0531", "E0532", "E0573", "E0574", "E0575", "E0576", "E0583", "E0603", "E0659", "E0670",
    "E0767",
];

/// Codes of errors that are found in a function whose types are right, before the borrow checker.
const OF_PATTERNS: [&str; 6] = ["E0004", "E0005", "E0030", "E0133", "E0158", "E0170"];

/// When the compiler finds an error. It finds those of a later stage only where it has found none
/// of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Names,
    Types,
    Patterns,
    Borrows,
    Lints,
}

impl Stage {
    pub fn of(error: &FoundError) -> Self {
        let code = error.code.as_deref().unwrap_or("");
        let is_about_regions = code.is_empty()
            && [
                "lifetime may not live long enough",
                "captured variable cannot escape",
            ]
            .iter()
            .any(|words| error.message.starts_with(words));
        if is_lint(error) {
            Self::Lints
        } else if is_about_regions || OF_BORROW_CHECKER.contains(&code) {
            Self::Borrows
        } else if OF_PATTERNS.contains(&code) {
            Self::Patterns
        } else if OF_NAMES.contains(&code) {
            Self::Names
        } else {
            Self::Types
        }
    }
}

/// Whether an error is found in an item of the program itself, and would be found in a module as
/// well. How lints see a module, we don't know.
pub fn is_from_checking_of_items(error: &FoundError) -> bool {
    let code = error.code.as_deref().unwrap_or("");
    let is_here = matches!(error.place, ErrorPlace::Here(..));
    is_here && !is_lint(error) && !OF_CRATE.contains(&code)
}

/// Whether the borrow checker has found an error. It comes after everything but lints, and looks
/// at each function whatever it has found in the others.
pub fn is_from_borrow_checker(error: &FoundError) -> bool {
    let code = error.code.as_deref().unwrap_or("");
    OF_BORROW_CHECKER.contains(&code)
}

/// Whether an error may come from something else than a compile for errors alone: from clippy,
/// from the making of code, or from the linker.
pub fn may_be_from_elsewhere(error: &FoundError) -> bool {
    let is_from_evaluation = error.code.as_deref() == Some("E0080");
    is_lint(error) || is_from_evaluation || error.place == ErrorPlace::Nowhere
}

/// Codes of the lexer's errors.
const OF_LEXER: [&str; 7] = [
    "E0748", "E0758", "E0762", "E0763", "E0765", "E0766", "E0768",
];

/// Errors without a code that come after the parser and the expansion of macros.
const LATE_WITHOUT_CODE: [&str; 8] = [
    "lifetime may not live long enough",
    "captured variable cannot escape",
    "future cannot be",
    "future returned by",
    "higher-ranked",
    "implementation of",
    "cannot find macro",
    "cannot find attribute",
];

/// Whether an error is the lexer's or the parser's, or one of a macro's arguments. The compiler
/// goes no further then, or not with all of the program.
pub fn stops_early(error: &FoundError) -> bool {
    let is_late = |text: &&str| error.message.starts_with(*text);
    match error.code.as_deref() {
        Some(code) => OF_LEXER.contains(&code),
        None => error.place != ErrorPlace::Nowhere && !LATE_WITHOUT_CODE.iter().any(is_late),
    }
}

/// Whether two errors can't be told apart: then a program that was compiled twice, for its tests
/// and for `main`, may have had each of them once.
pub fn has_equal_errors(errors: &[FoundError]) -> bool {
    let mut pairs = errors.iter().enumerate();
    pairs.any(|(index, error)| errors[..index].contains(error))
}

/// Whether it's a lint that isn't allowed here.
pub fn is_lint(error: &FoundError) -> bool {
    let code = error.code.as_deref().unwrap_or("");
    code.starts_with(|c: char| c.is_ascii_lowercase())
}
