//! What a conflict would do at run time, and the ways out of it.

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::case::Clue;
use crate::lens::old::code::{is_small, words};
use crate::lens::old::conflicts::{Action, Borrower, Conflict};
use crate::lens::old::fixes::{Change, Edit, Fix, depend, edits, moved_before, moved_behind};
use crate::lens::old::syntax::Binding;
use crate::lens::place::Area;

/// Methods after which a collection may lie elsewhere in memory.
const GROWS: [&str; 9] = [
    "push",
    "push_str",
    "insert",
    "extend",
    "append",
    "reserve",
    "push_back",
    "push_front",
    "resize",
];

/// Methods that take elements away.
const SHRINKS: [&str; 9] = [
    "clear",
    "pop",
    "remove",
    "truncate",
    "drain",
    "retain",
    "swap_remove",
    "pop_front",
    "split_off",
];

/// Says what would go wrong, or that nothing would.
pub fn harm(conflict: &Conflict, account: &mut Account) {
    if let Some(text) = sound(conflict) {
        return account.sound(text);
    }
    let path = &conflict.path;
    let reader = match &conflict.borrower {
        Borrower::Variable(name) => format!("`{name}`"),
        Borrower::Loop => "the loop".to_owned(),
        _ => "the reference".to_owned(),
    };
    let method = conflict.method().unwrap_or_default();
    account.harm(match conflict.action {
        Action::Move => format!(
            "whoever got `{path}` may free it, and {reader} would point at freed memory."
        ),
        Action::Assign => format!(
            "{reader} would change, or point at a value that is gone, although nobody wrote through it."
        ),
        Action::Write if conflict.until.text.contains("spawn") => format!(
            "two threads could change `{path}` at the same moment, and one change would be lost."
        ),
        Action::Write if GROWS.contains(&method.as_str()) => format!(
            "`{method}` may move everything in `{path}` to a larger place, and {reader} would point at freed memory."
        ),
        Action::Write if SHRINKS.contains(&method.as_str()) => format!(
            "`{method}` takes away what {reader} may still point at."
        ),
        Action::Write if conflict.how == What::Borrows => {
            format!("`{path}` would change while {reader} is still using it.")
        }
        _ if conflict.how == What::Reads => format!(
            "{reader} could see `{path}` half changed, or point at memory that is no longer its own."
        ),
        Action::Read | Action::Use => format!(
            "it could read `{path}` half changed, while {reader} is writing it."
        ),
        _ => format!(
            "two writers could each undo what the other did to `{path}`, or free what the other still uses."
        ),
    });
}

/// Where the program is sound and only the checker is limited.
fn sound(conflict: &Conflict) -> Option<String> {
    if let Some((one, other)) = different_indices(conflict) {
        return Some(format!(
            "This would be safe, as element {one} and element {other} are different ones. The compiler does not tell elements of a collection apart by their index."
        ));
    }
    if let Some([_, _, at]) = halves(conflict) {
        return Some(format!(
            "This would be safe, as the two parts meet at `{at}` and do not overlap. The compiler does not work out ranges."
        ));
    }
    returned_early(conflict).then(|| {
        format!(
            "This is safe: where line {} returns, line {} is never reached. Today's compiler does not see that, since it keeps a borrow that is returned on one path alive on all of them.",
            conflict.until.line(),
            conflict.clash.line()
        )
    })
}

/// `v[0]` and `v[2]`.
fn different_indices(conflict: &Conflict) -> Option<(usize, usize)> {
    let (head, one) = indexed(&conflict.borrow.text)?;
    let (other_head, other) = indexed(&conflict.clash.text)?;
    (head == other_head && one != other).then_some((one, other))
}

fn indexed(text: &str) -> Option<(&str, usize)> {
    let (head, index) = text.strip_suffix(']')?.split_once('[')?;
    Some((head, index.parse().ok()?))
}

