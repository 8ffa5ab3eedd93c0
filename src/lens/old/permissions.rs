//! Changing what must not change (E0384, E0594, E0596) and reading what has no value yet
//! (E0381).

use crate::lens::account::{Account, AtRunTime};
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::calls::open_bracket;
use crate::lens::old::case::{Case, Clue, base, plain};
use crate::lens::old::code::{Code, is_word};
use crate::lens::old::fixes::{Change, Edit, Fix, edits, proposed};
use crate::lens::old::syntax::{Binding, BindingKind, Function, parts};
use crate::lens::place::Area;

const HARMLESS: &str = "Nothing would go wrong at run time. `mut` is there for readers: it tells them which variables change.";

/// E0381.
pub fn unset(case: &Case) -> Option<Account> {
    let main = case.main().filter(|clue| clue.role == Role::Unset)?;
    let name = main.name(0).or(case.named(0))?.to_owned();
    let declared = match case.other(Role::Declared) {
        Some(clue) => clue.area,
        None => case.declaration(case.binding(&name, main.area.start)?)?,
    };
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    account.event(lane, What::Declared, declared, "declared without a value");
    let some: Vec<&Clue> = case
        .clues
        .iter()
        .filter(|c| c.role == Role::SetInSome)
        .collect();
    for clue in &some {
        let note = match clue.label.contains("initialized here") {
            true => "gets a value, but only on this path".to_owned(),
            false if clue.label.contains("`else`") => "an `else` may be missing here".to_owned(),
            false => clue.label.replace("is not initialized", "gets no value"),
        };
        account.event(lane, What::Used, clue.area, note);
    }
    account.event(lane, What::Conflict, main.area, "is read");
    let maybe = main.label.contains("possibly") || !some.is_empty();
    account.say(match maybe {
        true => format!(
            "Line {} reads `{name}`, but on one way to that line nobody has given it a value.",
            main.line()
        ),
        false => format!(
            "Line {} reads `{name}`, but nobody has given it a value since line {}.",
            main.line(),
            declared.start.line
        ),
    });
    account.harm(format!(
        "`{name}` would be whatever happened to lie in that place of memory."
    ));
    if maybe {
        account.fix(Fix::words(format!(
            "Give `{name}` a value on every path. Best as the value of the whole `if` or `match`: `let {name} = if ... {{ ... }} else {{ ... }};`"
        )));
    }
    account.fix(Fix::words(format!(
        "Give `{name}` a first value where it is declared (line {}).",
        declared.start.line
    )));
    Some(account)
}

/// E0384.
pub fn assigned_twice(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let name = case.named(0)?.to_owned();
    let binding = case.binding(base(&name), main.area.start);
    let declared = binding.and_then(|b| case.declaration(b));
    let first = case
        .first(Role::FirstAssigned)
        .map(|c| c.area)
        .or(declared)?;
    let empty = binding.is_some_and(|b| b.kind == BindingKind::Let && b.value.is_empty());
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    let again = empty && declared == Some(first) || first == main.area;
    let (what, note) = match empty {
        true => (What::Declared, "declared without `mut`".to_owned()),
        false => (
            What::Created,
            "gets its value; there is no `mut`".to_owned(),
        ),
    };
    account.event(lane, what, declared.unwrap_or(first), note);
    if empty && !again && declared != Some(first) {
        account.event(lane, What::Created, first, "gets its value");
    }
    let round = usize::from(again && in_loop(case, main.area));
    if round == 1 {
        account.event(lane, What::Created, main.area, "gets its value");
    }
    let note = match round {
        0 => "is to get another value",
        _ => "next time round: is to get another value",
    };
    account.event_on(lane, What::Conflict, main.area, round, note);
    let is_parameter = binding.is_some_and(|b| b.kind == BindingKind::Parameter);
    account.say(match (round, is_parameter) {
        (1, _) => format!("`{name}` may get one value only. Line {} gives it one on each round of the loop.", main.line()),
        (_, true) => format!("The parameter `{name}` keeps the value that the caller gave, but line {} wants to change it.", main.line()),
        _ => format!("`{name}` has had its value since line {}, and line {} wants to give it another one.", first.start.line, main.line()),
    });
    account.at_run_time = Some(AtRunTime::Harmless(HARMLESS.to_owned()));
    let edits = proposed(case.diagnostic, case.code, "mutable")
        .or_else(|| Some(mut_before(case, binding?)));
    account.fix(Fix::new(
        format!("Say that `{name}` changes: declare it with `mut`."),
        edits.unwrap_or_default(),
    ));
    if let Some(fix) = shadow(case, main, &name, declared).filter(|_| !empty) {
        account.fix(fix);
    }
    Some(account)
}

