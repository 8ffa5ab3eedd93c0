//! Values that must not go from one thread to another (E0277 for `Send` and `Sync`).

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::{Role, names};
use crate::lens::old::calls::call_around;
use crate::lens::old::case::{Case, Clue};
use crate::lens::old::code::words;
use crate::lens::old::fixes::{Change, Edit, Fix, edits};
use crate::lens::old::syntax::{Binding, BindingKind, closure_end};
use crate::lens::place::Area;
use crate::model::diagnostic::Span;

/// The account of such an error; `None` if no closure goes to a thread here.
pub fn account(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let of_type = without_paths(case.named(0)?);
    let shared = case.diagnostic.message.contains("shared between threads");
    let (closure, body) = closure(case, main)?;
    let captured = captured(case, body);
    let head = head(&of_type).to_owned();
    let found = offender(case, &captured, &head);
    let call = call_around(case, closure).or_else(|| call_around(case, main.area));
    let call = call.unwrap_or_else(|| "the call".to_owned());
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
            let takes = case.code.token(case.code.index_at(closure.start)) == "move";
            if takes {
                account.event(lane, What::Moved, closure, "");
            }
            account.event(
                lane,
                What::Conflict,
                closure,
                format!("must not be {verb} threads"),
            );
            let thread = account.lane("thread");
            let begins = match takes {
                true => What::Created,
                false => What::Borrows,
            };
            account.event(thread, begins, closure, "");
            account.event(thread, What::LastUse, end_line(closure), "");
        }
        None => {
            let lane = account.lane("");
            account.event(
                lane,
                What::Conflict,
                closure,
                format!("holds {}, which must not be {verb} threads", a(&of_type)),
            );
        }
    }
    let who = match found {
        Some(binding) => format!("`{}`", binding.name),
        None => a(&of_type),
    };
    account.say(format!(
        "The closure on line {} takes {who} with it, and {call}() runs it on another thread. {}",
        closure.start.line,
        why(&head, &of_type, shared)
    ));
    account.harm(harm(&head));
    fixes(case, &head, &mut account);
    Some(account)
}

/// `MutexGuard<'_, i32>` of `std::sync::MutexGuard<'_, i32>`.
fn without_paths(of_type: &str) -> String {
    let mut short = String::new();
    for part in of_type.split_inclusive("::") {
        match part.strip_suffix("::") {
            Some(path) => {
                let kept = path.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
                short.push_str(kept);
            }
            None => short.push_str(part),
        }
    }
    short
}

/// `RefCell` of `&RefCell<Vec<u8>>`; of a raw pointer its `*`.
fn head(of_type: &str) -> &str {
    let of_type = of_type.trim_start_matches('&').trim_start_matches("mut ");
    of_type.split('<').next().unwrap_or(of_type)
}

/// A type with its article: ``an `Rc<u8>` ``, ``a `Cell<u8>` ``.
fn a(of_type: &str) -> String {
    let is_an = of_type.starts_with("Rc") || of_type.starts_with(['A', 'E', 'I', 'O']);
    match is_an {
        true => format!("an `{of_type}`"),
        false => format!("a `{of_type}`"),
    }
}

fn end_line(area: Area) -> Area {
    Area {
        start: area.end,
        end: area.end,
    }
}

/// The closure that goes to the thread, and its tokens.
fn closure(case: &Case, main: &Clue) -> Option<(Area, std::ops::Range<usize>)> {
    let within = case.clues.iter().filter(|c| c.role == Role::InClosure);
    let clues = std::iter::once(main).chain(within);
    let mut areas = clues.map(|clue| clue.area).chain(
        // As older compilers have it.
        case.note("used within this closure").map(|clue| clue.area),
    );
    areas.find_map(|area| Some((area, closure_body(case, area)?)))
}

fn closure_body(case: &Case, area: Area) -> Option<std::ops::Range<usize>> {
    let code = case.code;
    let range = code.indices(area);
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
        "Weak" => "The `Weak` of an `Rc` counts without a lock, for one thread only.".to_owned(),
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
        _ if shared => format!(
            "What is {} must not be used by two threads at once.",
            a(of_type)
        ),
        _ => format!("What is {} must stay on its thread.", a(of_type)),
    }
}

fn harm(head: &str) -> &'static str {
    match head {
        "Rc" | "Weak" => {
            "two threads could count at the same moment, one count would be lost, and the value be freed while it is still used."
        }
        "RefCell" => {
            "two threads could both be told that they may write, and write at the same moment."
        }
        "MutexGuard" => {
            "a thread would unlock what another one has locked, which some systems do not allow."
        }
        "Cell" => "one thread could read what the other has half written.",
        _ => "two threads could use it at the same moment, and each spoil the other's work.",
    }
}

