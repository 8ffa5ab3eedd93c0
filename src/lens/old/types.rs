//! Types that do not fit, in the forms that beginners meet most: a borrow or a `mut` missing,
//! a Result or Option in the way (E0308), an ability that is missing (E0277).

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::{self, Role};
use crate::lens::old::case::{Case, Clue, base};
use crate::lens::old::code::words;
use crate::lens::old::fixes::{Change, Edit, Fix, edits, proposed};
use crate::lens::place::Area;

/// E0308; `None` for forms that are not known.
pub fn mismatch(case: &Case) -> Option<Account> {
    let main = case.main().filter(|c| c.role == Role::Mismatch)?;
    let (expected, found) = types(case, main)?;
    let behind = case.code.indices(main.area).end;
    let of_pattern = matches!(case.code.token(behind), "=>" | "|" | "if");
    if of_pattern
        || case
            .clues
            .iter()
            .any(|c| c.label.starts_with("this expression has type"))
    {
        return None;
    }
    let mut account = Account::default();
    let lane = account.lane("");
    account.event(
        lane,
        What::Conflict,
        main.area,
        format!("is {}, needed is {}", named(&found), named(&expected)),
    );
    because(case, main, lane, &mut account);
    let form = form(&expected, &found)?;
    (form.tell)(case, main, &expected, &found, &mut account);
    Some(account)
}

struct Form {
    tell: fn(&Case, &Clue, &str, &str, &mut Account),
}

fn form(expected: &str, found: &str) -> Option<Form> {
    let is = |tell| Some(Form { tell });
    let wraps = |of_type: &str| {
        ["Option<", "Result<"]
            .iter()
            .any(|w| of_type.starts_with(w))
    };
    if expected.starts_with("&mut") && found.starts_with('&') && !found.starts_with("&mut") {
        return is(mut_missing);
    }
    if found == "()" {
        return is(nothing_found);
    }
    if wraps(found) && !wraps(expected) {
        return is(in_the_way);
    }
    if wraps(expected) && !wraps(found) {
        return is(wrap_missing);
    }
    if expected == "String" && found.starts_with('&') && found.ends_with("str") {
        return is(text_wanted);
    }
    if expected.starts_with('&') && found == "{integer}" {
        return is(one_side);
    }
    if expected.starts_with('&') && !found.starts_with('&') {
        return is(borrow_missing);
    }
    if is_number(expected) && matches!(found, "&str" | "String" | "&String") {
        return is(number_wanted);
    }
    let value = found.trim_start_matches('&').trim_start_matches("mut ");
    let same = value == expected || value.starts_with('{') && is_number(expected);
    if found.starts_with('&') && same {
        return is(value_wanted);
    }
    None
}

/// The types, from the label or the note.
fn types(case: &Case, main: &Clue) -> Option<(String, String)> {
    if let (Some(expected), Some(found)) = (main.name(0), main.name(1)) {
        return Some((expected.to_owned(), found.to_owned()));
    }
    let mut children = case.diagnostic.children.iter();
    if let Some(note) = children.find(|c| c.message.starts_with("expected")) {
        let names = labels::names(&note.message);
        return Some(((*names.first()?).to_owned(), (*names.get(1)?).to_owned()));
    }
    let (_, found) = main.label.split_once("found ")?;
    Some((main.name(0)?.to_owned(), format!("{{{found}}}")))
}

/// A type with its article: an `i32`, a whole number.
pub fn one(of_type: &str) -> String {
    let noun = noun(of_type);
    let vowels = ['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O'];
    let article = match noun.trim_start_matches('`').starts_with(vowels) {
        true => "an",
        false => "a",
    };
    format!("{article} {noun}")
}

/// A type by its name; in words where the compiler does not know all of it.
fn named(of_type: &str) -> String {
    match is_vague(of_type) {
        true => one(of_type),
        false => noun(of_type),
    }
}