fn in_loop(case: &Case, area: Area) -> bool {
    case.syntax
        .loop_around(case.code, area.start, area.start)
        .is_some()
}

/// `let total = 5;`: a new variable of the same name.
fn shadow(case: &Case, main: &Clue, name: &str, declared: Option<Area>) -> Option<Fix> {
    let code = case.code;
    let indent = |line: usize| code.line(line).map(|l| l.len() - l.trim_start().len());
    let same_block = indent(declared?.start.line) == indent(main.line());
    let range = code.indices(main.area);
    let starts_line = code
        .line(main.line())
        .is_some_and(|l| l.trim_start().starts_with(name));
    let is_assignment =
        starts_line && code.token(range.start) == name && code.token(range.start + 1) == "=";
    (same_block && is_assignment).then(|| {
        Fix::new(
            "Or make a new variable of the same name, if the old value is done with.",
            edits(code, &[Change::before(main.area, "let ")]),
        )
    })
}

fn mut_before(case: &Case, binding: &Binding) -> Vec<Edit> {
    let area = case.declaration(binding);
    area.map_or_else(Vec::new, |area| {
        edits(case.code, &[Change::before(area, "mut ")])
    })
}

/// E0594 and E0596.
pub fn not_mutable(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let message = &case.diagnostic.message;
    if message.contains("captured variable in a `Fn` closure") {
        return in_fn_closure(case, main);
    }
    if message.contains("data in a") {
        return shared(case, main);
    }
    if message.contains("behind a `&` reference") || message.contains("behind a `&` pointer") {
        return read_only(case, main);
    }
    if message.contains("not declared as mutable") {
        return without_mut(case, main);
    }
    None
}

/// A variable without `mut`.
fn without_mut(case: &Case, main: &Clue) -> Option<Account> {
    let path = case.named(0)?.to_owned();
    let name = case.named(1).unwrap_or(&path).to_owned();
    let binding = case.binding(base(&name), main.area.start)?;
    let mut account = Account::default();
    let lane = account.lane(binding.name.clone());
    account.event(
        lane,
        What::Created,
        case.declaration(binding)?,
        "declared without `mut`",
    );
    let captured = case.first(Role::CapturedUse);
    if let Some(captured) = captured {
        let changed = captured.name(1).unwrap_or("a variable");
        account.event(
            lane,
            What::Used,
            captured.area,
            format!("each call changes `{changed}`"),
        );
    }
    account.event(lane, What::Conflict, main.area, action(case, main, &path));
    let line = main.line();
    account.say(match captured {
        Some(captured) => format!(
            "Calling the closure `{name}` on line {line} changes `{}`, which belongs to what the closure holds; so `{name}` itself must be `mut`.",
            captured.name(1).unwrap_or("a variable")
        ),
        None => format!(
            "Line {line} {}, but `{name}` was declared without `mut` on line {}.",
            action(case, main, &path),
            case.declaration(binding)?.start.line
        ),
    });
    account.at_run_time = Some(AtRunTime::Harmless(HARMLESS.to_owned()));
    let edits = proposed(case.diagnostic, case.code, "to be mutable")
        .unwrap_or_else(|| mut_before(case, binding));
    account.fix(Fix::new(format!("Declare `{name}` with `mut`."), edits));
    Some(account)
}