/// A borrow that is returned inside of a block which the clash stands behind.
fn returned_early(conflict: &Conflict) -> bool {
    let case = conflict.case;
    let until = conflict.until;
    if !until.label.starts_with("returning this value requires") {
        return false;
    }
    let at = case.code.index_at(until.area.start);
    let returns = at > 0 && case.code.token(at - 1) == "return";
    let block_ends = crate::lens::old::syntax::end_of_block(case.code, at);
    let clash = case.code.index_at(conflict.clash.area.start);
    let inside = |at: usize| case.syntax.functions.iter().any(|f| f.body.1 == at);
    returns && clash > block_ends && !inside(block_ends)
}

/// The ways out, the aptest first.
pub fn fixes(conflict: &Conflict, account: &mut Account) {
    let shapes: [fn(&Conflict, &mut Account); 13] = [
        argument_first,
        through_the_reference,
        without_names,
        copy_out,
        after_the_loop,
        two_parts,
        entry,
        later_or_sooner,
        as_parameter,
        own_value,
        threads,
        lend_instead,
        part_only,
    ];
    for shape in shapes {
        shape(conflict, account);
    }
    if account.old_fixes.is_empty() {
        account.fix(Fix::words(format!(
            "Let the borrow of line {} end before line {}: use it for the last time above, or begin it below.",
            conflict.borrow.line(),
            conflict.clash.line()
        )));
    }
}

/// `v.push(v.len())` through a reference: the argument first, into a variable.
fn argument_first(conflict: &Conflict, account: &mut Account) {
    let is_call = matches!(conflict.borrower, Borrower::Call(_));
    if conflict.is_one_statement() && is_call && conflict.action == Action::Write {
        let both_elements = conflict.borrow.text.contains('[') && conflict.clash.text.contains('[');
        if !both_elements {
            account.fix(Fix::words(
                "Work out the arguments one after the other, in lines of their own, and call with the results.",
            ));
        }
    }
    if !conflict.is_one_statement() || conflict.action != Action::Read {
        return;
    }
    let argument = argument_around(conflict);
    let text = argument.map(|area| conflict.case.code.text(area));
    let number = text
        .as_ref()
        .is_some_and(|t| t.ends_with(".len()") || t.ends_with(".is_empty()"));
    let what = format!(
        "Work out what you read from `{}` first, in a line of its own.",
        conflict.path
    );
    let (Some(area), Some(text), true) = (argument, text, number) else {
        return account.fix(Fix::words(what));
    };
    let indent = indent(conflict, area.start.line);
    let start = Area {
        start: crate::lens::place::Place {
            line: area.start.line,
            column: indent.chars().count() + 1,
        },
        end: crate::lens::place::Place {
            line: area.start.line,
            column: indent.chars().count() + 1,
        },
    };
    let changes = [
        Change::replace(start, format!("let length = {text};\n{indent}")),
        Change::replace(area, "length"),
    ];
    account.fix(Fix::new(what, edits(conflict.case.code, &changes)));
}

/// The whole argument that the clash stands in.
fn argument_around(conflict: &Conflict) -> Option<Area> {
    let code = conflict.case.code;
    let first = code.index_at(conflict.clash.area.start);
    let mut end = first;
    while !matches!(code.token(end), "," | ")" | "" | ";") {
        end = code.partner(end).filter(|p| *p > end).unwrap_or(end) + 1;
    }
    let before = first.checked_sub(1)?;
    let starts = matches!(code.token(before), "(" | ",");
    code.span_of(first, end.checked_sub(1)?).filter(|_| starts)
}

fn indent(conflict: &Conflict, line: usize) -> String {
    let text = conflict.case.code.line(line).unwrap_or("");
    text.chars().take_while(|c| c.is_whitespace()).collect()
}

