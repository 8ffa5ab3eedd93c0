//! Values that must not go from one thread to another (E0277 for `Send` and `Sync`).

use crate::model::lens::account::Account;
use crate::model::lens::case::{Case, Clue};
use crate::model::lens::code::{Area, words};
use crate::model::lens::events::What;
use crate::model::lens::fixes::{Change, Edit, Fix, edits};
use crate::model::lens::moves::call_around;
use crate::model::lens::roles::Role;
use crate::model::lens::syntax::{Binding, BindingKind, closure_end};

/// The account of such an error; `None` if no closure goes to a thread here.
pub fn account(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let of_type = case.named(0)?.to_owned();
    let shared = case.diagnostic.message.contains("shared between threads");
    let body = closure_body(case, main)?;
    let captured = captured(case, body);
    let head = of_type.split('<').next().unwrap_or(&of_type).to_owned();
    let found = offender(case, &captured, &head);
    let call = call_around(case, main.area).unwrap_or_else(|| "the call".to_owned());
    let mut account = Account::default();
    let verb = if shared {
        "shared between"
    } else {
        "sent to other"
    };
    match found {
        Some(binding) => {
            let lane = account.lane(binding.name.clone());
            let note = format!("holds the `{of_type}`");
            account.event(lane, What::Created, case.declaration(binding)?, note);
            let takes = main.text.starts_with("move");
            if takes {
                account.event(lane, What::Moved, main.area, "");
            }
            account.event(
                lane,
                What::Conflict,
                main.area,
                format!("must not be {verb} threads"),
            );
            let thread = account.lane("thread");
            let begins = match takes {
                true => What::Created,
                false => What::Borrows,
            };
            account.event(thread, begins, main.area, "");
            account.event(thread, What::LastUse, end_line(main), "");
        }
        None => {
            let lane = account.lane("");
            account.event(
                lane,
                What::Conflict,
                main.area,
                format!("holds a `{of_type}`, which must not be {verb} threads"),
            );
        }
    }
    let who = match found {
        Some(binding) => format!("`{}`", binding.name),
        None => format!("a `{of_type}`"),
    };
    account.say(format!(
        "The closure on line {} takes {who} with it, and {call}() runs it on another thread. {}",
        main.line(),
        why(&head, &of_type, shared)
    ));
    account.harm(harm(&head));
    fixes(case, &head, &mut account);
    Some(account)
}

fn end_line(main: &Clue) -> Area {
    Area {
        start: main.area.end,
        end: main.area.end,
    }
}

/// The tokens of the closure that goes to the thread.
fn closure_body(case: &Case, main: &Clue) -> Option<std::ops::Range<usize>> {
    let code = case.code;
    let range = code.indices(main.area);
    let mut at = range.start;
    while matches!(code.token(at), "move" | "async") {
        at += 1;
    }
    let from = match code.token(at) {
        "||" => at + 1,
        "|" => (at + 1..code.tokens.len()).find(|i| code.token(*i) == "|")? + 1,
        "{" => at,
        _ => return None,
    };
    Some(from..closure_end(code, from).max(range.end))
}

/// The variables of outside that a closure uses.
fn captured<'a>(case: &'a Case, body: std::ops::Range<usize>) -> Vec<&'a Binding> {
    let code = case.code;
    let Some(area) = code.span_of(body.start, body.end.saturating_sub(1)) else {
        return Vec::new();
    };
    let text = code.text(area);
    let mut found: Vec<&Binding> = Vec::new();
    for word in words(&text) {
        let Some(binding) = case.binding(word, area.start) else {
            continue;
        };
        let outside = !body.contains(&binding.token);
        if outside && !found.iter().any(|b| b.token == binding.token) {
            found.push(binding);
        }
    }
    found
}

/// The captured variable that holds the type: the only one, or the only one whose value
/// names the type.
fn offender<'a>(case: &'a Case, captured: &[&'a Binding], head: &str) -> Option<&'a Binding> {
    if let [only] = captured {
        return Some(only);
    }
    let mut found = captured.iter().filter(|b| names_type(case, b, head, 3));
    let first = found.next()?;
    found.next().is_none().then_some(*first)
}

/// Whether a variable's type or value names a type, also over a few other variables.
fn names_type(case: &Case, binding: &Binding, head: &str, depth: usize) -> bool {
    let code = case.code;
    let mentions = |range: &std::ops::Range<usize>| range.clone().any(|at| code.token(at) == head);
    if mentions(&binding.value) || mentions(&binding.of_type) {
        return true;
    }
    let Some(first) = code
        .tokens
        .get(binding.value.start)
        .filter(|_| depth > 0 && !binding.value.is_empty())
    else {
        return false;
    };
    let place = first.area.start;
    binding.kind == BindingKind::Let
        && binding.value.clone().any(|at| {
            let other = case.binding(code.token(at), place);
            other.is_some_and(|o| o.token != binding.token && names_type(case, o, head, depth - 1))
        })
}

fn why(head: &str, of_type: &str, shared: bool) -> String {
    match head {
        "Rc" => "An `Rc` counts its owners without a lock, for one thread only.".to_owned(),
        "RefCell" => {
            "A `RefCell` keeps its account of borrows without a lock, for one thread only."
                .to_owned()
        }
        "Cell" => "A `Cell` changes its value without a lock, for one thread only.".to_owned(),
        "MutexGuard" => {
            "The guard of a `Mutex` must be given back by the thread that got it.".to_owned()
        }
        _ if head.starts_with('*') => {
            "A raw pointer makes no promise about other threads.".to_owned()
        }
        _ if shared => format!("A `{of_type}` must not be used by two threads at once."),
        _ => format!("A `{of_type}` must stay on its thread."),
    }
}

fn harm(head: &str) -> &'static str {
    match head {
        "Rc" => {
            "two threads could count at the same moment, one count would be lost, and the value be freed while it is still used."
        }
        "RefCell" => {
            "two threads could both be told that they may write, and write at the same moment."
        }
        "Cell" => "one thread could read what the other has half written.",
        _ => "two threads could use it at the same moment, and each spoil the other's work.",
    }
}

