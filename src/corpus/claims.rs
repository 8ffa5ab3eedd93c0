//! What a drawing claims, put to the compiler as questions.
//!
//! A question is a probe in a copy of the program: a branch that is never taken, in which a
//! variable is read or written. Whether the borrow checker objects to it is the answer. What can't
//! be put as a question isn't asked.

use super::compiler::Compiler;
use super::mutants::{EDITION, Mutant};
use crate::lens::Lens;
use crate::lens::events::{Event, What};
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::{self, TextEdit};
use crate::rust::{
    Binding, BindingKind, Edition, Names, NodeId, NodeKind as K, Role as R, Source, Tree,
};

/// What the compiler says of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It's true.
    Confirmed,
    /// It's false, and why.
    Denied(String),
    /// It can't be asked.
    NotAsked,
}

/// A claim, and the answer to it.
#[derive(Debug)]
pub struct AskedClaim {
    /// What is claimed, in words.
    pub claim: String,
    /// The answer.
    pub answer: Answer,
}

/// What the probes need, behind the program.
const HELPERS: &str = "\n#[allow(dead_code)] fn __ask() -> bool { false }\n\
    #[allow(dead_code)] fn __use<T: ?Sized>(_: &T) {}\n\
    #[allow(dead_code)] fn __make<T>() -> T { loop {} }\n\
    #[allow(dead_code)] struct __Probe;\n";

/// Asks the compiler about all claims of a drawing that can be asked.
pub fn ask(compiler: &Compiler, mutant: &Mutant, lens: &Lens) -> Vec<AskedClaim> {
    let source = Source::new(mutant.text.clone(), Edition::named(EDITION));
    let (Ok(tree), Ok(names)) = (source.tree(), source.names()) else {
        return Vec::new();
    };
    let witness = Witness {
        compiler,
        mutant,
        source: &source,
        tree,
        names,
        lens,
    };
    let events = lens.events.iter();
    events.filter_map(|event| witness.ask(event)).collect()
}

struct Witness<'a> {
    compiler: &'a Compiler,
    mutant: &'a Mutant,
    source: &'a Source,
    tree: &'a Tree,
    names: &'a Names,
    lens: &'a Lens,
}

