//! What a use after a move would do at run time, and the ways out of it.

use crate::lens::account::Account;
use crate::lens::old::case::{Clue, base};
use crate::lens::old::code::{Code, is_word, words};
use crate::lens::old::escapes::return_type;
use crate::lens::old::fixes::{Change, Edit, Fix, depend, edits, moved_before, proposed};
use crate::lens::old::moves::{Goal, Moved};
use crate::lens::old::statement::statement_at;
use crate::lens::old::syntax::{BindingKind, Function, parts};
use crate::lens::place::Area;

/// Says what would go wrong.
pub fn harm(moved: &Moved, account: &mut Account) {
    let of_type = moved.of_type.as_deref().unwrap_or("");
    let name = match moved.in_part {
        true => moved.part(),
        false => format!("`{}`", moved.path),
    };
    if of_type.starts_with("&mut") {
        return account
            .harm("two writers would be at work on one value, each unaware of the other.");
    }
    let owns_memory = [
        "String",
        "Vec<",
        "Box<",
        "HashMap<",
        "Option<String",
        "VecDeque<",
    ];
    if is_counted(moved) {
        return account.harm(
            "the count of owners would be one too low, and the value freed while it is still used.",
        );
    }
    if moved.in_part {
        return account.harm(format!(
            "the memory of {name} would have two owners, and both would free it at the end."
        ));
    }
    account.harm(match owns_memory.iter().any(|t| of_type.starts_with(t)) {
        true => format!(
            "{name} and the new owner would share one piece of memory and both free it at the end."
        ),
        false => format!(
            "{name} and the new owner would share one value, and both clean it up at the end."
        ),
    });
}

/// `Rc` and `Arc`, which count their owners.
fn is_counted(moved: &Moved) -> bool {
    let of_type = moved.of_type.as_deref().unwrap_or("");
    of_type.starts_with("Arc<") || of_type.starts_with("Rc<")
}

/// The ways out, the aptest first.
pub fn fixes(moved: &Moved, account: &mut Account) {
    let shapes: [fn(&Moved, &mut Account); 12] = [
        one_more_owner,
        reborrow,
        give_back,
        lend_to_function,
        lend_to_loop,
        lend_to_pattern,
        lend_to_variable,
        gentler_method,
        operator,
        closure,
        sooner,
        once,
    ];
    for shape in shapes {
        shape(moved, account);
    }
    clone(moved, account);
    if account.old_fixes.is_empty() {
        account.fix(Fix::words(format!(
            "Lend `{}` (`&`, or `&mut` to let it be changed) instead of giving it away, or do what needs it before line {}.",
            moved.path,
            moved.gone.line()
        )));
    }
}

/// A counted pointer: its clone is one more owner and no copy.
fn one_more_owner(moved: &Moved, account: &mut Account) {
    let kind = match moved.of_type.as_deref().and_then(|t| t.split('<').next()) {
        Some(kind) if is_counted(moved) => kind,
        _ => return,
    };
    let edits = proposed(moved.case.diagnostic, moved.case.code, "clon");
    account.fix(Fix::new(
        format!(
            "Clone the `{kind}`: that makes one more owner of the same value, not a copy of it."
        ),
        edits.unwrap_or_default(),
    ));
}

/// A function that returns what it was given.
fn give_back(moved: &Moved, account: &mut Account) {
    let Goal::Call(name) = &moved.goal else {
        return;
    };
    let case = moved.case;
    let code = case.code;
    let returned = case
        .syntax
        .function_named(name)
        .and_then(|f| return_type(case, f))
        .map(|(text, _)| text);
    if returned.is_none() || returned != moved.of_type || moved.in_part {
        return;
    }
    let what = format!(
        "Take it back: {name}() returns a `{}`.",
        moved.of_type.as_deref().unwrap_or("")
    );
    let at = code.index_at(moved.gone.area.start);
    let statement = statement_at(code, moved.gone.area.start);
    let alone = code.token(statement.first) == name && at < statement.end;
    let result = result_of(code, statement.first);
    if let Some(result) = result.filter(|name| *name != moved.path) {
        return account.fix(Fix::words(format!(
            "{name}() gives it back: go on with `{result}` in place of `{}`.",
            moved.path
        )));
    }
    let (Some(area), Some(owner), true) = (
        code.span_of(statement.first, statement.first),
        moved.owner,
        alone,
    ) else {
        return account.fix(Fix::words(what));
    };
    let in_loop = case
        .syntax
        .loop_around(code, moved.gone.area.start, moved.gone.area.start);
    let mut changes = Vec::new();
    match in_loop.is_some_and(|l| l.keyword > owner.token) {
        true => {
            changes.push(Change::before(area, format!("{} = ", moved.path)));
            let declared = case.declaration(owner).filter(|_| !owner.mutable);
            changes.extend(declared.map(|area| Change::before(area, "mut ")));
        }
        false => changes.push(Change::before(area, format!("let {} = ", moved.path))),
    }
    account.fix(Fix::new(what, edits(code, &changes)));
}

