//! Rule 3 where the function ends too soon: returned references to its own data (E0515),
//! closures that may run later (E0373), references that leave (E0521), destructors (E0713).

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::calls::arguments;
use crate::lens::old::calls::call_around;
use crate::lens::old::case::{Case, Clue, base};
use crate::lens::old::code::{is_small, words};
use crate::lens::old::fixes::{Change, Edit, Fix, edits, proposed};
use crate::lens::old::syntax::{Binding, BindingKind, Function, parts};
use crate::lens::place::Area;

/// The brace that ends the function around a place.
pub fn function_end(case: &Case, area: Area) -> Option<Area> {
    let function = case.syntax.function_at(case.code, area.start)?;
    case.code.tokens.get(function.body.1).map(|t| t.area)
}

/// The brace that ends the block in which a variable lives.
fn scope_end(case: &Case, binding: &Binding, area: Area) -> Option<Area> {
    if binding.kind == BindingKind::Parameter {
        return function_end(case, area);
    }
    let last = binding.visible.end.min(case.code.tokens.len());
    let close = (last.saturating_sub(1)..=last).find(|at| case.code.token(*at) == "}")?;
    case.code.tokens.get(close).map(|t| t.area)
}

/// E0515.
pub fn returned(case: &Case) -> Option<Account> {
    let main = case.main().filter(|clue| clue.role == Role::Returns)?;
    let name = case.named(0);
    let borrow = case.first_of(&[Role::Borrow, Role::Temporary]);
    let borrow = borrow.unwrap_or(main);
    let owner = name.and_then(|n| case.binding(base(n), main.area.start));
    let leaves = Leaves::new(case, main)?;
    let thing = match name {
        Some(name) => format!("`{name}`"),
        None => "a value that has no name".to_owned(),
    };
    let mut account = Account::default();
    let lane = account.lane(name.unwrap_or("(no name)"));
    let created = owner
        .and_then(|b| case.declaration(b))
        .unwrap_or(borrow.area);
    account.event(lane, What::Created, created, "lives in this function only");
    let result = account.lane("result");
    account.event(
        result,
        What::Reads,
        borrow.area,
        format!("the result points at {thing}"),
    );
    account.event(
        lane,
        What::Dropped,
        leaves.at,
        format!("{thing} is dropped"),
    );
    account.event(
        result,
        What::Conflict,
        leaves.at,
        "the caller gets a reference to nothing",
    );
    account.say(format!(
        "{} ends on line {} and drops {thing} there. What it returns on line {} points at {}, so the caller would hold a reference to nothing.",
        leaves.who,
        leaves.at.start.line,
        main.line(),
        name.map_or_else(|| "just that value".to_owned(), |n| format!("`{n}`"))
    ));
    account
        .harm("the caller would read memory that was freed, or that holds something else by then.");
    match leaves.function {
        Some(function) => return_owned(case, main, function, owner, &mut account),
        None => account.fix(Fix::words(
            "Return an owned value: it moves out to the caller instead of being dropped.",
        )),
    }
    Some(account)
}

/// Where a function or closure is left, and who leaves there.
struct Leaves<'a> {
    at: Area,
    who: String,
    /// The function, if its signature and last line alone decide what is returned.
    function: Option<&'a Function>,
}

impl<'a> Leaves<'a> {
    fn new(case: &'a Case<'a>, main: &Clue) -> Option<Self> {
        let code = case.code;
        let function = case.syntax.function_at(code, main.area.start)?;
        let before = code.index_at(main.area.start).checked_sub(1);
        let early = before.is_some_and(|at| code.token(at) == "return");
        let closure = case.syntax.closure_at(code, main.area.start);
        let last = closure
            .as_ref()
            .and_then(|c| code.tokens.get(c.end.checked_sub(1)?));
        let behind = Area {
            start: main.area.end,
            end: main.area.end,
        };
        Some(Self {
            at: match (early, last) {
                (true, _) => behind,
                (false, Some(token)) => token.area,
                _ => function_end(case, main.area)?,
            },
            who: match closure {
                Some(_) => "The closure".to_owned(),
                None => format!("{}()", function.name),
            },
            function: Some(function).filter(|_| closure.is_none() && !early),
        })
    }
}