/// A number or another small value: a copy instead of a reference.
fn copy_out(conflict: &Conflict, account: &mut Account) {
    let Borrower::Variable(name) = &conflict.borrower else {
        return;
    };
    let text = &conflict.borrow.text;
    let code = conflict.case.code;
    let at = code.index_at(conflict.borrow.area.start);
    let keeper = conflict
        .case
        .syntax
        .bindings
        .iter()
        .find(|b| &b.name == name && b.value.contains(&at));
    let Some(keeper) = keeper.filter(|b| b.of_type.is_empty()) else {
        return;
    };
    let reads = conflict.how == What::Reads;
    let small = conflict
        .owner
        .is_some_and(|owner| holds_numbers(conflict, owner))
        || field_is_small(conflict);
    let value = conflict.case.written(&keeper.value);
    let is_reference = code.token(keeper.value.start) == "&";
    if !reads
        || !small
        || !is_reference
        || !value.ends_with(text.trim_start_matches('&')) && !value.contains('[')
    {
        return;
    }
    let Some(area) = code.span_of(keeper.value.start, keeper.value.start) else {
        return;
    };
    account.fix(Fix::new(
        format!("Numbers are copied at no cost: let `{name}` be a copy, not a reference."),
        edits(code, &[Change::replace(area, "")]),
    ));
}

/// A last line without `;`: its value first, into a variable.
fn value_first(conflict: &Conflict, name: &str) -> Option<Fix> {
    let code = conflict.case.code;
    let (clash, until) = (conflict.clash.line(), conflict.until.line());
    let (before, last) = (code.line(clash)?, code.line(until)?);
    let function = conflict
        .case
        .syntax
        .function_at(code, conflict.until.area.start)?;
    let end = code.tokens.get(function.body.1)?.area.start.line;
    let indent = |text: &str| text.len() - text.trim_start().len();
    let closed =
        |text: &str| text.matches(['(', '{', '[']).count() == text.matches([')', '}', ']']).count();
    let is_tail = until + 1 == end && clash < until && !last.trim_end().ends_with([';', '}']);
    let fits = indent(before) == indent(last)
        && closed(last)
        && closed(before)
        && before.trim_end().ends_with(';');
    if !is_tail || !fits || result_is_used(conflict, clash, until) {
        return None;
    }
    let space: String = last.chars().take_while(|c| c.is_whitespace()).collect();
    let first = format!("{space}let result = {};", last.trim());
    Some(Fix::new(
        format!("Work out line {until}, where `{name}` is needed, before line {clash}."),
        vec![
            Edit {
                line: clash,
                before: before.to_owned(),
                after: vec![first, before.to_owned()],
            },
            Edit {
                line: until,
                before: last.to_owned(),
                after: vec![format!("{space}result")],
            },
        ],
    ))
}

/// Whether what is borrowed is a field of a struct of this program that holds a number, a
/// `bool` or a `char`.
fn field_is_small(conflict: &Conflict) -> bool {
    let case = conflict.case;
    let (Some(owner), Some((_, field))) = (conflict.owner, conflict.path.split_once('.')) else {
        return false;
    };
    let of_type = case.written(&owner.of_type);
    let value = case.written(&owner.value);
    let named = words(&of_type)
        .into_iter()
        .chain(words(&value))
        .find(|w| w.starts_with(char::is_uppercase));
    named
        .and_then(|name| case.syntax.field_type(case.code, name, field))
        .is_some_and(|t| is_small(&t))
}

/// Whether a variable was declared with numbers only, so that what is read is a copy.
fn holds_numbers(conflict: &Conflict, owner: &Binding) -> bool {
    let value = conflict.case.written(&owner.value);
    let inner = value.strip_prefix("vec!").unwrap_or(&value);
    let inner = inner.trim_start_matches('[').trim_end_matches(']');
    let number = |part: &str| {
        let part = part.trim().trim_start_matches('-');
        part.starts_with(|c: char| c.is_ascii_digit())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._".contains(c))
    };
    !inner.is_empty() && inner.split([',', ';']).all(number)
}

/// A loop that changes what it runs over.
fn after_the_loop(conflict: &Conflict, account: &mut Account) {
    if conflict.borrower != Borrower::Loop {
        return;
    }
    let path = conflict.clash_path();
    let method = conflict.method().unwrap_or_default();
    if GROWS.contains(&method.as_str()) {
        account.fix(Fix::words(format!(
            "Collect what is new in a second collection during the loop, and `extend` `{path}` with it after the loop."
        )));
    } else if SHRINKS.contains(&method.as_str()) {
        account.fix(Fix::words(format!(
            "Keep what should stay with `{path}.retain(...)`, instead of taking away in a loop."
        )));
    }
    if is_map(conflict) {
        return account.fix(Fix::words(format!(
            "Collect the keys that matter first, and change `{path}` in a loop over those."
        )));
    }
    if conflict.path != path {
        account.fix(Fix::words(format!(
            "Take `{}` out for the loop with `std::mem::take`, and put it back after it.",
            conflict.path
        )));
        return;
    }
    account.fix(Fix::words(format!(
        "Loop over the numbers `0..{path}.len()`, which are not a borrow, and take each element by its index."
    )));
}