/// The variable that a statement gives its value to.
fn result_of(code: &Code, first: usize) -> Option<&str> {
    let at = match (code.token(first), code.token(first + 1)) {
        ("let", "mut") => first + 2,
        ("let", _) => first + 1,
        _ => first,
    };
    let name = Some(code.token(at)).filter(|name| is_word(name));
    name.filter(|_| code.token(at + 1) == "=")
}

/// `&mut *log`: the same reference for a while.
fn reborrow(moved: &Moved, account: &mut Account) {
    if !moved
        .of_type
        .as_deref()
        .is_some_and(|t| t.starts_with("&mut"))
        || moved.gone.text.contains('|')
    {
        return;
    }
    let by = format!("&mut *{}", moved.gone.text);
    account.fix(Fix::new(
        format!(
            "Lend the reference on (`{by}`): it comes back when the new one is no longer used."
        ),
        edits(moved.case.code, &[Change::replace(moved.gone.area, by)]),
    ));
}

/// A function of this program that takes its parameter by value.
fn lend_to_function(moved: &Moved, account: &mut Account) {
    let Goal::Call(name) = &moved.goal else {
        return;
    };
    let Some(parameter) = moved.case.note("this parameter takes ownership") else {
        return lend_to_stranger(moved, name, account);
    };
    let short = words(name).last().copied().unwrap_or("it").to_owned();
    let function = moved.case.syntax.function_named(&short);
    let Some((function, place)) = function.and_then(|f| Some((f, position(moved, f, &parameter)?)))
    else {
        return account.fix(Fix::words(format!(
            "Let `{short}` borrow: `{}` as the type of its parameter, and `&{}` in the call.",
            borrowed(&parameter.text),
            moved.path
        )));
    };
    let code = moved.case.code;
    let mut changes = vec![Change::replace(parameter.area, borrowed(&parameter.text))];
    changes.extend(
        arguments(code, &short, place)
            .into_iter()
            .map(|area| Change::before(area, "&")),
    );
    let what = match reads_only(code, function, place) {
        Some(true) => format!("Lend it: {short}() only reads it, so a reference will do."),
        Some(false) => return,
        None => format!("Lend it, if {short}() only has to read it."),
    };
    account.fix(Fix::new(what, edits(code, &changes)));
}

fn lend_to_stranger(moved: &Moved, name: &str, account: &mut Account) {
    let is_variant = name
        .rsplit("::")
        .next()
        .is_some_and(|n| n.starts_with(char::is_uppercase));
    let stores = name.ends_with(".push") || name.ends_with(".insert") || name.ends_with(".send");
    if stores || is_variant || moved.next_round {
        return;
    }
    if moved.case.has_note("consider borrowing") {
        account.fix(Fix::new(
            format!("Lend it: `&{}` in the call.", moved.gone.text),
            edits(moved.case.code, &[Change::before(moved.gone.area, "&")]),
        ));
    }
}

/// A type by reference: slices for what owns a buffer.
fn borrowed(of_type: &str) -> String {
    if of_type == "String" {
        return "&str".to_owned();
    }
    match of_type
        .strip_prefix("Vec<")
        .and_then(|t| t.strip_suffix('>'))
    {
        Some(element) => format!("&[{element}]"),
        None => format!("&{of_type}"),
    }
}

/// Which parameter of a function has its type at this place; `self` counts.
fn position(moved: &Moved, function: &Function, of_type: &Clue) -> Option<usize> {
    let code = moved.case.code;
    let (open, close) = function.parameters;
    let at = code.index_at(of_type.area.start);
    let all = parts(code, open + 1..close, ",");
    let has_self = all
        .first()
        .is_some_and(|p| p.clone().any(|i| code.token(i) == "self"));
    all.iter()
        .position(|part| part.contains(&at))
        .filter(|_| !has_self)
}

/// The arguments at one position of all calls of a function.
pub fn arguments(code: &Code, name: &str, position: usize) -> Vec<Area> {
    let calls = (1..code.tokens.len()).filter(|at| {
        code.token(*at) == name && code.token(*at + 1) == "(" && code.token(*at - 1) != "fn"
    });
    let found = calls.filter_map(|at| {
        let close = code.partner(at + 1)?;
        let argument = parts(code, at + 2..close, ",").into_iter().nth(position)?;
        code.span_of(argument.start, argument.end.checked_sub(1)?)
    });
    found.collect()
}