/// A type as it stands behind an article: what beginners do not know from their programs, such
/// as `&_` and `{integer}`, in words.
fn noun(of_type: &str) -> String {
    if !is_vague(of_type) {
        return format!("`{}`", short(of_type));
    }
    if let Some(target) = of_type.strip_prefix('&') {
        let (kind, target) = match target.strip_prefix("mut ") {
            Some(target) => ("`&mut` reference", target),
            None => ("reference", target),
        };
        return match target {
            "_" => kind.to_owned(),
            _ => format!("{kind} to {}", one(target)),
        };
    }
    let word = match of_type {
        "{integer}" => "whole number",
        "{float}" | "{floating-point number}" => "number with a decimal point",
        "_" => "value",
        _ if of_type.starts_with("{closure") => "closure",
        _ if of_type.starts_with("fn(") || of_type == "{fn item}" => "function",
        _ if of_type.starts_with('(') => "tuple",
        _ if of_type.starts_with('[') && of_type.contains(';') => "array",
        _ if of_type.starts_with('[') => "slice",
        _ if of_type.starts_with('{') => of_type.trim_matches(['{', '}']),
        _ => return format!("`{}`", of_type.split('<').next().unwrap_or(of_type)),
    };
    word.to_owned()
}

/// Whether the compiler knows only a part of a type.
fn is_vague(of_type: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
    of_type.contains('{') || of_type.split(|c| !is_name(c)).any(|word| word == "_")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn short(of_type: &str) -> String {
    match of_type.len() <= 30 {
        true => of_type.to_owned(),
        false => format!("{}<...>", of_type.split('<').next().unwrap_or(of_type)),
    }
}

/// A type behind what was said of it, if that says more.
fn in_brackets(of_type: &str) -> String {
    match is_vague(of_type) {
        true => String::new(),
        false => format!(" ({})", noun(of_type)),
    }
}

/// Where the expectation comes from.
fn because(case: &Case, main: &Clue, lane: usize, account: &mut Account) {
    let reason = case.clues.iter().find(|c| {
        !c.is_primary && matches!(c.role, Role::ExpectedBecause) && c.line() != main.line()
    });
    if let Some(reason) = reason {
        account.event(
            lane,
            What::Used,
            reason.area,
            "this is why that type is needed",
        );
    }
    let mut children = case.diagnostic.children.iter();
    let defined = children.find(|c| c.message.ends_with("defined here"));
    let file = case.diagnostic.primary_span().map(|s| s.file_name.as_str());
    let own = defined.and_then(|c| {
        let mut spans = c
            .spans
            .iter()
            .filter(|s| Some(s.file_name.as_str()) == file);
        spans
            .find(|s| !s.is_primary)
            .or_else(|| c.spans.iter().find(|s| Some(s.file_name.as_str()) == file))
    });
    if let Some(area) = own.and_then(|s| case.code.area(s)) {
        account.event(lane, What::Used, area, "asks for that type");
    }
}

/// The function that is called, if the value is an argument.
fn callee(case: &Case) -> Option<String> {
    let asked = case.first(Role::AskedBy)?;
    words(&asked.text).last().map(|name| format!("{name}()"))
}

fn asker(case: &Case) -> String {
    callee(case).unwrap_or_else(|| "This place".to_owned())
}

fn borrow_missing(case: &Case, main: &Clue, expected: &str, _found: &str, account: &mut Account) {
    account.say(format!(
        "{} only wants to borrow{}, but line {} gives `{}` away whole.",
        asker(case),
        in_brackets(expected),
        main.line(),
        main.text
    ));
    let edits = proposed(case.diagnostic, case.code, "consider borrowing here").or_else(|| {
        proposed(
            case.diagnostic,
            case.code,
            "consider mutably borrowing here",
        )
    });
    account.fix(Fix::new(
        "Lend it, with `&` (or `&mut`, if that is asked for).",
        edits.unwrap_or_default(),
    ));
}

fn mut_missing(case: &Case, main: &Clue, _expected: &str, _found: &str, account: &mut Account) {
    let name = base(&main.text).to_owned();
    account.say(format!(
        "{} wants to change what it is lent (`&mut`), but line {} lends `{name}` for reading only (`&`).",
        asker(case), main.line()
    ));
    account.fix(Fix::new(
        "Lend it for writing, with `&mut`.",
        lend_mutably(case, main),
    ));
}

fn lend_mutably(case: &Case, main: &Clue) -> Vec<Edit> {
    let code = case.code;
    let range = code.indices(main.area);
    let Some(area) = code
        .span_of(range.start, range.start)
        .filter(|_| code.token(range.start) == "&")
    else {
        return Vec::new();
    };
    let mut changes = vec![Change::behind(area, "mut ")];
    let binding = case.binding(base(&main.text), main.area.start);
    let binding =
        binding.filter(|b| b.is_whole && !b.mutable && b.of_type.is_empty() && !b.value.is_empty());
    if let Some(area) = binding.and_then(|b| case.declaration(b)) {
        changes.push(Change::before(area, "mut "));
    }
    edits(code, &changes)
}

/// `age > 2` where `age` is a reference.
fn one_side(case: &Case, main: &Clue, expected: &str, _found: &str, account: &mut Account) {
    let edits = proposed(case.diagnostic, case.code, "dereferencing")
        .or_else(|| compared(case, main, expected));
    account.say(format!(
        "Line {} compares a reference with a plain `{}`: both sides must be of one kind.",
        main.line(),
        main.text
    ));
    account.fix(Fix::new(
        "Compare the value behind the reference: with a `*` for each `&`.",
        edits.unwrap_or_default(),
    ));
}

/// `**cents > 0` for `cents > 0`, where `cents` is one name.
fn compared(case: &Case, main: &Clue, expected: &str) -> Option<Vec<Edit>> {
    let code = case.code;
    let at = code.index_at(main.area.start);
    let operator = at
        .checked_sub(1)
        .filter(|o| ["<", ">", "<=", ">=", "==", "!="].contains(&code.token(*o)));
    let name = operator?.checked_sub(1)?;
    let alone = matches!(
        code.token(name.checked_sub(1)?),
        "|" | "(" | "{" | "&&" | "||" | "="
    );
    let stars = "*".repeat(expected.len() - expected.trim_start_matches('&').len());
    let area = code.span_of(name, name).filter(|_| alone)?;
    Some(self::edits(code, &[Change::before(area, stars)]))
}

fn text_wanted(case: &Case, main: &Clue, _expected: &str, _found: &str, account: &mut Account) {
    let what = match main.text.starts_with('"') {
        true => {
            "A text in quotes is a `&str`: it is only borrowed, from the program itself.".to_owned()
        }
        false => format!("`{}` is a `&str`: it only borrows its text.", main.text),
    };
    account.say(format!(
        "{what} A `String`, which owns its text, is needed on line {}.",
        main.line()
    ));
    let edits = proposed(case.diagnostic, case.code, "conversion method").or_else(|| {
        Some(self::edits(
            case.code,
            &[Change::behind(main.area, ".to_string()")],
        ))
    });
    account.fix(Fix::new(
        "Make a `String` of it: .to_string().",
        edits.unwrap_or_default(),
    ));
}

const NUMBERS: [&str; 14] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32",
    "f64",
];

