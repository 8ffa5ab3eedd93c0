//! Accounts that aren't rebuilt on the reader yet.

mod calls;
mod case;
mod code;
mod escapes;
mod fixes;
mod mask;
mod signatures;
mod statement;
mod syntax;

use crate::lens::account::Account;
use crate::lens::old::case::Case;
use crate::lens::old::code::Code;
pub use crate::lens::old::fixes::Fix;
use crate::lens::old::syntax::Syntax;
use crate::lens::repair::Repair;
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// What is told about an error.
pub fn account(diagnostic: &Diagnostic, source: &Source) -> Option<Account> {
    let code = Code::new(source.text());
    let syntax = Syntax::new(&code);
    let mut account = account_of(&Case::new(diagnostic, &code, &syntax)?)?;
    let fixes = std::mem::take(&mut account.old_fixes);
    account.repairs = fixes.into_iter().map(|fix| repair(fix, source)).collect();
    Some(account)
}

fn repair(fix: Fix, source: &Source) -> Repair {
    let edits = fix.edits.iter().map(|edit| {
        let bytes = source.line(edit.line);
        let text = &source.text()[bytes.clone()];
        let end = if text.ends_with("\r\n") {
            "\r\n"
        } else if text.ends_with('\n') {
            "\n"
        } else {
            ""
        };
        let after = edit.after.iter().map(|line| format!("{line}{end}"));
        TextEdit::replacement(bytes, after.collect::<String>())
    });
    let edits: Vec<TextEdit> = edits.collect();
    if edits.is_empty() {
        Repair::advice(fix.what)
    } else {
        Repair::edit(fix.what, edits)
    }
}

fn account_of(case: &Case) -> Option<Account> {
    match case.diagnostic.code.as_deref() {
        Some("E0106") => signatures::missing(case),
        Some("E0621") => signatures::explicit(case),
        Some("E0700") => signatures::hidden(case),
        None => signatures::too_short(case),
        _ => None,
    }
}