/// Methods that are sure to leave what they are called on as it is.
pub const READERS: [&str; 32] = [
    "len",
    "is_empty",
    "iter",
    "get",
    "first",
    "last",
    "contains",
    "as_str",
    "as_slice",
    "chars",
    "bytes",
    "lines",
    "split",
    "split_whitespace",
    "trim",
    "starts_with",
    "ends_with",
    "to_string",
    "to_uppercase",
    "to_lowercase",
    "to_owned",
    "clone",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "contains_key",
    "keys",
    "values",
    "find",
    "as_bytes",
    "count",
];

/// Whether a function only reads its parameter: `None` where that cannot be told.
fn reads_only(code: &Code, function: &Function, position: usize) -> Option<bool> {
    let (open, close) = function.parameters;
    let part = parts(code, open + 1..close, ",")
        .into_iter()
        .nth(position)?;
    let name = part
        .clone()
        .map(|at| code.token(at))
        .find(|t| is_word(t) && *t != "mut")?;
    if part.clone().any(|at| code.token(at) == "mut") {
        return Some(false);
    }
    let (from, to) = function.body;
    let uses: Vec<usize> = (from..to).filter(|at| code.token(*at) == name).collect();
    let mut all = uses.iter().map(|at| use_reads(code, *at));
    all.find(|one| *one != Some(true)).unwrap_or(Some(true))
}

/// Whether one use of a name only reads it.
fn use_reads(code: &Code, at: usize) -> Option<bool> {
    if at > 0 && code.token(at - 1) == "&" && code.token(at + 1) != "." {
        return Some(true);
    }
    let mut last = at;
    while code.token(last + 1) == "."
        && is_word(code.token(last + 2))
        && code.token(last + 3) != "("
    {
        last += 2;
    }
    let method = code.token(last + 2);
    let is_call = code.token(last + 1) == "." && code.token(last + 3) == "(";
    match is_call {
        true if READERS.contains(&method) => Some(true),
        true => None,
        // A name alone or a field: in a macro that prints it is read, elsewhere it may move.
        false => in_printing_macro(code, at).then_some(true).or(Some(false)),
    }
}

fn in_printing_macro(code: &Code, at: usize) -> bool {
    let mut index = at;
    while let Some(before) = index.checked_sub(1) {
        index = before;
        match code.token(index) {
            ")" | "]" | "}" => index = code.partner(index).unwrap_or(index),
            "(" => {
                let name = index.checked_sub(2).map_or("", |n| code.token(n));
                let prints = [
                    "println",
                    "print",
                    "format",
                    "eprintln",
                    "write",
                    "writeln",
                    "assert_eq",
                    "assert",
                ];
                return code.token(index - 1) == "!" && prints.contains(&name);
            }
            ";" | "{" => return false,
            _ => {}
        }
    }
    false
}

/// `for x in &v`.
fn lend_to_loop(moved: &Moved, account: &mut Account) {
    if moved.goal != Goal::Loop {
        return;
    }
    account.fix(Fix::new(
        format!("Loop over a reference: the loop then gets references to the elements, and `{}` stays whole.", moved.path),
        edits(moved.case.code, &[Change::before(moved.gone.area, "&")]),
    ));
}

/// `match &x` and `if let Some(y) = &x`.
fn lend_to_pattern(moved: &Moved, account: &mut Account) {
    let case = moved.case;
    let Some(binding) = case.syntax.declared_at(case.code, moved.gone.area) else {
        return;
    };
    let Some(area) = case.code.span_of(binding.value.start, binding.value.start) else {
        return;
    };
    if binding.is_whole || binding.value.is_empty() {
        return;
    }
    account.fix(Fix::new(
        format!(
            "Look at it through a reference: `{}` then borrows, and nothing moves.",
            binding.name
        ),
        edits(case.code, &[Change::before(area, "&")]),
    ));
}

/// `let b = &a;`, `let title = &loan.title;`.
fn lend_to_variable(moved: &Moved, account: &mut Account) {
    let code = moved.case.code;
    let range = code.indices(moved.gone.area);
    let mut bindings = moved.case.syntax.bindings.iter();
    let whole = bindings.find(|b| {
        b.value == range && b.of_type.is_empty() && b.kind == BindingKind::Let && b.is_whole
    });
    let is_reference = moved.of_type.as_deref().is_some_and(|t| t.starts_with('&'));
    let Some(binding) = whole.filter(|_| !is_reference && !moved.next_round) else {
        return;
    };
    account.fix(Fix::new(
        format!(
            "Let `{}` be a reference, if one owner is enough.",
            binding.name
        ),
        edits(code, &[Change::before(moved.gone.area, "&")]),
    ));
}