fn is_number(of_type: &str) -> bool {
    NUMBERS.contains(&of_type)
}

/// A text where a number is needed.
fn number_wanted(case: &Case, main: &Clue, expected: &str, _found: &str, account: &mut Account) {
    account.say(format!(
        "Line {} has a text where a number (`{expected}`) is needed. A text is not taken for a number by itself, even if it looks like one.",
        main.line()
    ));
    let digits = main.text.trim_matches('"');
    let is_plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    if main.text.starts_with('"') && is_plain && !expected.starts_with('f') {
        account.fix(Fix::new(
            "Write it without quotes.",
            edits(case.code, &[Change::replace(main.area, digits)]),
        ));
    }
    account.fix(Fix::words(
        "Let the text be read as a number: .parse(), which gives a Result, since it may fail.",
    ));
}

fn value_wanted(case: &Case, main: &Clue, expected: &str, found: &str, account: &mut Account) {
    account.say(format!(
        "{} needs {} of its own, but line {} has only a reference to one{}.",
        asker(case),
        one(expected),
        main.line(),
        in_brackets(found)
    ));
    let code = case.code;
    if let Some(edits) = proposed(case.diagnostic, code, "removing the borrow") {
        account.fix(Fix::new("Give the value itself: without `&`.", edits));
    } else if let Some(edits) = proposed(case.diagnostic, code, "dereferencing the borrow") {
        account.fix(Fix::new(
            "Take the value behind the reference, with `*`: it is small and is copied.",
            edits,
        ));
    }
    let edits = proposed(case.diagnostic, code, "clon")
        .or_else(|| proposed(case.diagnostic, code, "conversion method"));
    match edits {
        Some(edits) => account.fix(Fix::new("Or make a value of one's own from it.", edits)),
        None if account.old_fixes.is_empty() => account.fix(Fix::words(
            "Make a value of one's own from it: `*`, .clone() or .to_owned().",
        )),
        None => {}
    }
}