/// Whether the collection has keys and no numbered places.
fn is_map(conflict: &Conflict) -> bool {
    conflict.owner.is_some_and(|owner| {
        let written = conflict.case.written(&owner.of_type) + &conflict.case.written(&owner.value);
        ["Map", "Set", "Heap"]
            .iter()
            .any(|kind| written.contains(kind))
    })
}

/// Two elements at once.
fn two_parts(conflict: &Conflict, account: &mut Account) {
    let code = conflict.case.code;
    let is_index =
        |clue: &Clue| clue.text.contains('[') || code.token(code.indices(clue.area).end) == "[";
    if conflict.action != Action::Write || !is_index(conflict.borrow) || !is_index(conflict.clash) {
        return;
    }
    if let Some((what, edits)) = split(conflict) {
        return account.fix(Fix::new(what, edits));
    }
    let path = words(&conflict.path)
        .first()
        .copied()
        .unwrap_or("it")
        .to_owned();
    account.fix(Fix::words(format!(
        "`{path}.split_at_mut(...)` gives two parts that may be written at the same time; take one element from each. To exchange two elements there is `{path}.swap(i, j)`."
    )));
}

/// `&mut v[..n]` and `&mut v[n..]`: the variables that they go into, and `n`.
fn halves(conflict: &Conflict) -> Option<[String; 3]> {
    let code = conflict.case.code;
    let part = |line: usize| {
        let text = code
            .line(line)?
            .trim()
            .strip_prefix("let ")?
            .strip_suffix(';')?;
        let (name, value) = text.split_once(" = ")?;
        let (head, range) = value
            .strip_prefix("&mut ")?
            .strip_suffix(']')?
            .split_once('[')?;
        Some((name.to_owned(), head.to_owned(), range.to_owned()))
    };
    let (left, head, first) = part(conflict.borrow.line())?;
    let (right, other, second) = part(conflict.clash.line())?;
    let at = first.strip_prefix("..")?;
    let same = second.strip_suffix("..") == Some(at) && head == other && !left.contains(['(', ':']);
    same.then(|| [left, right, at.to_owned()])
}

/// One call in place of two borrows.
fn split(conflict: &Conflict) -> Option<(String, Vec<Edit>)> {
    let [left, right, at] = halves(conflict)?;
    let code = conflict.case.code;
    let (one, other) = (conflict.borrow.line(), conflict.clash.line());
    let before = code.line(one)?;
    let space: String = before.chars().take_while(|c| c.is_whitespace()).collect();
    let path = &conflict.path;
    let line = format!("{space}let ({left}, {right}) = {path}.split_at_mut({at});");
    let edits = vec![
        Edit {
            line: one,
            before: before.to_owned(),
            after: vec![line],
        },
        Edit {
            line: other,
            before: code.line(other)?.to_owned(),
            after: Vec::new(),
        },
    ];
    Some((
        format!(
            "`{path}.split_at_mut({at})` gives both parts at once, and they may both be written."
        ),
        edits,
    ))
}

/// Look up, else insert.
fn entry(conflict: &Conflict, account: &mut Account) {
    if !returned_early(conflict) {
        return;
    }
    let code = conflict.case.code;
    let at = code.index_at(conflict.borrow.area.end);
    if code.token(at) == "." && matches!(code.token(at + 1), "get_mut" | "get") {
        account.fix(Fix::words(format!(
            "For a map, `{}.entry(key).or_insert_with(...)` looks and inserts in one step.",
            conflict.path
        )));
    }
    account.fix(Fix::words(
        "Ask first (for example with `contains_key`), and borrow only on the path that returns.",
    ));
}