/// What is tried: `wants to change `tank.level``.
fn action(case: &Case, main: &Clue, path: &str) -> String {
    let path = plain(path);
    let code = case.code;
    let next = code.indices(main.area).end;
    let is_call =
        code.token(next) == "." && is_word(code.token(next + 1)) && code.token(next + 2) == "(";
    match case.diagnostic.code.as_deref() {
        Some("E0594") => format!("wants to change `{path}`"),
        _ if main.text.starts_with("&mut") => format!("wants to lend `{path}` for writing"),
        _ if is_call => format!("wants to change `{path}` ({})", code.token(next + 1)),
        _ => format!("wants to change `{path}`"),
    }
}

/// A `&` reference.
fn read_only(case: &Case, main: &Clue) -> Option<Account> {
    let path = case.named(0)?.to_owned();
    let name = base(&path).to_owned();
    let binding = case.binding(&name, main.area.start)?;
    let declared = case.declaration(binding)?;
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    let source = case.other(Role::ReadOnlyReference);
    let note = match (source, binding.kind) {
        (Some(_), _) => format!("`{name}` is a `&` reference on each round"),
        (_, BindingKind::ClosureParameter) => {
            format!("the closure gets `{name}` as a `&` reference")
        }
        _ => format!("`{name}` is a `&` reference: for reading only"),
    };
    account.event(lane, What::Reads, declared, note);
    account.event(lane, What::Conflict, main.area, action(case, main, &path));
    account.say(format!(
        "`{name}` (line {}) is a `&` reference, which may only read, but line {} {}.",
        declared.start.line,
        main.line(),
        action(case, main, &path)
    ));
    account.harm(
        "others may hold `&` references to the same value and rely on its not changing meanwhile.",
    );
    read_only_fixes(case, main, binding, &mut account);
    Some(account)
}

fn read_only_fixes(case: &Case, main: &Clue, binding: &Binding, account: &mut Account) {
    let code = case.code;
    if let Some(edits) = proposed(case.diagnostic, code, "mutable method") {
        return account.fix(Fix::new(
            "Loop over `&mut` references: `iter_mut()`.",
            edits,
        ));
    }
    if binding.kind == BindingKind::ClosureParameter {
        return closure_parameter(case, binding, account);
    }
    if binding.kind == BindingKind::For {
        let edits = match code.token(binding.value.start) {
            "&" => code
                .span_of(binding.value.start, binding.value.start)
                .map_or_else(Vec::new, |area| {
                    edits(code, &[Change::replace(area, "&mut ")])
                }),
            _ => Vec::new(),
        };
        return account.fix(Fix::new(
            "Loop over `&mut` references: `&mut ...` or `iter_mut()`.",
            edits,
        ));
    }
    let function = case.syntax.function_at(code, main.area.start);
    if function.is_some_and(|f| case.syntax.is_of_trait(code, f)) {
        account.fix(Fix::words(
            "A trait says what this function takes. If the trait is yours, ask for `&mut` there and here.",
        ));
        return account.fix(Fix::words(
            "Else keep what changes in a `Cell` or `RefCell` (for threads: an atomic or a `Mutex`), which can change through `&`.",
        ));
    }
    match function.filter(|_| binding.kind == BindingKind::Parameter) {
        Some(function) => account.fix(Fix::new(
            format!(
                "Ask for a `&mut` reference in {}(), and give one where it is called.",
                function.name
            ),
            mutable_parameter(case, binding, function),
        )),
        None => account.fix(Fix::new(
            format!("Let `{}` be a `&mut` reference.", binding.name),
            proposed(case.diagnostic, code, "mutable reference").unwrap_or_default(),
        )),
    }
    account.fix(Fix::words(
        "Or return the new value, and let the caller, who owns the old one, put it in place.",
    ));
}