fn fixes(case: &Case, head: &str, account: &mut Account) {
    match head {
        "Rc" | "Weak" => account.fix(Fix::new(
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
            "Lock inside of the thread: give it the `Mutex` (by reference, or in an `Arc`) instead of the guard.",
        )),
        _ if head.starts_with('*') => account.fix(Fix::words(
            "Let the threads share the value itself: an atomic type such as `AtomicI32`, or a `Mutex`, in an `Arc`.",
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

/// `Arc` for each `Rc`, from `std::sync` in place of `std::rc`; its `Weak` has the same name.
fn arc(case: &Case) -> Vec<Edit> {
    let code = case.code;
    let is_path = |at: &usize| (0..4).all(|i| code.token(at + i) == ["std", "::", "rc", "::"][i]);
    let paths = (0..code.tokens.len()).filter(is_path);
    let modules = paths.filter_map(|at| code.span_of(at + 2, at + 2));
    let mut changes: Vec<Change> = modules.map(|area| Change::replace(area, "sync")).collect();
    if changes.is_empty() || code.tokens.iter().any(|t| t.text == "Arc") {
        return Vec::new();
    }
    changes.extend(renamed(case, "Rc", "Arc"));
    edits(code, &changes)
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
    held_over_await(case).or_else(|| captured_by_future(case))
}

/// The type in backticks of the label that begins with `has type`.
fn type_of(span: &Span) -> Option<String> {
    let label = span
        .label
        .as_deref()
        .filter(|l| l.starts_with("has type"))?;
    names(label).first().map(|name| without_paths(name))
}

fn own_notes<'a>(case: &'a Case, words: &str) -> Option<Vec<&'a Span>> {
    let file = &case.diagnostic.primary_span()?.file_name;
    let mut children = case.diagnostic.children.iter();
    let note = children.find(|c| c.message.contains(words) && !c.spans.is_empty())?;
    Some(note.spans.iter().filter(|s| &s.file_name == file).collect())
}

/// A value that is alive while the task waits.
fn held_over_await(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let own = own_notes(case, "across an await")?;
    let is_await = |s: &&&Span| {
        s.label
            .as_deref()
            .is_some_and(|l| l.contains("await occurs here"))
    };
    let await_span = own.iter().find(is_await)?;
    let (held, of_type) = own.iter().find_map(|s| Some((s, type_of(s)?)))?;
    let label = await_span.label.as_deref().unwrap_or("");
    let name = names(label).first().copied().unwrap_or("the value");
    let name = name.strip_prefix("mut ").unwrap_or(name);
    let (held, waits) = (case.code.area(held)?, case.code.area(await_span)?);
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let thing = match is_name {
        true => format!("`{name}`"),
        false => a(&of_type),
    };
    let mut account = Account::default();
    let lane = account.lane(if is_name { name } else { "(no name)" });
    account.event(lane, What::Created, held, format!("holds the `{of_type}`"));
    account.event(
        lane,
        What::Conflict,
        waits,
        "the task may wait here, and go on with another thread",
    );
    // A macro of the program shows where it is written, which tells nothing.
    account
        .also
        .extend(Some(main.line()).filter(|_| !main.text.contains('$')));
    account.say(format!(
        "{} (line {}) is still alive while line {} waits. A task that waits may go on with another thread. {}",
        capital(&thing),
        held.start.line,
        waits.start.line,
        why(head(&of_type), &of_type, of_type.starts_with('&'))
    ));
    account.harm(harm(head(&of_type)));
    account.fix(Fix::words(format!(
        "Let {thing} end before the `.await`: in a block of its own, or in a function that does the work and returns what is needed."
    )));
    async_kind(case, &of_type, &mut account);
    Some(account)
}

/// What may take the type's place in tasks.
fn async_kind(case: &Case, of_type: &str, account: &mut Account) {
    match head(of_type) {
        "Rc" => account.fix(Fix::new(
            "`Arc` counts its owners in a way that is safe between threads.",
            arc(case),
        )),
        "RefCell" | "Cell" => account.fix(Fix::words(
            "A `Mutex` or an atomic type may be used from several threads.",
        )),
        "MutexGuard" => account.fix(Fix::words(
            "A `Mutex` that is made for tasks, such as that of tokio, has guards that may be kept while a task waits.",
        )),
        _ => {}
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A variable that an async block takes with it.
fn captured_by_future(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let own = own_notes(case, "captured value is not")?;
    let (used, of_type) = own.iter().find_map(|s| Some((s, type_of(s)?)))?;
    let used = case.code.area(used)?;
    let text = case.code.text(used);
    let binding = case.binding(&text, used.start)?;
    let mut account = Account::default();
    let lane = account.lane(binding.name.clone());
    let note = format!("holds the `{of_type}`");
    account.event(lane, What::Created, case.declaration(binding)?, note);
    let call = call_around(case, main.area).or_else(|| call_head(&main.text));
    account.event(
        lane,
        What::Conflict,
        used,
        "the task takes it along to any thread",
    );
    account.also.push(main.line());
    let goes = call.map_or_else(
        || "is asked to be fit for any thread".to_owned(),
        |call| format!("goes to {call}(), which asks for one that is fit for any thread"),
    );
    account.say(format!(
        "The async block takes `{text}` with it (line {}) and {goes}. {}",
        used.start.line,
        why(head(&of_type), &of_type, of_type.starts_with('&'))
    ));
    account.harm(harm(head(&of_type)));
    async_kind(case, &of_type, &mut account);
    account.fix(Fix::words(
        "Give the task only the data that it needs, as owned values.",
    ));
    Some(account)
}

/// `spawn` of `spawn(async { ... })`.
fn call_head(text: &str) -> Option<String> {
    let (head, _) = text.split_once('(')?;
    let is_path = |c: char| c.is_alphanumeric() || "_:.".contains(c);
    (!head.is_empty() && head.chars().all(is_path)).then(|| head.to_owned())
}

/// Whether an error is about `Send` or `Sync`.
pub fn is_about(case: &Case) -> bool {
    case.diagnostic.message.contains("between threads safely") && case.first(Role::Lacks).is_some()
}
