//! Types that can't be inferred.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::{callee, pointing, rewrite, swapped};
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role, functions};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0282",
        rule: Rule::Types,
        summary: "rustc can't infer the type from how the value is made and used.",
        meaning: "Most types are inferred from how a value is made and used. Here that isn't enough: an \
             empty `Vec` that nothing is put into, a `None` alone, or a value that a method is called on \
             before its type is known. Often a type annotation settles it; a variable that never gets a value needs one.",
        example: Some(Example {
            source: include_str!("../examples/E0282.txt"),
            said: include_str!("../examples/E0282.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0283",
        rule: Rule::Types,
        summary: "Several types would do here, so the program must say which one is meant.",
        meaning: "Some functions can return values of many types: `collect` makes a `Vec`, a `String`, a \
             `HashMap` and more, `sum` and `into` are alike. The caller chooses, with the type of a \
             variable, with `::<...>` after the method's name, or by using the result where only one type fits.",
        example: Some(Example {
            source: include_str!("../examples/E0283.txt"),
            said: include_str!("../examples/E0283.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0284",
        rule: Rule::Types,
        summary: "Several types would do here, so the program must say which one is meant.",
        meaning: "The type of a value depends on a choice that nothing in the program makes. The usual \
             case is `parse`, which can make any type that can be read from text: numbers, `bool`, `char` \
             and more. Write the type of the variable, or `parse::<u32>()`.",
        example: Some(Example {
            source: include_str!("../examples/E0284.txt"),
            said: include_str!("../examples/E0284.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    if case.diagnostic.message.contains("annotations needed") {
        variable(case).or_else(|| generic_call(case))
    } else {
        None
    }
}

/// A variable whose type isn't known.
fn variable(case: &Case) -> Option<Account> {
    let at = case.names.bound_at(case.tree, case.primary.bytes.start)?;
    let binding = case.names.binding(at);
    if case.declaration(binding) != case.primary.bytes {
        return None;
    }
    let name = &binding.name;
    let mut account = pointing::at_error(case, format!("what type is `{name}`?"));
    let known = "type must be known at this point";
    let clue = case.clues.iter().find(|clue| clue.label.contains(known));
    if let Some(clue) = clue {
        pointing::point_at(
            &mut account,
            case,
            &clue.bytes,
            "the type must be known here",
        );
    }
    if let Some(reason) = without_value(case, at) {
        account.say(reason);
        return Some(valued(case, at, account));
    }
    let told = case.named(0);
    account.say(match told {
        Some(told) => {
            format!("The type of `{name}` is `{told}`, and rustc can't infer what `_` stands for.")
        }
        None => format!("rustc can't infer the type of `{name}`."),
    });
    if let Some(swapped) = swapped::around_error(case) {
        account.say(swapped.sentence(case));
        account.repair(swapped.repair(case));
        account.spares_tests = Some(false);
        return Some(account);
    }
    let value = binding.initializer.filter(|_| binding.is_whole);
    if let Some(maker) = value.and_then(|value| many_typed(case, value)) {
        let (method, what) = maker;
        account.say(format!(
            "`{method}` can return {what}, and the caller chooses which."
        ));
        let texts = value.and_then(|value| read_text(case, value));
        for ty in examples(method, texts) {
            account.repair(annotated(case, binding, ty));
        }
    } else if let Some(ty) = told.filter(|told| !told.contains("fn(")) {
        account.repair(annotated(case, binding, &filled(ty)));
    }
    Some(account)
}

/// The ways out where a variable has no value. A type wouldn't be enough for one that is used.
fn valued(case: &Case, variable: BindingId, mut account: Account) -> Account {
    let binding = case.names.binding(variable);
    let name = &binding.name;
    let other = later_namesake(case, variable);
    if let Some(other) = other {
        account.also.push(case.line(case.declaration(other).start));
    }
    let is_used = case.names.uses_of(variable).next().is_some();
    if is_used {
        let end = case.declaration(binding).end;
        account.keeps.push(end..end);
    } else {
        let (line, edit) = (
            line_of(case, binding),
            rewrite::remove_statement(case, binding.owner),
        );
        account.repair(Repair::edit(
            format!("Leave out line {line}: nothing uses this `{name}`."),
            vec![edit],
        ));
    }
    account.repair(Repair::advice(if other.is_some() {
        let line = line_of(case, binding);
        format!("Give the `{name}` of line {line} a value in its `let`.")
    } else {
        format!("Give `{name}` a value in its `let`.")
    }));
    account
}

fn line_of(case: &Case, binding: &Binding) -> usize {
    case.line(case.declaration(binding).start)
}

/// The next variable below with the same name, declared where this one would be in scope.
fn later_namesake<'a>(case: &Case<'a>, variable: BindingId) -> Option<&'a Binding> {
    let (tree, own) = (case.tree, case.names.binding(variable));
    let block = tree.parent(own.owner)?;
    let begin = case.declaration(own).start;
    let all = case.names.bindings().filter(|id| *id != variable);
    let same = all.map(|id| case.names.binding(id)).filter(|other| {
        let is_below = case.declaration(other).start > begin && other.name == own.name;
        is_below && !other.kind.is_item() && tree.is_inside(other.owner, block)
    });
    same.min_by_key(|other| case.declaration(other).start)
}

/// The variable that a `let` hides: what its name means up to there.
fn hidden_namesake<'a>(case: &Case<'a>, binding: &Binding) -> Option<&'a Binding> {
    let begin = case.tree.bytes(binding.owner).start;
    let id = case.names.visible_at(case.tree, &binding.name, begin)?;
    let other = case.names.binding(id);
    (!other.kind.is_item()).then_some(other)
}

/// Why there's nothing to infer the type of a variable from: it has no value, or gets its first one
/// from itself.
fn without_value(case: &Case, variable: BindingId) -> Option<String> {
    let tree = case.tree;
    let binding = case.names.binding(variable);
    if !binding.kind.is_let() || binding.initializer.is_some() || binding.annotation.is_some() {
        return None;
    }
    let name = &binding.name;
    let assigned = case.names.uses_of(variable).filter_map(|used| {
        let whole = tree.parent(used)?;
        let is_left = tree.role(used) == Role::Left && tree.kind(whole) == NodeKind::Assignment;
        tree.child(whole, Role::Right).filter(|_| is_left)
    });
    let values: Vec<NodeId> = assigned.collect();
    let uses_itself = |value: &NodeId| {
        let mut uses = case.names.uses_of(variable);
        uses.any(|used| tree.is_inside(used, *value))
    };
    let is_used = case.names.uses_of(variable).next().is_some();
    match (values.as_slice(), later_namesake(case, variable)) {
        ([], Some(other)) => {
            let (line, below) = (line_of(case, binding), line_of(case, other));
            let uses = if is_used {
                "its uses don't settle its type either"
            } else {
                "nothing uses it"
            };
            Some(format!(
                "The `{name}` of line {line} never gets a value, and {uses}. Line {below} declares a new \
                 `{name}`, which is another variable."
            ))
        }
        ([], None) if is_used => Some(format!(
            "`{name}` never gets a value, and its uses don't settle its type either."
        )),
        ([], None) => Some(format!(
            "`{name}` never gets a value, and nothing uses it, so rustc has nothing to infer its type from."
        )),
        ([first, ..], _) if values.iter().all(uses_itself) => {
            let line = case.line(tree.bytes(*first).start);
            let hidden = hidden_namesake(case, binding).map(|hidden| {
                let line = line_of(case, hidden);
                format!(" This `let` hides the `{name}` of line {line}, which is another variable.")
            });
            Some(format!(
                "Line {line} makes the value of `{name}` from `{name}` itself, which has none yet.{}",
                hidden.unwrap_or_default()
            ))
        }
        _ => None,
    }
}

/// `let x: T`, with `T` as an example.
fn annotated(case: &Case, binding: &Binding, ty: &str) -> Repair {
    let end = case.declaration(binding).end;
    let edits = match binding.annotation {
        Some(annotation) => vec![TextEdit::replacement(case.tree.bytes(annotation), ty)],
        None => vec![TextEdit::insertion(end, format!(": {ty}"))],
    };
    let name = &binding.name;
    let sentence = format!("Write the type of `{name}` after its name, for example `{ty}`.");
    Repair::edit(sentence, edits)
}

/// A method of the standard library whose result the caller chooses, and what it can be.
fn many_typed<'a>(case: &Case<'a>, value: NodeId) -> Option<(&'a str, &'static str)> {
    let name = calls(case, value).find(|name| !matches!(*name, "unwrap" | "expect"))?;
    let what = match name {
        "parse" => "any type that can be read from text",
        "collect" => "many kinds of collections",
        "sum" | "product" => "several types of numbers",
        "into" => "any type that this one converts into",
        _ => return None,
    };
    // The method may be one of the learner's own.
    let is_own = functions(case.source, case.tree)
        .iter()
        .any(|function| function.name() == name);
    (!is_own).then_some((name, what))
}

/// The methods that a value is made with, the last one first.
fn calls<'a>(case: &Case<'a>, value: NodeId) -> impl Iterator<Item = &'a str> {
    let links = std::iter::successors(Some(value), |node| inner(case, *node));
    links.filter_map(|node| callee::name(case, node))
}

