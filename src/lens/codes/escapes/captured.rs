//! E0373: a closure or `async` block borrows a variable and may outlive it.

use super::owning;
use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::leaving::{self, Leaving};
use crate::lens::query::statements::{self, around};
use crate::lens::query::{callee, errors, places, results, threads};
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role, function_around};

/// A closure that may outlive what it borrows.
pub struct Captured<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// The closure or `async` block.
    pub closure: NodeId,
    /// Where it uses what it borrows.
    pub used: &'a Clue,
    /// The place that it borrows, in the compiler's words.
    pub path: &'a str,
    /// The variable that the place belongs to.
    pub id: BindingId,
    /// The same variable.
    pub owner: &'a Binding,
    /// The scope at whose end that variable is dropped.
    pub scope: Scope,
    /// Where the variable's value moves away before that, if it does.
    pub leaving: Option<Leaving>,
    /// Why the closure may live longer.
    pub reason: Reason<'a>,
}

/// Why a closure may outlive its function.
pub enum Reason<'a> {
    /// It's returned, at this place.
    Returned(Clue),
    /// A function asks for that: its call, and its name.
    Asked(NodeId, &'a str),
    /// The compiler doesn't tell.
    Unknown,
}

impl<'a> Captured<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let primary = Some(&case.primary).filter(|clue| clue.role == Part::MayOutlive)?;
        let used = case.other(Part::Borrow)?;
        let path = primary.name(0)?;
        let mut at = around(case, case.tree.innermost_at(primary.bytes.start));
        let closure = at.find(|node| {
            let kind = case.tree.kind(*node);
            matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock)
        })?;
        let first = places::parts(path).first().copied()?;
        let node = case.tree.innermost_at(used.bytes.start);
        let id = case
            .names
            .binding_of(node)
            .filter(|id| case.names.binding(*id).name == first);
        let id = id.or_else(|| {
            let byte = used.bytes.start;
            case.names.visible_at(case.tree, first, byte)
        })?;
        let owner = case.names.binding(id);
        Some(Self {
            scope: ends::scope_of(case, owner)?,
            leaving: leaving::told(case, id),
            reason: reason(case, closure),
            case,
            closure,
            used,
            path,
            id,
            owner,
        })
    }

    /// "closure" or "`async` block".
    pub fn word(&self) -> &'static str {
        if self.case.tree.kind(self.closure) == NodeKind::AsyncBlock {
            "`async` block"
        } else {
            "closure"
        }
    }

    /// Where the value has moved away before the closure begins.
    pub fn gone_before(&self) -> Option<&Leaving> {
        let begin = self.case.tree.bytes(self.closure).start;
        self.leaving.as_ref().filter(|gone| gone.bytes.end <= begin)
    }

    /// The line where the closure begins.
    pub fn line(&self) -> usize {
        self.case.primary.line()
    }
}

fn reason<'a>(case: &Case<'a>, closure: NodeId) -> Reason<'a> {
    if let Some(place) = case.note("is returned here") {
        return Reason::Returned(place);
    }
    let Some(place) = case.note("requires argument type to outlive") else {
        return Reason::Unknown;
    };
    let mut near = around(case, closure);
    let call = near.find(|at| callee::is_call(case, *at) && case.tree.bytes(*at) == place.bytes);
    let Some(call) = call else {
        return Reason::Unknown;
    };
    if is_hidden_in_result(case, call) {
        return Reason::Returned(place);
    }
    let is_passed =
        case.tree.parent(closure) == Some(call) && case.tree.role(closure) == Role::Argument;
    match callee::path(case, call).filter(|_| is_passed) {
        Some(name) => Reason::Asked(call, name),
        None => Reason::Unknown,
    }
}

/// Whether a function returns what this call makes as an `impl` or `dyn` type. Then the borrow has
/// to last because of that, though rustc points at the call: `filter` asks for nothing itself. A
/// function that starts a thread does, and so may one of this file.
fn is_hidden_in_result(case: &Case, call: NodeId) -> bool {
    let tree = case.tree;
    let Some(body) = statements::body_around(case, call) else {
        return false;
    };
    let is_result = results::results_of(case, body).contains(&call);
    let hides = tree.child(body, Role::Return).is_some_and(|ty| {
        let bytes = tree.bytes(ty);
        let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
        tokens
            .into_iter()
            .any(|at| matches!(case.source.word(at), "impl" | "dyn"))
    });
    let asks = callee::function(case, call).is_some_and(|function| {
        let end = tree
            .child(function.node, Role::Body)
            .map(|body| tree.bytes(body).start);
        let start = tree.bytes(function.node).start;
        end.is_some_and(|end| case.text(&(start..end)).contains("'static"))
    });
    let starts = callee::name(case, call).is_some_and(|name| name.starts_with("spawn"));
    is_result && hides && !asks && !starts
}

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let captured = Captured::new(case)?;
    let mut account = Account::default();
    draw(&captured, &mut account);
    if let Some(gone) = captured.gone_before() {
        account.say(format!(
            "The {} on line {} borrows `{}`, but line {} has moved that away already.",
            captured.word(),
            captured.line(),
            captured.path,
            gone.line()
        ));
        return Some(account);
    }
    account.say(sentence(&captured));
    judge(&captured, &mut account);
    account.repairs = owning::propose(&captured);
    Some(account)
}