fn return_owned(
    case: &Case,
    main: &Clue,
    function: &Function,
    owner: Option<&Binding>,
    account: &mut Account,
) {
    let code = case.code;
    if let Some(binding) = owner.filter(|b| b.kind == BindingKind::Parameter) {
        account.fix(Fix::new(
            format!(
                "Let the caller keep `{}` and lend it: then the result may point at it.",
                binding.name
            ),
            lend_parameter(case, binding, function),
        ));
    }
    let what = "Return an owned value: it moves out to the caller instead of being dropped.";
    let returned = return_type(case, function);
    let text = &main.text;
    let whole = text
        .strip_prefix('&')
        .or_else(|| text.strip_suffix(".as_str()"))
        .or_else(|| text.strip_suffix(".as_slice()"))
        .filter(|rest| !rest.contains(['[', '{']) || rest.starts_with("String::"));
    let by = match returned.as_ref().map(|(text, _)| text.as_str()) {
        Some(of_type) if is_text(of_type) => Some("String".to_owned()),
        Some(of_type) => slice_owner(of_type),
        None => None,
    };
    match (whole, by, returned) {
        (Some(whole), Some(by), Some((_, area))) => {
            let changes = [Change::replace(main.area, whole), Change::replace(area, by)];
            account.fix(Fix::new(what, edits(code, &changes)));
        }
        (None, Some(by), Some((_, area))) if by == "String" && !text.contains('{') => {
            let changes = [
                Change::behind(main.area, ".to_string()"),
                Change::replace(area, by),
            ];
            account.fix(Fix::new(what, edits(code, &changes)));
        }
        _ => account.fix(Fix::words(what)),
    }
    if owner.is_none_or(|b| b.kind != BindingKind::Parameter) {
        account.fix(Fix::words(
            "Or let the caller own the data, and take a reference to it as a parameter.",
        ));
    }
}

/// `&str` with or without a lifetime.
fn is_text(of_type: &str) -> bool {
    of_type.starts_with('&') && of_type.ends_with("str") && words(of_type).len() <= 2
}

fn slice_owner(of_type: &str) -> Option<String> {
    let element = of_type.strip_prefix("&[")?.strip_suffix(']')?;
    Some(format!("Vec<{element}>"))
}

/// The type behind `->`, as text and place.
pub fn return_type(case: &Case, function: &Function) -> Option<(String, Area)> {
    let code = case.code;
    let arrow = function.parameters.1 + 1;
    if code.token(arrow) != "->" {
        return None;
    }
    let range = arrow + 1..function.body.0;
    let end = range
        .clone()
        .find(|at| code.token(*at) == "where")
        .unwrap_or(range.end);
    let area = code.span_of(range.start, end.checked_sub(1)?)?;
    Some((code.text(area), area))
}

/// `text: String` becomes `text: &'a str`, with the lifetime that the result has.
fn lend_parameter(case: &Case, binding: &Binding, function: &Function) -> Vec<Edit> {
    let code = case.code;
    let written = case.written(&binding.of_type);
    let Some((returned, _)) = return_type(case, function) else {
        return Vec::new();
    };
    let lifetime = returned.split('\'').nth(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    });
    let lifetime = lifetime.map_or_else(String::new, |name| format!("'{name} "));
    let area = code.span_of(binding.of_type.start, binding.of_type.end.saturating_sub(1));
    match (written.as_str(), area) {
        ("String", Some(area)) => {
            let (open, close) = function.parameters;
            let all = parts(code, open + 1..close, ",");
            let Some(position) = all.iter().position(|p| p.contains(&binding.token)) else {
                return Vec::new();
            };
            let calls = arguments(code, &function.name, position).into_iter();
            let mut changes = vec![Change::replace(area, format!("&{lifetime}str"))];
            changes.extend(calls.map(|area| Change::before(area, "&")));
            edits(code, &changes)
        }
        _ => Vec::new(),
    }
}

