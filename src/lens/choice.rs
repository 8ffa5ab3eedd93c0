//! Which repairs and remarks of an error stay, in this order:
//!
//! 1. A suggestion of rustc's that would compile and do no good is no repair ([`dubious`]). It's tried
//!    all the same, since of one that doesn't even compile, nothing else is to be said.
//! 2. No repair changes code that isn't the learner's to change ([`test_code::spared`]). `main` is spared
//!    only if a declaration elsewhere may decide ([`odd_call::is_of_main_alone`]).
//! 3. No suggestion of rustc's changes what the account keeps, because its cause is elsewhere.
//! 4. No repair clones in vain, or what mustn't be cloned there ([`clones::is_refused`]).
//! 5. Of several repairs with one result, the first stays. Ours come before rustc's.
//! 6. What rustc says besides stays as far as the drawing and these repairs don't say it, without
//!    the suggestions that steps 2 and 3 have left out. Where all would change the tests, its words
//!    stay and say so; they're shown only if no repair turns out to work (`Lens::remarks_beside`).

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::dubious;
use crate::lens::query::test_code::Spared;
use crate::lens::query::{clones, odd_call, test_code};
use crate::lens::remarks::{self, Remark};
use crate::lens::repair::{self, Origin, Repair};
use crate::lens::shown::Lens;
use crate::rust::edit::TextEdit;

/// What decides about the repairs and remarks of one error.
pub struct Choice<'a> {
    case: &'a Case<'a>,
    /// What isn't the learner's to change.
    spared: Spared,
    /// Whether the account knows that a test has made the mistake.
    blames_test: bool,
    /// What the account keeps, in bytes.
    kept: Vec<Range<usize>>,
}

impl<'a> Choice<'a> {
    /// For an error, of which a code may have told something.
    pub fn new(case: &'a Case<'a>, account: Option<&Account>) -> Self {
        let is_for_others = account.is_some_and(|account| account.spares_tests == Some(true));
        let is_of_given = !is_for_others && odd_call::is_of_given_alone(case);
        let is_of_test = odd_call::is_test_to_blame(case);
        let spared = match test_code::spared(case, account) {
            Spared::Nothing => Spared::Nothing,
            _ if !is_for_others && is_of_test => Spared::Nothing,
            Spared::Given if is_of_given || odd_call::is_of_main_alone(case) => Spared::Tests,
            spared => spared,
        };
        Self {
            case,
            spared,
            blames_test: spared == Spared::Nothing
                && account.is_some_and(|account| account.spares_tests == Some(false)),
            kept: account.map_or_else(Vec::new, |account| account.keeps.clone()),
        }
    }

    /// The repairs that may be tried: those of the code, then rustc's suggestions.
    pub fn of_repairs(&self, own: Vec<Repair>) -> Vec<Repair> {
        let suggested = repair::suggested(self.case.diagnostic, self.case.source).into_iter();
        let open = suggested.filter(|one| !dubious::is_hopeless(self.case, &one.edits));
        let told = open.map(|one| Repair {
            is_dubious: dubious::objection(self.case, &one.edits).is_some(),
            sentence: self.with_warning(&one),
            ..one
        });
        let all = own.into_iter().chain(told);
        let kept = all.filter(|one| match one.origin {
            Origin::Lens => !self.is_spared(&one.edits),
            Origin::Compiler => !self.is_overruled(&one.edits),
        });
        let kept = kept.filter(|one| one.is_dubious || !clones::is_refused(self.case, one));
        repair::without_repeats(kept.collect(), self.case.source)
    }

    /// What rustc suggests, with a warning if it's to change a test that may be right.
    fn with_warning(&self, one: &Repair) -> String {
        let is_in_test = |edit: &TextEdit| {
            test_code::is_in_test(self.case, self.case.tree.innermost_at(edit.bytes.start))
        };
        let of_test = one.edits.iter().any(is_in_test);
        let words = odd_call::warning_of_test(self.case, &one.edits, self.blames_test);
        match words.filter(|_| of_test) {
            Some(words) => format!("{}. {words}", one.sentence.trim_end_matches('.')),
            None => one.sentence.clone(),
        }
    }

    /// What rustc says besides a drawing with these repairs.
    pub fn of_remarks(&self, lens: &Lens) -> Vec<Remark> {
        let mut remarks = remarks::of(self.case.diagnostic, Some(self.case.source), lens);
        remarks.retain_mut(|remark| {
            let is_kept = |edit: &TextEdit| self.is_kept(edit);
            if !remark.touches(&is_kept) {
                remark.forget_code(self.case, &|edits: &[TextEdit]| self.is_spared(edits));
            }
            remark.is_kept(self.case, &|edits: &[TextEdit]| self.is_overruled(edits))
        });
        remarks
    }

    fn is_spared(&self, edits: &[TextEdit]) -> bool {
        self.spared.is_touched_by(self.case, edits)
    }

    fn is_kept(&self, edit: &TextEdit) -> bool {
        let mut kept = self.kept.iter();
        kept.any(|kept| kept.start <= edit.bytes.start && edit.bytes.end <= kept.end)
    }

    /// Whether a suggestion of rustc's changes what must stay.
    fn is_overruled(&self, edits: &[TextEdit]) -> bool {
        self.is_spared(edits) || edits.iter().any(|edit| self.is_kept(edit))
    }
}

#[cfg(test)]
mod tests {
    use crate::lens::repair::Origin;
    use crate::lens::tests::{look_at, read};
    use crate::rust::edit;

    #[test]
    fn ours_come_first_and_no_two_have_one_result() {
        for name in [
            "E0382/simple",
            "E0382/dropped_then_used",
            "E0499/two_elements",
            "E0502/simple",
            "E0597/simple",
        ] {
            for lens in look_at(name, &[]) {
                let origins: Vec<Origin> = lens.repairs.iter().map(|one| one.origin).collect();
                let is_rustcs = |one: &Origin| *one == Origin::Compiler;
                assert!(origins.is_sorted_by_key(is_rustcs), "{name}: {origins:?}");
                let text = read(name, "rs");
                let edited = lens.repairs.iter().filter(|one| !one.edits.is_empty());
                let mut results: Vec<_> =
                    edited.map(|one| edit::apply(&text, &one.edits)).collect();
                let count = results.len();
                results.sort();
                results.dedup();
                assert_eq!(results.len(), count, "{name}");
            }
        }
    }
}