fn nothing_found(case: &Case, main: &Clue, expected: &str, _found: &str, account: &mut Account) {
    let semicolon = case
        .diagnostic
        .children
        .iter()
        .find(|c| c.message.contains("remove this semicolon"));
    let span = semicolon
        .and_then(|c| c.spans.first())
        .and_then(|s| case.code.area(s));
    match span {
        Some(area) => {
            account.event(0, What::Used, area, "this `;` throws the value away");
            account.say(format!(
                "{} is promised, but the last line ends with `;` (line {}), so its value is thrown away and nothing is returned.",
                capital(&one(expected)), area.start.line
            ));
            let edits = proposed(case.diagnostic, case.code, "semicolon");
            account.fix(Fix::new(
                "Without the `;` the last line is the value of the function.",
                edits.unwrap_or_default(),
            ));
        }
        None => {
            account.say(format!(
                "{} is needed on line {}, but there is nothing (`()`): some path ends without a value.",
                capital(&one(expected)), main.line()
            ));
            account.fix(Fix::words("Let every path end with a value: the last line of a block without `;`, or `return ...;`."));
        }
    }
}

fn in_the_way(case: &Case, main: &Clue, expected: &str, found: &str, account: &mut Account) {
    let is_option = found.starts_with("Option<");
    let what = match is_option {
        true => "there may be no value (`None`)",
        false => "it may have failed (`Err`)",
    };
    account.say(format!(
        "Line {} has {}, not yet the {}: {what}, and you decide what happens then.",
        main.line(),
        one(found),
        noun(expected)
    ));
    let returns = case
        .syntax
        .function_at(case.code, main.area.start)
        .and_then(|f| super::escapes::return_type(case, f));
    let kind = if is_option { "Option<" } else { "Result<" };
    let code = case.code;
    if returns.is_some_and(|(text, _)| text.starts_with(kind)) {
        let edits = edits(code, &[Change::behind(main.area, "?")]);
        account.fix(Fix::new(
            "Pass the other case on to the caller, with `?`.",
            edits,
        ));
    }
    account.fix(Fix::words(match is_option {
        true => "Say what counts if there is none: .unwrap_or(...), or a `match` with both cases.",
        false => "Say what counts if it failed: .unwrap_or(...), or a `match` with both cases.",
    }));
    let edits = self::edits(code, &[Change::behind(main.area, ".unwrap()")]);
    let is_tail = case
        .first_of(&[Role::ExpectedBecause])
        .is_some_and(|c| c.label.contains("return type"));
    account.fix(Fix::new(
        "If the other case cannot happen: .unwrap(). The program panics if it does.",
        if is_tail { Vec::new() } else { edits },
    ));
}