/// E0373.
pub fn closure(case: &Case) -> Option<Account> {
    let main = case.main().filter(|clue| clue.role == Role::MayOutlive)?;
    let used = case.other(Role::Borrow)?;
    let name = main.name(0)?;
    let owner = case.binding(base(name), used.area.start)?;
    let end = scope_end(case, owner, main.area)?;
    let returned = case.has_note("is returned here");
    let call = call_around(case, main.area).filter(|_| !returned);
    let is_async = case.diagnostic.message.starts_with("async ");
    let is_thread = !is_async && call.as_ref().is_some_and(|call| call.ends_with("spawn"));
    let who = if is_async { "async block" } else { "closure" };
    let mut account = Account::default();
    let lane = account.lane(name);
    account.event(lane, What::Created, case.declaration(owner)?, "");
    let other = account.lane(match (is_async, is_thread) {
        (true, _) => "task",
        (_, true) => "thread",
        _ => "closure",
    });
    let borrows = format!("the {who} only borrows `{name}`");
    account.event(other, What::Reads, main.area, borrows);
    account.event(lane, What::Dropped, end, format!("`{name}` is dropped"));
    account.also.push(used.line());
    let joined = joined(case, main.area, end).filter(|_| is_thread);
    let late = match (is_thread, returned) {
        (true, _) if joined.is_some() => "nothing promises that the thread has ended",
        (true, _) => "the thread may still be at work",
        _ if is_async => "the task may still be at work",
        (_, true) => "the closure goes on living with the caller",
        _ => "the closure may still be called",
    };
    account.event(other, What::Conflict, end, late);
    account.say(outlived(
        who,
        name,
        main.line(),
        end.start.line,
        call.as_deref(),
        returned,
    ));
    account.harm(match joined {
        Some(line) => format!(
            "line {line} waits for the thread, but the compiler cannot rely on that. Without it the {who} could read `{name}` after its memory was freed."
        ),
        None => format!("the {who} would read `{name}` after its memory was freed."),
    });
    own_captured(case, main, (who, name), end, &mut account);
    if is_thread {
        account.fix(Fix::words(
            "With `thread::scope` the threads end before the function does, and may borrow.",
        ));
    }
    Some(account)
}

/// The line before `end` that waits for the thread whose handle a statement keeps.
fn joined(case: &Case, closure: Area, end: Area) -> Option<usize> {
    let code = case.code;
    let at = code.index_at(closure.start);
    let mut bindings = case.syntax.bindings.iter();
    let handle = bindings.find(|b| b.is_whole && b.value.contains(&at))?;
    let join = (handle.value.end..code.index_at(end.start)).find(|at| {
        let words = [*at, at + 1, at + 2].map(|at| code.token(at));
        words == [handle.name.as_str(), ".", "join"]
    })?;
    code.tokens.get(join).map(|token| token.area.start.line)
}

fn outlived(
    who: &str,
    name: &str,
    line: usize,
    end: usize,
    call: Option<&str>,
    returned: bool,
) -> String {
    match (call, returned) {
        (Some(call), _) => format!(
            "The {who} on line {line} borrows `{name}`, and {call}() may run it at any later time. But `{name}` is dropped on line {end}."
        ),
        (None, true) => format!(
            "The {who} on line {line} is returned and lives on, but it only borrows `{name}`, which is dropped on line {end}."
        ),
        _ if who != "closure" => format!(
            "The {who} on line {line} may run after line {end}, where `{name}` is dropped, but it only borrows `{name}`."
        ),
        _ => format!(
            "The closure on line {line} may be called after line {end}, where `{name}` is dropped, but it only borrows `{name}`."
        ),
    }
}