/// `retain(|x| ...)` has a brother that gives `&mut`.
fn closure_parameter(case: &Case, binding: &Binding, account: &mut Account) {
    let code = case.code;
    let open = open_bracket(case, binding.token);
    let method = open
        .and_then(|o| o.checked_sub(1))
        .filter(|m| code.token(*m) == "retain");
    let edits = method
        .and_then(|m| code.span_of(m, m))
        .map_or_else(Vec::new, |area| {
            edits(code, &[Change::replace(area, "retain_mut")])
        });
    match edits.is_empty() {
        false => account.fix(Fix::new("`retain_mut` gives `&mut` references.", edits)),
        true => account.fix(Fix::words(
            "Use a method that gives `&mut` references (`iter_mut()` in place of `iter()`), or do the change in a loop of its own.",
        )),
    }
}

/// `&T` becomes `&mut T` in the signature, in the calls, and `mut` is put to what is lent.
fn mutable_parameter(case: &Case, binding: &Binding, function: &Function) -> Vec<Edit> {
    let code = case.code;
    let start = binding.of_type.start;
    let Some(area) = code
        .span_of(start, start)
        .filter(|_| code.token(start) == "&")
    else {
        return Vec::new();
    };
    let mut place = area;
    if code.token(start + 1).starts_with('\'') {
        place = code.tokens.get(start + 1).map_or(area, |t| t.area);
        place = Area {
            start: place.end,
            end: place.end,
        };
        return edits(code, &[Change::replace(place, " mut")]);
    }
    place.start = place.end;
    if lent_from_shared(case, function) {
        return Vec::new();
    }
    let mut changes = vec![Change::replace(place, "mut ")];
    changes.extend(callers(case, binding, function));
    edits(code, &changes)
}

/// Whether a call lends something that is held by an `Rc` or `Arc`, which gives no `&mut`, or
/// the function is bound to what a trait says.
fn lent_from_shared(case: &Case, function: &Function) -> bool {
    let code = case.code;
    let calls = (1..code.tokens.len()).filter(|at| {
        code.token(*at) == function.name
            && code.token(*at + 1) == "("
            && code.token(*at - 1) != "fn"
    });
    let mut arguments = calls
        .filter_map(|at| Some(at + 2..code.partner(at + 1)?))
        .flatten();
    let shared = arguments.any(|at| {
        let place = code.tokens.get(at).map(|t| t.area.start);
        let binding = place.and_then(|place| case.binding(code.token(at), place));
        let value = binding.map(|b| case.written(&b.value)).unwrap_or_default();
        value.starts_with("Arc::") || value.starts_with("Rc::")
    });
    shared || case.syntax.is_of_trait(code, function)
}

/// What has to change where a function is called.
fn callers(case: &Case, binding: &Binding, function: &Function) -> Vec<Change> {
    let code = case.code;
    let (open, close) = function.parameters;
    let all = parts(code, open + 1..close, ",");
    let position = all.iter().position(|p| p.contains(&binding.token));
    let is_method = binding.name == "self";
    let mut changes = Vec::new();
    for at in 1..code.tokens.len() {
        let is_call = code.token(at) == function.name
            && code.token(at + 1) == "("
            && code.token(at - 1) != "fn";
        if !is_call {
            continue;
        }
        if is_method && code.token(at - 1) == "." {
            changes.extend(
                at.checked_sub(2)
                    .and_then(|receiver| mut_of(case, receiver)),
            );
        } else if let (false, Some(position)) = (is_method, position) {
            changes.extend(argument(case, at, position));
        }
    }
    changes.dedup();
    changes
}

fn argument(case: &Case, call: usize, position: usize) -> Vec<Change> {
    let code = case.code;
    let Some(close) = code.partner(call + 1) else {
        return Vec::new();
    };
    let found = parts(code, call + 2..close, ",").into_iter().nth(position);
    let Some(part) =
        found.filter(|p| code.token(p.start) == "&" && code.token(p.start + 1) != "mut")
    else {
        return Vec::new();
    };
    let area = code.span_of(part.start, part.start);
    let mut changes: Vec<Change> = area
        .map(|a| Change::behind(a, "mut "))
        .into_iter()
        .collect();
    changes.extend(mut_of(case, part.start + 1));
    changes
}