fn wrap_missing(case: &Case, main: &Clue, expected: &str, _found: &str, account: &mut Account) {
    let by = if expected.starts_with("Option<") {
        "Some"
    } else {
        "Ok"
    };
    account.say(format!(
        "{} is promised, but line {} has the bare value.",
        capital(&one(expected)),
        main.line()
    ));
    let edits =
        proposed(case.diagnostic, case.code, "wrapping the expression").unwrap_or_else(|| {
            edits(
                case.code,
                &[
                    Change::before(main.area, format!("{by}(")),
                    Change::behind(main.area, ")"),
                ],
            )
        });
    account.fix(Fix::new(format!("Wrap it: `{by}(...)`."), edits));
}

/// E0277 without threads; `None` for forms that are not known.
pub fn ability(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let message = case.diagnostic.message.as_str();
    let mut account = Account::default();
    let lane = account.lane("");
    let mut done = false;
    if message.starts_with("the `?` operator can only be used in a") {
        done = question_in_plain(case, main, lane, &mut account);
    } else if message.contains("`?` operator can only be used on") {
        done = question_on_other(case, main, lane, &mut account);
    } else if message.starts_with("`?` couldn't convert") {
        done = question_converts(case, main, lane, &mut account);
    } else if message.contains("doesn't implement") {
        done = not_printable(case, main, lane, &mut account);
    } else if message.contains("cannot be indexed by") {
        done = index_type(case, main, lane, &mut account);
    } else if message.ends_with("is not an iterator") {
        done = no_iterator(case, main, lane, &mut account);
    } else if message.contains("cannot be built from an iterator over elements of type") {
        done = collected_in_the_way(case, main, lane, &mut account);
    }
    done.then_some(account)
}

/// `.collect()` of Results or Options into a collection of plain values.
fn collected_in_the_way(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    let (Some(wanted), Some(element)) = (case.named(0), case.named(1)) else {
        return false;
    };
    let kind = match element.split('<').next() {
        Some(kind @ ("Result" | "Option")) => kind,
        _ => return false,
    };
    let (wanted, element) = (noun(wanted), noun(element));
    let what = match kind {
        "Result" => "each may be an error",
        _ => "each may be `None`",
    };
    account.event(
        lane,
        What::Conflict,
        main.area,
        format!("collects {element}, and {what}"),
    );
    account.say(format!(
        "The elements that line {} collects are of type {element}, but the {wanted} is to hold what is inside of them. Nothing says what should happen where there is none.",
        main.line()
    ));
    let code = case.code;
    let function = case.syntax.function_at(code, main.area.start);
    let returned = function.and_then(|f| super::escapes::return_type(case, f));
    let is_plain = code.token(code.indices(main.area).end) == "(";
    let fits = returned.is_some_and(|(text, _)| text.starts_with(kind)) && is_plain;
    let (a, inner) = match kind {
        "Result" => ("a `Result`", "collect::<Result<_, _>>()?"),
        _ => ("an `Option`", "collect::<Option<_>>()?"),
    };
    let end = code.indices(main.area).end + 1;
    let call = code
        .span_of(code.indices(main.area).start, end)
        .filter(|_| fits && code.token(end) == ")" && main.text == "collect");
    account.fix(Fix::new(
        format!("All or nothing: collect into {a} of the collection. It stops at the first that has no value."),
        call.map_or_else(Vec::new, |area| edits(code, &[Change::replace(area, inner)])),
    ));
    account.fix(Fix::words(
        "Or leave out those without a value: .flatten() before .collect().",
    ));
    true
}

fn question_in_plain(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    account.event(
        lane,
        What::Conflict,
        main.area,
        "`?` would return the error from here",
    );
    if let Some(function) = case.first(Role::ExpectedBecause) {
        account.event(
            lane,
            What::Used,
            function.area,
            "but this returns no Result or Option",
        );
    }
    account.say(format!(
        "If there is an error, the `?` on line {} returns it from the function at once, but the function does not promise to return one.",
        main.line()
    ));
    let edits = proposed(case.diagnostic, case.code, "return type").unwrap_or_default();
    account.fix(Fix::new("Let the function return a `Result`.", edits));
    account.fix(Fix::words(
        "Or deal with the error here: `match`, `if let`, or .unwrap_or(...).",
    ));
    true
}