/// Methods that borrow where others take.
fn gentler_method(moved: &Moved, account: &mut Account) {
    let Goal::Method(name) = &moved.goal else {
        return;
    };
    let gentler = match name.as_str() {
        "into_iter" => "iter",
        "into_bytes" => "as_bytes",
        "into_boxed_str" | "into_string" => "as_str",
        "unwrap" | "expect" | "unwrap_or_default" | "unwrap_or" | "map" | "and_then" => "as_ref",
        _ => {
            return account.fix(Fix::words(format!(
                "Call .{name}() last, when nobody needs `{}` any more.",
                moved.path
            )));
        }
    };
    let code = moved.case.code;
    let at = moved.case.code.index_at(moved.gone.area.start);
    let Some(area) = code.span_of(at, at) else {
        return;
    };
    let (what, change) = match gentler {
        "as_ref" => (
            format!("Borrow what is in it: .as_ref() before .{name}()."),
            Change::before(area, "as_ref()."),
        ),
        _ => (
            match gentler {
                "iter" => {
                    ".iter() goes through the elements as well, and only borrows them.".to_owned()
                }
                _ => format!(".{gentler}() gives the same and only borrows."),
            },
            Change::replace(area, gentler),
        ),
    };
    account.fix(Fix::new(what, edits(code, &[change])));
}

/// `hello + &world` uses `hello` up.
fn operator(moved: &Moved, account: &mut Account) {
    let is_text = moved.of_type.as_deref() == Some("String");
    if moved.goal != Goal::Operator || !is_text {
        return;
    }
    let code = moved.case.code;
    let range = code.indices(moved.gone.area);
    let other = (
        code.token(range.end),
        code.token(range.end + 1),
        code.token(range.end + 2),
        code.token(range.end + 3),
    );
    let what = "`+` uses up the String on its left; `format!` only reads both.";
    let ("+", "&", name, ";") = other else {
        return account.fix(Fix::words(what));
    };
    let Some(area) = code.span_of(range.start, range.end + 2) else {
        return;
    };
    let by = format!("format!(\"{{{}}}{{{name}}}\")", moved.gone.text);
    let changes = [Change::replace(area, by)];
    account.fix(Fix::new(what, edits(code, &changes)));
}

fn closure(moved: &Moved, account: &mut Account) {
    let Goal::Closure(call) = &moved.goal else {
        return;
    };
    let name = &moved.path;
    if call.as_deref().is_some_and(|call| call.ends_with("spawn")) {
        if !is_counted(moved) {
            account.fix(Fix::words(format!(
            "Let the threads share it: `Arc::new(...)` around it, and `Arc::clone(&{name})` for each thread."
        )));
        }
        account.fix(Fix::words(
            "If the thread ends before this function does, `thread::scope` lets it borrow instead.",
        ));
    } else {
        account.fix(Fix::words(format!(
            "Without `move` the closure only borrows `{name}`, if it needs no more than that and does not outlive it."
        )));
    }
}

/// The use before the move.
fn sooner(moved: &Moved, account: &mut Account) {
    let (gone, used) = (moved.gone.line(), moved.used.line());
    if moved.next_round || used <= gone {
        return;
    }
    let code = moved.case.code;
    let needed = words(code.line(used).unwrap_or(""));
    let declared_between = moved.case.syntax.bindings.iter().any(|b| {
        let line = code.tokens.get(b.token).map_or(0, |t| t.area.start.line);
        (gone..used).contains(&line) && needed.contains(&b.name.as_str())
    });
    let moves = moved.used.label.contains("value used here");
    let edits = moved_before(code, used, gone);
    let depends = depend(moved.case, used, gone..used);
    if !edits.is_empty() && !declared_between && !moves && !depends {
        account.fix(Fix::new(
            format!(
                "Do line {used} first, as long as `{}` still owns it.",
                base(&moved.path)
            ),
            edits,
        ));
    }
}

/// What a loop can do only once.
fn once(moved: &Moved, account: &mut Account) {
    if moved.next_round {
        account.fix(Fix::words(format!(
            "A value can be given away once only: do that before or after the loop, or make a new `{}` on each round.",
            moved.path
        )));
    }
}

fn clone(moved: &Moved, account: &mut Account) {
    let is_reference = moved
        .of_type
        .as_deref()
        .is_some_and(|t| t.starts_with("&mut"));
    if is_reference || is_counted(moved) {
        return;
    }
    let edits: Option<Vec<Edit>> = proposed(moved.case.diagnostic, moved.case.code, "clon");
    let what = "Clone it, if both really need a copy of their own; a copy costs time and memory.";
    if let Some(edits) = edits {
        account.fix(Fix::new(what, edits));
    }
}