fn own_captured(
    case: &Case,
    main: &Clue,
    (who, name): (&str, &str),
    end: Area,
    account: &mut Account,
) {
    let edits = proposed(case.diagnostic, case.code, "use the `move` keyword");
    account.fix(Fix::new(
        match who {
            "closure" => format!("Let the closure own `{name}`: put `move` before it."),
            _ => format!("Let the {who} own `{name}`: `async move`."),
        },
        edits.unwrap_or_default(),
    ));
    if mentioned_between(case, name, main.area, end) {
        account.fix(Fix::words(format!(
            "If `{name}` is needed below as well, give the {who} a clone of it (or an `Arc`)."
        )));
    }
}

/// Whether a name is used on lines behind a statement, up to the end of its scope.
fn mentioned_between(case: &Case, name: &str, from: Area, to: Area) -> bool {
    let statement = crate::lens::old::statement::statement_at(case.code, from.start);
    let last = case.code.tokens.get(statement.end.saturating_sub(1));
    let from = last.map_or(from.start.line, |t| t.area.end.line);
    let mut lines = (from + 1..to.start.line).filter_map(|l| case.code.line(l));
    lines.any(|line| words(line).contains(&name))
}

/// E0521.
pub fn escapes(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let source = case.first(Role::LocalReference)?;
    let name = source.name(0)?.to_owned();
    let kind = if source.label.contains("closure") {
        "closure"
    } else {
        "function"
    };
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    account.event(
        lane,
        What::Reads,
        source.area,
        format!("`{name}` is lent for this call only"),
    );
    let outer = case
        .other(Role::Declared)
        .and_then(|c| c.name(0))
        .map(str::to_owned);
    let call = call_of(case, main);
    let goal = match (&outer, &call) {
        (Some(outer), _) => format!("is kept in `{outer}`, which lives longer"),
        (None, Some(call)) if call.ends_with("spawn") => {
            "goes into a thread, which may run longer".to_owned()
        }
        (None, Some(call)) => format!("goes into {call}(), which keeps it"),
        _ => "leaves this call".to_owned(),
    };
    account.event(lane, What::Conflict, main.area, goal.clone());
    if kind == "function"
        && let Some(end) = function_end(case, main.area)
    {
        account.event(
            lane,
            What::LastUse,
            end,
            "from here on the caller may drop the data",
        );
    }
    account.say(format!(
        "`{name}` is a reference that the caller lends only while this {kind} runs, but on line {} it {goal}.",
        main.line()
    ));
    account
        .harm("the reference would still be used when the caller has dropped what it points to.");
    let is_self = name == "self";
    account.fix(Fix::words(match (kind, is_self) {
        (_, true) => "Take what is needed out of `self` as owned values (a copy or a clone) before that line, and give those away.".to_owned(),
        ("closure", _) => format!("Write down how long `{name}` lives, in a function with a lifetime instead of a closure; or keep owned values."),
        _ => format!("Own the data: clone it before that line, or take `{name}` by value (for example as a `String`)."),
    }));
    if call.is_some_and(|c| c.ends_with("spawn")) {
        account.fix(Fix::words(
            "With `thread::scope` the thread ends before this call does, and may borrow.",
        ));
    }
    Some(account)
}

/// `thread::spawn` of `thread::spawn(...)`.
fn call_of(case: &Case, clue: &Clue) -> Option<String> {
    let head = clue.text.split('(').next()?;
    let head = head.trim();
    let is_path = !head.is_empty()
        && head
            .chars()
            .all(|c| c.is_alphanumeric() || "_:.".contains(c));
    is_path
        .then(|| head.to_owned())
        .or_else(|| call_around(case, clue.area))
}