fn question_on_other(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    let on_option =
        main.label.contains("ok_or") || case.diagnostic.message.contains("not `Option`s");
    let (has, needs) = match on_option {
        true => ("an `Option`", "a `Result`"),
        false => ("a `Result`", "an `Option`"),
    };
    account.event(lane, What::Conflict, main.area, format!("this is {has}"));
    if let Some(function) = case.first(Role::ExpectedBecause) {
        account.event(lane, What::Used, function.area, format!("returns {needs}"));
    }
    account.say(format!(
        "The `?` on line {} stands behind {has}, but the function returns {needs}: it cannot know which error to make of `None`, or what to do with the error.",
        main.line()
    ));
    account.fix(match on_option {
        true => Fix::words("Say which error `None` is: .ok_or(...)? in place of `?`."),
        false => Fix::words("Throw the error away on purpose: .ok()? in place of `?`."),
    });
    true
}

fn question_converts(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    let Some(wanted) = case.named(1).map(str::to_owned) else {
        return false;
    };
    let given = main
        .name(0)
        .and_then(|n| n.strip_prefix("From<"))
        .and_then(|n| n.strip_suffix('>'));
    let given = given.unwrap_or("the error").to_owned();
    account.event(lane, What::Conflict, main.area, format!("has a `{given}`"));
    let promised = case
        .clues
        .iter()
        .find(|c| c.role == Role::ExpectedBecause && c.label.starts_with("expected"));
    if let Some(promised) = promised {
        account.event(
            lane,
            What::Used,
            promised.area,
            format!("promises a `{wanted}`"),
        );
    }
    account.say(format!(
        "The `?` on line {} has a `{given}` in hand and has to return a `{wanted}`, but nothing says how to make one of the other.",
        main.line()
    ));
    account.fix(Fix::words(format!(
        "Say it once for all: `impl From<{given}> for {wanted} {{ fn from(error: {given}) -> Self {{ ... }} }}`."
    )));
    account.fix(Fix::words(
        "Or at this place only: .map_err(...)? in place of `?`.",
    ));
    true
}

fn not_printable(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    let (Some(of_type), Some(ability)) = (case.named(0), case.named(1)) else {
        return false;
    };
    let is_debug = ability.ends_with("Debug");
    if !is_debug && !ability.ends_with("Display") {
        return false;
    }
    account.event(
        lane,
        What::Conflict,
        main.area,
        format!("how is {} written?", one(of_type)),
    );
    let declared = declaration_of(case, of_type);
    if let Some(area) = declared {
        account.event(
            lane,
            What::Used,
            area,
            match is_debug {
                true => "has no `Debug`",
                false => "has no `Display`",
            },
        );
    }
    account.say(match is_debug {
        true => format!("`{{:?}}` on line {} needs the trait `Debug`, which {} does not have.", main.line(), named(of_type)),
        false if is_vague(of_type) => format!("`{{}}` on line {} needs the trait `Display`, which {} does not have.", main.line(), named(of_type)),
        false => format!("`{{}}` on line {} needs the trait `Display`, which {} does not have: only you know how it should read.", main.line(), named(of_type)),
    });
    let derive = || {
        declared.map_or_else(Vec::new, |area| {
            let first = Area {
                start: area.start,
                end: area.start,
            };
            edits(case.code, &[Change::before(first, "#[derive(Debug)]\n")])
        })
    };
    match is_debug {
        true => account.fix(Fix::new(
            "Let the compiler write it: `#[derive(Debug)]`.",
            derive(),
        )),
        // Nobody but its author could write it for such a type.
        false if is_vague(of_type) => account.fix(Fix::words(
            "Write what is in it, or, for yourself, while you work, all of it with `{:?}`.",
        )),
        false => {
            account.fix(Fix::words(format!(
                "Write it: `impl std::fmt::Display for {of_type}`."
            )));
            account.fix(Fix::new(
                "For yourself, while you work: `{:?}` and `#[derive(Debug)]`.",
                Vec::new(),
            ));
        }
    }
    true
}