impl Witness<'_> {
    fn ask(&self, event: &Event) -> Option<AskedClaim> {
        let name = self.lens.picture.lanes.get(event.lane)?;
        let line = event.line;
        let (claim, answer) = match event.what {
            What::Moved => (
                format!("`{name}` is moved on line {line}"),
                self.is_moved(name, event),
            ),
            What::Dropped => (
                format!("`{name}` is dropped on line {line}"),
                self.is_dropped(name, event),
            ),
            What::Reads | What::Writes | What::Borrows => {
                let owner = self.owner(event)?;
                (
                    format!("`{name}` borrows `{owner}` on line {line}"),
                    self.holds(name, owner, event),
                )
            }
            _ => return None,
        };
        let answer = answer.unwrap_or(Answer::NotAsked);
        Some(AskedClaim { claim, answer })
    }

    /// With a new value right before the statement, it can't be read right behind it.
    fn is_moved(&self, name: &str, event: &Event) -> Option<Answer> {
        let at = self.byte(event)?;
        self.binding(name, at)?;
        let statement = self.tree.statement_at(at)?;
        if !self.may_follow(statement) {
            return None;
        }
        let bytes = self.tree.bytes(statement);
        let renew = format!("{name} = crate::__make();");
        // The compiler complains of a moved value once. With another new value, nothing behind
        // the probe is left to complain of.
        let read = format!(" let _ = &{name}; {renew} ");
        let before = TextEdit::insertion(bytes.start, format!(" {renew} "));
        let errors = self.errors_at(bytes.end, &read, &[before])?;
        let is_moved = errors.iter().any(|e| e.code.as_deref() == Some("E0382"));
        if is_moved {
            Some(Answer::Confirmed)
        } else {
            let goes_on = !self.leaves(statement);
            goes_on.then(|| Answer::Denied("it can still be read behind it".to_owned()))
        }
    }

    /// A variable that is dropped at a `}` isn't known behind it.
    fn is_dropped(&self, name: &str, event: &Event) -> Option<Answer> {
        let at = self.byte(event)?;
        let binding = self.binding(name, at)?;
        if !self.source.text()[at..].starts_with('}') {
            return None;
        }
        if binding.scope.end > at + 1 {
            return Some(Answer::Denied("its scope doesn't end there".to_owned()));
        }
        Some(Answer::Confirmed)
    }

    /// Writing to the owner is an error if the holder is used later, and none if it isn't.
    fn holds(&self, holder: &str, owner: &str, event: &Event) -> Option<Answer> {
        let at = self.byte(event).filter(|_| holder != owner)?;
        let statement = self.tree.statement_at(at)?;
        let end = self.tree.bytes(statement).end;
        let held = self.names.visible_at(self.tree, holder, end)?;
        let held = self.names.binding(held);
        let is_let = matches!(held.kind, BindingKind::Let) && held.owner == statement;
        if !is_let || self.binding(owner, end)?.kind.is_item() || !self.may_follow(statement) {
            return None;
        }
        let used =
            format!(" if crate::__ask() {{ let _ = &mut {owner}; crate::__use(&{holder}); }} ");
        let unused = format!(" if crate::__ask() {{ let _ = &mut {owner}; loop {{}} }} ");
        let is_conflict = |text: &str| -> Option<bool> {
            let errors = self.errors_at(end, text, &[])?;
            let codes = errors.iter().filter_map(|e| e.code.as_deref());
            Some(
                codes
                    .into_iter()
                    .any(|code| matches!(code, "E0499" | "E0502")),
            )
        };
        if is_conflict(&used)? {
            return (!is_conflict(&unused)?).then_some(Answer::Confirmed);
        }
        // Through a reference, something else is borrowed than the variable.
        let ask = format!(" if crate::__ask() {{ let _: crate::__Probe = {owner}; }} ");
        let found = self.errors_at(end, &ask, &[])?;
        let label = found
            .iter()
            .flat_map(|e| &e.spans)
            .find_map(|s| s.label.as_deref());
        let is_owned = label.is_some_and(|l| !l.contains("found `&") && !l.contains("found `*"));
        is_owned
            .then(|| Answer::Denied(format!("`{owner}` can be changed while `{holder}` is used")))
    }

    /// The lane that a borrow is of, if there is but one.
    fn owner(&self, event: &Event) -> Option<&str> {
        let lanes = &self.lens.picture.lanes;
        let mut others = (0..lanes.len()).filter(|lane| *lane != event.lane);
        let only = others.next().filter(|_| others.next().is_none())?;
        lanes.get(only).map(String::as_str)
    }

    fn byte(&self, event: &Event) -> Option<usize> {
        self.source.byte_at(event.line, event.column)
    }

    /// The local variable of this name at a place.
    fn binding(&self, name: &str, at: usize) -> Option<&Binding> {
        let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let id = self
            .names
            .visible_at(self.tree, name, at)
            .filter(|_| is_name)?;
        Some(self.names.binding(id)).filter(|binding| !binding.kind.is_item())
    }

    /// Whether a statement may stand behind this one.
    fn may_follow(&self, statement: NodeId) -> bool {
        let text = &self.source.text()[self.tree.bytes(statement)];
        let block = self.tree.parent(statement);
        let last = block.and_then(|block| self.tree.children_as(block, R::Statement).last());
        text.ends_with(';') || last != Some(statement)
    }

    /// Whether what is behind a statement may never be reached.
    fn leaves(&self, statement: NodeId) -> bool {
        self.tree.descendants(statement).any(|node| {
            matches!(
                self.tree.kind(node),
                K::Return | K::Break | K::Continue | K::Loop | K::Try | K::MacroCall
            )
        })
    }

    /// The errors at a probe that is put in here; `None` if types or names don't fit there, so
    /// that the borrow checker isn't reached. `others` are insertions before it.
    fn errors_at(&self, at: usize, probe: &str, others: &[TextEdit]) -> Option<Vec<Diagnostic>> {
        let mut edits = others.to_vec();
        edits.push(TextEdit::insertion(at, probe));
        edits.push(TextEdit::insertion(self.source.text().len(), HELPERS));
        let text = edit::apply(self.source.text(), &edits)?;
        let errors = self.compiler.errors(self.mutant, &text);
        let line = self.source.line_of(at);
        let before = self.source.text().get(self.source.line(line).start..at)?;
        let on_line = others
            .iter()
            .filter(|edit| self.source.line_of(edit.bytes.start) == line);
        let added: usize = on_line.map(|edit| edit.text.chars().count()).sum();
        let begin = before.chars().count() + added + 1;
        let columns = begin..begin + probe.chars().count();
        let is_there = |error: &Diagnostic| {
            let primary = error.primary_span();
            primary.is_some_and(|s| s.line_start == line && columns.contains(&s.column_start))
        };
        let (there, elsewhere): (Vec<_>, Vec<_>) = errors.into_iter().partition(is_there);
        let asks_for_type = probe.contains("__Probe");
        let is_early = |error: &Diagnostic| {
            let code = error.code.as_deref();
            matches!(code, Some("E0308" | "E0282" | "E0283" | "E0277" | "E0425")) || code.is_none()
        };
        let is_blind = !asks_for_type && there.iter().any(is_early)
            || elsewhere.iter().any(|error| {
                error.code.is_none() && !error.message.contains("lifetime may not live")
            });
        (!is_blind).then_some(there)
    }
}