fn fixes(case: &Case, head: &str, account: &mut Account) {
    match head {
        "Rc" => account.fix(Fix::new(
            "`Arc` counts its owners in a way that is safe between threads.",
            arc(case),
        )),
        "RefCell" => {
            account.fix(Fix::new(
                "`Mutex` does for threads what `RefCell` does for one: one writer at a time.",
                mutex(case),
            ));
        }
        "Cell" => account.fix(Fix::words(
            "Use an atomic type, such as `AtomicI32` with `fetch_add`, or a `Mutex`.",
        )),
        "MutexGuard" => account.fix(Fix::words(
            "Let the guard go (end its block, or `drop` it) before the work is handed over.",
        )),
        _ => {}
    }
    account.fix(Fix::words(
        "Give the thread only the data that it needs, as owned values, and let it return its result.",
    ));
}

fn renamed(case: &Case, from: &str, to: &str) -> Vec<Change> {
    let code = case.code;
    let tokens = code.tokens.iter().filter(|t| t.text == from);
    tokens.map(|t| Change::replace(t.area, to)).collect()
}

fn imports(case: &Case, path: [&str; 5], by: [&str; 2]) -> Option<Vec<Change>> {
    let code = case.code;
    let at = (0..code.tokens.len()).find(|at| (0..5).all(|i| code.token(at + i) == path[i]))?;
    let tokens = [(at + 2, by[0]), (at + 4, by[1])];
    let changes = tokens.map(|(i, by)| code.span_of(i, i).map(|area| Change::replace(area, by)));
    changes.into_iter().collect()
}

fn arc(case: &Case) -> Vec<Edit> {
    let has_arc = case
        .code
        .tokens
        .iter()
        .any(|t| t.text == "Arc" || t.text == "Weak");
    let imports = imports(case, ["std", "::", "rc", "::", "Rc"], ["sync", "Arc"]);
    let Some(mut changes) = imports.filter(|_| !has_arc) else {
        return Vec::new();
    };
    let first = changes.last().map(|c| c.area);
    changes.extend(
        renamed(case, "Rc", "Arc")
            .into_iter()
            .filter(|c| Some(c.area) != first),
    );
    edits(case.code, &changes)
}

fn mutex(case: &Case) -> Vec<Edit> {
    let has_mutex = case.code.tokens.iter().any(|t| t.text == "Mutex");
    let imports = imports(
        case,
        ["std", "::", "cell", "::", "RefCell"],
        ["sync", "Mutex"],
    );
    let Some(mut changes) = imports.filter(|_| !has_mutex) else {
        return Vec::new();
    };
    let first = changes.last().map(|c| c.area);
    changes.extend(
        renamed(case, "RefCell", "Mutex")
            .into_iter()
            .filter(|c| Some(c.area) != first),
    );
    for (from, to) in [("borrow_mut", "lock"), ("borrow", "lock")] {
        for change in renamed(case, from, to) {
            let at = case.code.index_at(change.area.start);
            let call = case
                .code
                .span_of(at, at + 2)
                .filter(|_| case.code.token(at + 2) == ")");
            if let Some(area) = call {
                changes.push(Change::replace(area, format!("{to}().unwrap()")));
            }
        }
    }
    edits(case.code, &changes)
}

/// `future cannot be sent between threads safely`, which has no code.
pub fn future(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let note = case
        .diagnostic
        .children
        .iter()
        .find(|c| c.message.contains("across an await"))?;
    let file = &case.diagnostic.primary_span()?.file_name;
    let own = || note.spans.iter().filter(|s| &s.file_name == file);
    let await_span = own().find(|s| {
        s.label
            .as_ref()
            .is_some_and(|l| l.contains("await occurs here"))
    })?;
    let held = own().find(|s| s.label.as_ref().is_some_and(|l| l.starts_with("has type")))?;
    let label = await_span.label.as_deref().unwrap_or("");
    let name = crate::model::lens::roles::names(label)
        .first()
        .map_or("value", |n| *n)
        .to_owned();
    let held_label = held.label.as_deref().unwrap_or("");
    let of_type = crate::model::lens::roles::names(held_label)
        .first()
        .map_or("", |n| *n)
        .to_owned();
    let (held, waits) = (case.code.area(held)?, case.code.area(await_span)?);
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    account.event(lane, What::Created, held, format!("holds the `{of_type}`"));
    account.event(
        lane,
        What::Conflict,
        waits,
        "the task may wait here, and go on with another thread",
    );
    account.also.push(main.line());
    account.say(format!(
        "`{name}` (line {}) is still alive while line {} waits. A task that waits may go on with another thread, but a `{of_type}` must stay on its thread.",
        held.start.line,
        waits.start.line
    ));
    account.harm(harm(of_type.split('<').next().unwrap_or("")));
    account.fix(Fix::words(format!(
        "Let `{name}` end before the `.await`: in a block of its own, or in a function that does the work and returns what is needed."
    )));
    Some(account)
}

/// Whether an error is about `Send` or `Sync`.
pub fn is_about(case: &Case) -> bool {
    case.diagnostic.message.contains("between threads safely") && case.first(Role::Lacks).is_some()
}