/// E0713.
pub fn destructor(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let drop = case.first(Role::DropNeeds)?;
    let name = drop.name(0)?.to_owned();
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    let owner = case.binding(base(&name), main.area.start);
    match owner.and_then(|b| case.declaration(b)) {
        Some(area) => account.event(lane, What::Created, area, ""),
        None => account.event(lane, What::Seen, main.area, ""),
    }
    let other = account.lane("borrow");
    account.event(
        other,
        What::Borrows,
        main.area,
        format!("a reference into `{name}` is made"),
    );
    account.event(
        lane,
        What::Dropped,
        drop.area,
        format!("the `drop` of `{name}` may use it all"),
    );
    account.event(
        other,
        What::Conflict,
        drop.area,
        "but the reference must live on",
    );
    account.say(format!(
        "The reference made on line {} is needed longer than `{name}`. When `{name}` is dropped on line {}, its own `drop` runs and may use the same data.",
        main.line(),
        drop.line()
    ));
    account.harm("`drop` could change or free what the reference still points at.");
    account.fix(Fix::words(match owner.map(|b| b.kind) {
        Some(BindingKind::Let) => {
            format!("Borrow from what `{name}` borrows from, before `{name}` is made.")
        }
        _ => format!(
            "Return no reference (but a number, a range or a copy), and let the caller borrow from the data itself when `{name}` is gone."
        ),
    }));
    account.fix(Fix::words(format!("Take the reference out of `{name}` (for example out of an `Option` field, with `take`), so that its `drop` no longer reaches it.")));
    Some(account)
}

/// E0712: a reference to what belongs to one thread.
pub fn of_thread(case: &Case) -> Option<Account> {
    let main = case.main().filter(|clue| clue.role == Role::TooShort)?;
    let end = case.first(Role::Dropped)?;
    let code = case.code;
    let name = words(&main.text).first().map(|name| (*name).to_owned())?;
    let first = (0..code.tokens.len())
        .find(|at| code.token(*at) == "static" && static_name(case, *at) == Some(name.as_str()))?;
    let declared = code.tokens.get(first)?.area;
    let function = case.syntax.function_at(code, main.area.start)?;
    let range = code.indices(main.area);
    let mut bindings = case.syntax.bindings.iter();
    let keeper = bindings.find(|b| b.value == range && b.is_whole);
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    let note = format!("each thread has its own `{name}`");
    account.event(lane, What::Created, declared, note);
    let other = account.lane(keeper.map_or("borrow", |b| b.name.as_str()));
    let points = match keeper {
        Some(keeper) => format!("`{}` points at the `{name}` of this thread", keeper.name),
        None => format!("a reference to the `{name}` of this thread"),
    };
    account.event(other, What::Reads, main.area, points);
    account.event(
        lane,
        What::LastUse,
        end.area,
        "the thread may end when this function is over",
    );
    account.event(
        other,
        What::Conflict,
        end.area,
        "but the reference must live on",
    );
    account.say(format!(
        "`{name}` belongs to one thread and is gone when that ends, so the compiler lets a reference to it live no longer than {}(), which ends on line {}. The reference made on line {} is needed longer.",
        function.name,
        end.line(),
        main.line()
    ));
    account.harm(format!(
        "the thread could be over, and the reference would point at the freed memory of its `{name}`."
    ));
    of_thread_fixes(case, main, first, keeper, &mut account);
    Some(account)
}

/// `X` of `static X` and `static mut X`.
fn static_name<'a>(case: &'a Case, at: usize) -> Option<&'a str> {
    let behind = match case.code.token(at + 1) {
        "mut" => at + 2,
        _ => at + 1,
    };
    Some(case.code.token(behind))
}

fn of_thread_fixes(
    case: &Case,
    main: &Clue,
    declared: usize,
    keeper: Option<&Binding>,
    account: &mut Account,
) {
    let code = case.code;
    let is_number = code.token(declared + 2) == ":"
        && code.token(declared + 4) == "="
        && is_small(code.token(declared + 3));
    let whole = main
        .text
        .strip_prefix('&')
        .filter(|_| is_number && keeper.is_some());
    let edits = whole.map_or_else(Vec::new, |whole| {
        edits(code, &[Change::replace(main.area, whole)])
    });
    account.fix(Fix::new(
        "Give away the value that is needed (a copy or a clone) instead of a reference.",
        edits,
    ));
    account.fix(Fix::words(
        "If all threads should share one value: a `static` without `#[thread_local]`, with an atomic type or a `Mutex`.",
    ));
}