/// A reader that could keep a value of its own.
fn own_value(conflict: &Conflict, account: &mut Account) {
    let Borrower::Variable(name) = &conflict.borrower else {
        return;
    };
    let is_closure = conflict.is_closure();
    let straight = conflict.rounds == (0, 0) && conflict.until.role == Role::Until;
    let numbers = account
        .old_fixes
        .iter()
        .any(|fix| fix.what.starts_with("Numbers"));
    if conflict.how == What::Writes || is_closure || !straight || numbers {
        return;
    }
    account.fix(Fix::words(format!(
        "Let `{name}` own what it needs (.clone() or .to_owned() on line {}); a copy costs time and memory.",
        conflict.borrow.line()
    )));
}

/// Two names for two `&mut` references to one variable: the variable itself at each place.
fn without_names(conflict: &Conflict, account: &mut Account) {
    let case = conflict.case;
    let code = case.code;
    if conflict.how != What::Writes
        || conflict.action != Action::Write
        || conflict.path.contains('.')
    {
        return;
    }
    let mut changes = Vec::new();
    let mut lines = Vec::new();
    for clue in [conflict.borrow, conflict.clash] {
        let range = code.indices(clue.area);
        let mut bindings = case.syntax.bindings.iter();
        let of_clue = bindings.find(|b| b.value == range && b.is_whole && b.of_type.is_empty());
        let plain = clue.text == format!("&mut {}", conflict.path);
        let Some(binding) = of_clue.filter(|_| plain) else {
            return;
        };
        let Some(uses) = uses_of(conflict, binding) else {
            return;
        };
        changes.extend(uses);
        lines.push(clue.line());
    }
    let mut edits = edits(code, &changes);
    edits.extend(lines.into_iter().map(|line| Edit {
        line,
        before: code.line(line).unwrap_or("").to_owned(),
        after: Vec::new(),
    }));
    edits.sort_by_key(|edit| edit.line);
    account.fix(Fix::new(
        format!(
            "Keep no references: borrow `{}` at each place for that one call. Such a borrow ends with the call.",
            conflict.path
        ),
        edits,
    ));
}

/// The uses of a `&mut` reference, each with the variable itself in its place; `None` if some
/// use has another form than an argument or a receiver.
fn uses_of(conflict: &Conflict, binding: &Binding) -> Option<Vec<Change>> {
    let code = conflict.case.code;
    let mut changes = Vec::new();
    for at in binding
        .visible
        .clone()
        .filter(|at| code.token(*at) == binding.name)
    {
        let area = code.span_of(at, at)?;
        let (before, behind) = (code.token(at.checked_sub(1)?), code.token(at + 1));
        let by = match (before, behind) {
            ("(" | ",", "," | ")") => format!("&mut {}", conflict.path),
            (";" | "{" | "}", ".") => conflict.path.clone(),
            _ => return None,
        };
        changes.push(Change::replace(area, by));
    }
    let last = code
        .tokens
        .get(binding.visible.end)
        .map_or(usize::MAX, |t| t.area.start.line);
    let first = code.tokens.get(binding.token)?.area.start.line;
    let mentions = (first + 1..=last)
        .map_while(|line| code.line(line))
        .flat_map(words)
        .filter(|word| *word == binding.name);
    (mentions.count() == changes.len()).then_some(changes)
}

/// The clash after the last use, or the last use before the clash.
fn later_or_sooner(conflict: &Conflict, account: &mut Account) {
    let Borrower::Variable(name) = &conflict.borrower else {
        return;
    };
    let (clash, until) = (conflict.clash.line(), conflict.until.line());
    if conflict.rounds != (0, 0) || conflict.until.role == Role::UntilDrop || until <= clash {
        return drop_sooner(conflict, name, account);
    }
    let last = last_mention(conflict, name).max(until);
    let code = conflict.case.code;
    if last == until && !result_is_used(conflict, clash, until) {
        let edits = moved_before(code, until, clash);
        if !edits.is_empty() {
            return account.fix(Fix::new(
                format!("Do line {until}, where `{name}` is needed, before line {clash}."),
                edits,
            ));
        }
    }
    if let Some(fix) = value_first(conflict, name).filter(|_| last == until) {
        return account.fix(fix);
    }
    let edits = moved_behind(code, clash, last);
    match edits.is_empty() || result_is_used(conflict, clash, last) {
        true => account.fix(Fix::words(format!(
            "Use `{name}` for the last time before line {clash}, or make it only after that line."
        ))),
        false => account.fix(Fix::new(
            format!("Do line {clash} when `{name}` is no longer needed."),
            edits,
        )),
    }
}