/// Where a type of this program is declared.
fn declaration_of(case: &Case, name: &str) -> Option<Area> {
    let code = case.code;
    let at = (1..code.tokens.len())
        .find(|at| code.token(*at) == name && matches!(code.token(*at - 1), "struct" | "enum"))?;
    let first = match at >= 2 && code.token(at - 2) == "pub" {
        true => at - 2,
        false => at - 1,
    };
    code.span_of(first, at)
}

fn index_type(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    let Some(of_type) = case.named(1).map(str::to_owned) else {
        return false;
    };
    account.event(
        lane,
        What::Conflict,
        main.area,
        format!("is {}, needed is `usize`", one(&of_type)),
    );
    account.say(format!(
        "Places in a collection are counted with `usize`, which cannot be negative, but line {} has {}.",
        main.line(),
        one(&of_type)
    ));
    let is_name =
        words(&main.text).len() == 1 && main.text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_number = is_number(&of_type) && !of_type.starts_with('f');
    let edits = match is_name && is_number {
        true => edits(case.code, &[Change::behind(main.area, " as usize")]),
        false => Vec::new(),
    };
    account.fix(Fix::words(
        "Let the number be a `usize` from the beginning.",
    ));
    account.fix(Fix::new(
        "Or convert it here; a negative number would become a huge one.",
        edits,
    ));
    true
}

fn no_iterator(case: &Case, main: &Clue, lane: usize, account: &mut Account) -> bool {
    let Some(of_type) = case.named(0).map(str::to_owned) else {
        return false;
    };
    account.event(
        lane,
        What::Conflict,
        main.area,
        "nothing here comes one after the other",
    );
    let is_number = of_type.contains("integer")
        || words(&of_type)
            .iter()
            .any(|w| ["i32", "u32", "usize", "u64", "i64"].contains(w));
    account.say(match is_number {
        true => format!(
            "Line {} loops over a number. A loop needs something with a beginning and an end.",
            main.line()
        ),
        false => format!(
            "Line {} needs something to go through one by one, and {} is not such a thing.",
            main.line(),
            one(&of_type)
        ),
    });
    match is_number {
        true => account.fix(Fix::new(
            "Loop over a range, from 0 up to the number.",
            edits(case.code, &[Change::before(main.area, "0..")]),
        )),
        false => account.fix(Fix::words("Call the method that gives an iterator: .iter(), .chars(), .lines(), or make one from a field.")),
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_are_known_are_named() {
        for of_type in [
            "i32",
            "&String",
            "Vec<u32>",
            "MutexGuard<'_, i32>",
            "my_type_",
        ] {
            assert_eq!(named(of_type), format!("`{of_type}`"));
        }
        assert_eq!(one("i32"), "an `i32`");
        assert_eq!(one("&i32"), "a `&i32`");
    }

    #[test]
    fn types_that_are_half_known_are_put_into_words() {
        let cases = [
            ("{integer}", "a whole number"),
            ("{float}", "a number with a decimal point"),
            ("{floating-point number}", "a number with a decimal point"),
            ("&_", "a reference"),
            ("&mut _", "a `&mut` reference"),
            (
                "&&{integer}",
                "a reference to a reference to a whole number",
            ),
            ("&Vec<_>", "a reference to a `Vec`"),
            ("Option<{integer}>", "an `Option`"),
            ("Result<_, ParseIntError>", "a `Result`"),
            ("[{integer}; 3]", "an array"),
            ("&[{integer}]", "a reference to a slice"),
            ("({integer}, &str)", "a tuple"),
            ("{closure@src/main.rs:2:9: 2:12}", "a closure"),
            ("fn(i32) -> i32 {double}", "a function"),
            ("{type parameter `T`}", "a type parameter `T`"),
        ];
        for (of_type, words) in cases {
            assert_eq!(named(of_type), words);
            assert_eq!(one(of_type), words);
            assert_eq!(in_brackets(of_type), "");
        }
    }
}
