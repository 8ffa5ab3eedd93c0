//! What the edits of a plan come to, in words.

use super::writable::Plan;
use crate::rust::{BindingId, BindingKind};

impl Plan<'_> {
    /// What these edits come to.
    pub(super) fn sentence(&self, variable: Option<BindingId>) -> String {
        let binding = variable.map(|id| self.case.names.binding(id));
        let method = self.methods.first();
        let method = method.map(|(old, new)| format!("Use `{new}` instead of `{old}`"));
        match (self.signatures(), method) {
            (Some(signatures), Some(method)) => format!("{method}, and let {signatures}."),
            (Some(signatures), None) => format!("Let {signatures}."),
            (None, Some(method)) => format!("{method}: it gives `&mut` references."),
            (None, None) => match binding {
                _ if !self.results.is_empty() => {
                    format!("Let `{}` return `&mut` instead of `&`.", self.results[0])
                }
                Some(binding) if binding.kind == BindingKind::For => {
                    "Loop over `&mut` references.".to_owned()
                }
                Some(binding) => format!("Let `{}` be a `&mut` reference.", binding.name),
                None => "Take a `&mut` reference.".to_owned(),
            },
        }
    }

    /// The functions whose parameters change: "`add` take `&mut self`".
    fn signatures(&self) -> Option<String> {
        let (first, is_self) = self.functions.first()?;
        let what = if *is_self {
            "`&mut self`"
        } else {
            "a `&mut` reference"
        };
        let others: Vec<String> = self.functions[1..]
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        let rest = match (others.as_slice(), self.changes_callers) {
            _ if self.is_of_trait => ", in the trait too".to_owned(),
            ([], false) => String::new(),
            ([], true) if *is_self => ", and call it on a value that may change".to_owned(),
            ([], true) => ", and lend it one where it's called".to_owned(),
            ([only], _) => format!(", and so {only}, which calls it"),
            ([some @ .., last], _) => {
                format!(", and so {} and {last}, which need it", some.join(", "))
            }
        };
        Some(format!("`{first}` take {what}{rest}"))
    }
}