/// Whether the lines below the clash, up to `last`, also use what it changes or declares, so
/// that they must not change places.
fn result_is_used(conflict: &Conflict, clash: usize, last: usize) -> bool {
    let code = conflict.case.code;
    let path = words(&conflict.path).first().copied().unwrap_or("");
    let declares = code
        .line(clash)
        .unwrap_or("")
        .trim_start()
        .starts_with("let ");
    let declared = conflict.case.syntax.bindings.iter().filter(|b| {
        let line = code.tokens.get(b.token).map_or(0, |t| t.area.start.line);
        declares && line == clash
    });
    let mut names: Vec<&str> = declared.map(|b| b.name.as_str()).collect();
    names.push(path);
    let mut lines = (clash + 1..=last).filter_map(|l| code.line(l));
    lines.any(|line| words(line).iter().any(|word| names.contains(word)))
        || depend(conflict.case, clash, clash + 1..last + 1)
}

fn last_mention(conflict: &Conflict, name: &str) -> usize {
    let code = conflict.case.code;
    let function = conflict
        .case
        .syntax
        .function_at(code, conflict.borrow.area.start);
    let end = function
        .and_then(|f| code.tokens.get(f.body.1))
        .map_or(0, |t| t.area.start.line);
    let lines = conflict.clash.line()..=end;
    lines
        .filter(|l| words(code.line(*l).unwrap_or("")).contains(&name))
        .max()
        .unwrap_or(0)
}

fn drop_sooner(conflict: &Conflict, name: &str, account: &mut Account) {
    let clash = conflict.clash.line();
    if conflict.until.role == Role::UntilDrop {
        account.fix(Fix::words(format!(
            "End `{name}` before line {clash}: with `drop({name});`, or with a block `{{ ... }}` around the lines that need it."
        )));
        return;
    }
    if !conflict.is_closure() && (conflict.rounds.1 > 0 || conflict.rounds.0 > 0) {
        account.fix(Fix::words(format!(
            "Let `{name}` keep a value of its own (a copy or a clone) instead of a reference that lives from round to round."
        )));
    }
}

/// Closures in threads that change one value.
fn threads(conflict: &Conflict, account: &mut Account) {
    if conflict.borrow.text.starts_with('|') && conflict.until.text.contains("spawn") {
        account.fix(Fix::words(
            "Let each thread return its part, and put the parts together when you `join` them.",
        ));
        account.fix(Fix::words(format!(
            "Let the threads share `{}` in a `Mutex`, or in an atomic such as `AtomicUsize`.",
            conflict.path
        )));
    }
}

/// `*counter` in place of `left`, which `counter` borrows for writing.
fn through_the_reference(conflict: &Conflict, account: &mut Account) {
    let Borrower::Variable(name) = &conflict.borrower else {
        return;
    };
    let path = &conflict.path;
    let code = conflict.case.code;
    if conflict.action != Action::Use || conflict.rounds != (0, 0) || conflict.is_closure() {
        return;
    }
    let range = code.indices(conflict.borrow.area);
    let mut bindings = conflict.case.syntax.bindings.iter();
    let is_alone = bindings.any(|b| b.value == range && &b.name == name && b.is_whole);
    let plain = conflict.borrow.text == format!("&mut {path}") && conflict.clash.text == *path;
    if !is_alone || !plain {
        return account.fix(Fix::words(format!(
            "Work out what you need of `{path}` before line {}, where the borrow begins.",
            conflict.borrow.line()
        )));
    }
    account.fix(Fix::new(
        format!("Read it through `{name}`: who may write may also look."),
        edits(
            code,
            &[Change::replace(conflict.clash.area, format!("*{name}"))],
        ),
    ));
}