/// What a method is called on, or what stands before `?`.
fn inner(case: &Case, node: NodeId) -> Option<NodeId> {
    let role = match case.tree.kind(node) {
        NodeKind::Try => Role::Operand,
        _ => Role::Receiver,
    };
    case.tree.child(node, role)
}

/// A type in which `i32` stands for each part that isn't known.
fn filled(ty: &str) -> String {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let mut parts = Vec::new();
    let mut rest = ty;
    while let Some(first) = rest.chars().next() {
        let other = |c: char| is_part(c) != is_part(first);
        let (part, behind) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        parts.push(if part == "_" { "i32" } else { part });
        rest = behind;
    }
    parts.concat()
}

/// The text that `parse` reads, if it stands in the program.
fn read_text<'a>(case: &Case<'a>, value: NodeId) -> Option<&'a str> {
    let links = std::iter::successors(Some(value), |node| inner(case, *node));
    let first = links.last()?;
    let is_literal = case.tree.kind(first) == NodeKind::Literal;
    is_literal.then(|| case.written(first).trim_matches('"'))
}

/// Types that beginners mean most. A text that stands in the program must be one that they can
/// be read from.
fn examples(method: &str, text: Option<&str>) -> Vec<&'static str> {
    match (method, text) {
        ("collect", _) => vec!["Vec<_>", "String"],
        ("sum" | "product", _) => vec!["i32", "f64"],
        ("parse", None) => vec!["i32"],
        ("parse", Some(text)) if text.parse::<i32>().is_ok() => vec!["i32"],
        ("parse", Some(text)) if text.parse::<f64>().is_ok() => vec!["f64"],
        _ => Vec::new(),
    }
}

/// A call in the middle of an expression.
fn generic_call(case: &Case) -> Option<Account> {
    let method = case.text(&case.primary.bytes);
    let label = &case.primary.label;
    if !label.contains("cannot infer type of the type parameter")
        || case.primary.name(1) != Some(method)
    {
        return None;
    }
    let parameter = case.primary.name(0)?;
    let mut account = pointing::at_error(case, format!("what type is `{parameter}`?"));
    account.say(format!(
        "`{method}` can be called for many types: its type parameter `{parameter}` says which one, and \
         nothing here tells."
    ));
    let call = case.tree.parent(case.node(&case.primary))?;
    for ty in examples(method, read_text(case, call)) {
        let edit = TextEdit::insertion(case.primary.bytes.end, format!("::<{ty}>"));
        let sentence = format!("Write the type after the method's name, for example `::<{ty}>`.");
        account.repair(Repair::edit(sentence, vec![edit]));
    }
    Some(account)
}