fn draw(captured: &Captured, account: &mut Account) {
    let case = captured.case;
    let (path, word) = (captured.path, captured.word());
    let lane = account.lane(captured.owner.name.as_str());
    let declared = case.area(&case.declaration(captured.owner));
    account.event(lane, What::Created, declared, "");
    let other = account.lane(if word == "closure" { word } else { "async" });
    let begin = case.primary.area;
    let used = captured.used.area;
    let borrows = format!("the {word} borrows `{path}`");
    account.event(other, What::Borrows, begin, borrows);
    if used.start.line != begin.start.line {
        account.event(other, What::Used, used, format!("uses `{path}`"));
    }
    match &captured.reason {
        Reason::Returned(place) if place.line() > used.start.line => {
            account.event(other, What::Used, place.area, "and is returned");
        }
        _ => {}
    }
    let name = &captured.owner.name;
    if let Some(gone) = captured.gone_before() {
        account.event(lane, What::Moved, gone.area, format!("moves `{name}` away"));
        account.event(
            other,
            What::Conflict,
            used,
            format!("`{name}` has been moved away"),
        );
        return;
    }
    let end = case.area(&ends::end_of(case, captured.scope));
    let (what, area, note) = match &captured.leaving {
        Some(gone) if gone.is_certain => (What::Moved, gone.area, format!("moves `{name}` away")),
        Some(_) => (What::LastUse, end, format!("`{name}` is gone")),
        None => (What::Dropped, end, format!("`{name}` is dropped")),
    };
    account.event(lane, what, area, note);
    let note = format!("the {word} may still be there");
    account.event(other, What::Conflict, area, note);
}

fn sentence(captured: &Captured) -> String {
    let case = captured.case;
    let (word, path, line) = (captured.word(), captured.path, captured.line());
    let borrows = format!("The {word} on line {line} only borrows `{path}`, which is");
    let end = ends::end_of(case, captured.scope);
    let at = at_the_end(captured);
    let line_of_end = case.line(end.start);
    let dropped = match (&captured.leaving, at.strip_prefix("at ")) {
        (Some(gone), _) if gone.is_certain => format!("moved away on line {}", gone.line()),
        (Some(_), Some(end)) => format!("gone by {end} (line {line_of_end})"),
        _ => format!("dropped {at} (line {line_of_end})"),
    };
    match &captured.reason {
        Reason::Returned(place) => {
            let body = statements::body_around(case, case.node(place));
            format!(
                "{borrows} {dropped}. But the {word} is part of what {} returns, so it lives on.",
                returner(case, body)
            )
        }
        Reason::Asked(_, name) => format!(
            "{borrows} {dropped}. But `{name}` requires a {word} that {}.",
            requirement(case)
        ),
        Reason::Unknown if case.has_note("async blocks are not executed immediately") => format!(
            "{borrows} {dropped}. But an `async` block doesn't run where it's written: it may run later than that."
        ),
        Reason::Unknown => {
            format!("{borrows} {dropped}. But the {word} may live longer than that.")
        }
    }
}

/// Where the next statement waits for the thread, nothing would go wrong.
fn judge(captured: &Captured, account: &mut Account) {
    let case = captured.case;
    let Reason::Asked(call, name) = captured.reason else {
        return;
    };
    let spawn = threads::spawn_around(case, call);
    if let Some(line) = spawn.and_then(|spawn| threads::joined_next(case, &spawn)) {
        account.also.push(line);
        let fine = if errors::is_only_one(case) {
            "Nothing would go wrong here"
        } else {
            "This borrow would be fine"
        };
        account.sound(format!(
            "{fine}, since line {line} waits for the thread. But `{name}` doesn't know that: its signature has to be right for every caller."
        ));
    }
}

fn at_the_end(captured: &Captured) -> String {
    match captured.scope {
        Scope::Closure(_) => "at the end of the closure around it".to_owned(),
        scope => ends::at_the_end(captured.case, scope),
    }
}

fn returner(case: &Case, body: Option<NodeId>) -> String {
    let function = body.filter(|body| case.tree.kind(*body) == NodeKind::Function);
    match function.and_then(|body| function_around(case.source, case.tree, body)) {
        Some(function) => format!("`{}`", function.name()),
        None => "the closure around it".to_owned(),
    }
}

/// What a function requires of a closure, by the lifetime in the compiler's note.
fn requirement(case: &Case) -> String {
    match case.note_names("requires argument type to outlive").first() {
        Some(&"'static") => "may live for the rest of the program (`'static`)".to_owned(),
        Some(name) if name.chars().nth(1).is_some_and(char::is_alphabetic) => {
            format!("may live for all of `{name}`")
        }
        _ => "may live longer than that".to_owned(),
    }
}