/// A closure that gets the value at each call and does not keep it in between.
fn as_parameter(conflict: &Conflict, account: &mut Account) {
    if !conflict.borrow.text.starts_with('|') || conflict.until.text.contains("spawn") {
        return;
    }
    let path = &conflict.path;
    let changes = parameters(conflict);
    let closures = match conflict.clash.text.starts_with('|') {
        true => "each closure",
        false => "the closure",
    };
    let fix = Fix::new(
        format!(
            "Give {closures} `{path}` as a parameter at each call, so that it borrows it only then."
        ),
        changes.map_or_else(Vec::new, |changes| edits(conflict.case.code, &changes)),
    );
    // What can be shown goes before what can only be said.
    let shown = account.old_fixes.iter().any(|f| !f.edits.is_empty());
    match shown || fix.edits.is_empty() {
        true => account.fix(fix),
        false => account.old_fixes.insert(0, fix),
    }
}

/// The closures with one more parameter, and their calls with one more argument; `None` where
/// the type is not written, or a closure is not only called.
fn parameters(conflict: &Conflict) -> Option<Vec<Change>> {
    let case = conflict.case;
    let owner = conflict.owner?;
    let of_type = case.written(&owner.of_type);
    if !of_type.starts_with("&mut ") || owner.name != conflict.path {
        return None;
    }
    let clues = [conflict.borrow, conflict.clash];
    let closures = clues.iter().filter(|clue| clue.text.starts_with('|'));
    let mut changes = Vec::new();
    for clue in closures {
        changes.extend(with_parameter(conflict, clue, owner, &of_type)?);
    }
    Some(changes)
}

fn with_parameter(
    conflict: &Conflict,
    clue: &Clue,
    owner: &Binding,
    of_type: &str,
) -> Option<Vec<Change>> {
    let code = conflict.case.code;
    let bar = code.index_at(clue.area.start);
    let mut bindings = conflict.case.syntax.bindings.iter();
    let keeper = bindings.find(|b| b.value.start == bar && b.is_whole)?;
    let area = code.span_of(bar, bar)?;
    let name = &owner.name;
    let mut changes = vec![match code.token(bar) {
        "||" => Change::replace(area, format!("|{name}: {of_type}|")),
        _ => Change::behind(area, format!("{name}: {of_type}, ")),
    }];
    let visible = keeper.visible.clone();
    for at in visible.filter(|at| code.token(*at) == keeper.name) {
        if code.token(at + 1) != "(" {
            return None;
        }
        let by = match code.token(at + 2) {
            ")" => name.clone(),
            _ => format!("{name}, "),
        };
        changes.push(Change::behind(code.span_of(at + 1, at + 1)?, by));
    }
    Some(changes)
}

/// A move of what is borrowed.
fn lend_instead(conflict: &Conflict, account: &mut Account) {
    if conflict.action != Action::Move {
        return;
    }
    let code = conflict.case.code;
    let line = conflict.clash.line();
    let before = code.index_at(conflict.clash.area.start).saturating_sub(1);
    if conflict.clash.text.starts_with("move") {
        account.fix(Fix::words(format!(
            "Take what you need from `{}` before line {line}, as a copy or a clone.",
            conflict.path
        )));
    } else if matches!(code.token(before), "(" | ",") {
        let whole = &conflict.clash.text;
        account.fix(Fix::words(format!(
            "Lend `{whole}` on line {line} (`&{whole}`) instead of giving it away, if it is only read there."
        )));
    }
}

/// A method that wants all of `self` while a part of it is borrowed.
fn part_only(conflict: &Conflict, account: &mut Account) {
    let whole = conflict.clash_path();
    if whole == conflict.path || !conflict.path.starts_with(&format!("{whole}.")) {
        return;
    }
    if conflict.method().is_some() {
        account.fix(Fix::words(format!(
            "A method borrows all of `{whole}`. Change the field that you mean directly in this function, or let a function take only that field: the compiler tells fields apart, but not through a method."
        )));
    }
}
