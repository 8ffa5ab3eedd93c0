//! The words for the parts of a conflict.

use super::conflict::{Action, Conflict};
use crate::lens::case::Clue;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::borrower::Borrower;
use crate::lens::query::callee;
use crate::rust::NodeKind;

impl Conflict<'_> {
    /// ` mutably` if it's a mutable borrow.
    pub fn mutably(&self) -> &'static str {
        if self.how == What::Writes {
            " mutably"
        } else {
            ""
        }
    }

    /// The clash as a verb with its object: "needs to borrow `v` mutably".
    pub fn needs(&self, object: &str) -> String {
        match self.action {
            Action::Write => format!("needs to borrow {object} mutably"),
            Action::Read if self.clashing_closure().is_some() => {
                format!("needs to borrow {object}")
            }
            Action::Read => format!("needs to read {object}"),
            Action::Assign => format!("assigns to {object}"),
            Action::Move => format!("moves {object}"),
            Action::Use => format!("uses {object}"),
        }
    }

    /// The same with the method that asks for it.
    pub fn needs_for_method(&self, object: &str) -> String {
        let needs = self.needs(object);
        match self.method() {
            Some(method) if self.action == Action::Write => format!("{needs} to call `{method}`"),
            _ => needs,
        }
    }

    /// What happens where the borrow is needed last, for the drawing.
    pub fn last_note(&self) -> String {
        let again = if self.rounds.1 > 0 {
            "next time round: "
        } else {
            ""
        };
        match &self.keeping.borrower {
            Borrower::Loop(_) => format!("{again}the loop goes on"),
            Borrower::Variable(_) if self.until.role == Part::UntilDrop => {
                format!("`{}` is dropped here", self.keeper_name())
            }
            Borrower::Variable(_) if self.keeping.closure.is_some() => String::new(),
            Borrower::Variable(_) => format!("{again}`{}` is used", self.keeper_name()),
            Borrower::Temporary(_) => "the temporary is dropped here".to_owned(),
            Borrower::Itself(_) if self.rounds.1 > 0 => format!("{again}still borrowed"),
            Borrower::Unknown if !self.is_one_statement() => format!("{again}the borrow is used"),
            _ => String::new(),
        }
    }

    /// The name of the variable that keeps the borrow.
    pub fn keeper_name(&self) -> String {
        self.keeper()
            .map_or_else(String::new, |keeper| keeper.name.clone())
    }

    /// The lane of the borrow.
    pub fn lane_name(&self) -> String {
        match &self.keeping.borrower {
            Borrower::Variable(_) => self.keeper_name(),
            Borrower::Loop(_) => "loop".to_owned(),
            Borrower::Call(call) => {
                let is_macro = self.case.tree.kind(*call) == NodeKind::MacroCall;
                let sign = if is_macro { "!" } else { "" };
                let name = callee::name(self.case, *call);
                name.map_or("call".to_owned(), |name| format!("{name}{sign}()"))
            }
            Borrower::Temporary(_) => "temporary".to_owned(),
            _ if self.borrowing_closure().is_some() => "closure".to_owned(),
            _ => "borrow".to_owned(),
        }
    }

    /// Where in the text the clash stands: "line 4", or "the closure on line 4".
    pub fn clash_place(&self) -> String {
        let line = self.clash.line();
        if self.clashing_closure().is_some() {
            format!("the closure on line {line}")
        } else {
            format!("line {line}")
        }
    }
}

impl Conflict<'_> {
    /// Why a closure that borrows is still needed in the same statement.
    pub fn why_closure_is_needed(&self) -> String {
        let (case, until) = (self.case, self.until);
        let has = |part: &Clue| {
            until.bytes.start <= part.bytes.start && part.bytes.end <= until.bytes.end
        };
        let what = match case.tree.kind(case.node(until)) {
            NodeKind::Tuple => Some("tuple"),
            NodeKind::Array => Some("array"),
            NodeKind::StructLiteral => Some("struct"),
            _ => None,
        };
        match what.filter(|_| has(self.borrow) && has(self.clash)) {
            Some(what) => format!("the {what} that begins on line {} has both", until.line()),
            None => "that closure is still needed in the same statement".to_owned(),
        }
    }
}

/// A sentence begins with a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}