/// `mut` for the declaration of the variable that stands here, if it has none.
fn mut_of(case: &Case, token: usize) -> Option<Change> {
    let code: &Code = case.code;
    let place = code.tokens.get(token)?.area.start;
    let binding = case.binding(code.token(token), place)?;
    let plain = binding.kind == BindingKind::Let && binding.is_whole && !binding.mutable;
    let is_reference = code.token(binding.value.start) == "&";
    let area = case.declaration(binding)?;
    (plain && !is_reference).then(|| Change::before(area, "mut "))
}

/// `Rc` and `Arc`.
fn shared(case: &Case, main: &Clue) -> Option<Account> {
    let kind = case.named(0)?.to_owned();
    let name = base(&main.text).to_owned();
    let binding = case.binding(&name, main.area.start)?;
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    account.event(
        lane,
        What::Created,
        case.declaration(binding)?,
        format!("shares its value by `{kind}`"),
    );
    let what = match case.diagnostic.code.as_deref() {
        Some("E0594") => "wants to change what is shared",
        _ => "wants to write to what is shared",
    };
    account.event(lane, What::Conflict, main.area, what);
    account.say(format!(
        "What is in an `{kind}` may have many owners, so it is for reading only, but line {} {what} through `{name}`.",
        main.line()
    ));
    account.harm(match kind.as_str() {
        "Arc" => "two threads could write at the same moment, or one could read what the other has half written.",
        _ => "another owner could be in the middle of reading it.",
    });
    let (cell, call) = match kind.as_str() {
        "Arc" => ("Mutex", ".lock().unwrap()"),
        _ => ("RefCell", ".borrow_mut()"),
    };
    account.fix(Fix::words(format!(
        "Put a `{cell}` inside: `{kind}<{cell}<...>>`, and write through `{call}`."
    )));
    account.fix(Fix::words(format!(
        "If it is not shared yet, make the change before it goes into the `{kind}`."
    )));
    Some(account)
}

/// A closure that may only read.
fn in_fn_closure(case: &Case, main: &Clue) -> Option<Account> {
    let name = case.named(0)?.to_owned();
    let binding = case.binding(base(&name), main.area.start)?;
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    account.event(lane, What::Created, case.declaration(binding)?, "");
    account.event(
        lane,
        What::Conflict,
        main.area,
        format!("wants to change `{name}` on each call"),
    );
    let asks = case
        .clues
        .iter()
        .find(|c| c.role == Role::AsksClosure && c.text.contains("Fn"));
    if let Some(asks) = asks {
        account.event(
            lane,
            What::Used,
            asks.area,
            format!("asks for a closure that changes nothing (`{}`)", asks.text),
        );
        account.events.sort_by_key(|e| (e.line, e.column));
    }
    account.say(format!(
        "The closure on line {} changes `{name}`, but it is given to something that asks for `Fn`: a closure that may be called many times and changes nothing.",
        main.line()
    ));
    account.harm(format!(
        "somebody who calls it in two places at once would change `{name}` from both."
    ));
    account.fix(Fix::new(
        "Ask for `FnMut` instead, if calling it may change something.",
        asks.map_or_else(Vec::new, |asks| fn_mut(case, asks)),
    ));
    account.fix(Fix::words(format!("Keep `{name}` in a `Cell` (one thread) or an atomic (several), which can change through `&`.")));
    Some(account)
}

fn fn_mut(case: &Case, asks: &Clue) -> Vec<Edit> {
    let code = case.code;
    let mut changes = Vec::new();
    for at in code.indices(asks.area) {
        if let Some(area) = code.span_of(at, at).filter(|_| code.token(at) == "Fn") {
            changes.push(Change::replace(area, "FnMut"));
        }
    }
    let at = code.index_at(asks.area.start);
    let mut bindings = case.syntax.bindings.iter();
    let parameter = bindings.find(|b| b.of_type.contains(&at) && !b.mutable);
    if let Some(area) = parameter.and_then(|b| case.declaration(b)) {
        changes.push(Change::before(area, "mut "));
    }
    edits(code, &changes)
}
