//! Rule 3 in signatures: which input a returned or stored reference belongs to (E0106, E0621,
//! E0700, and lifetime errors that have no code).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lens::account::{Account, Tie, TieEnd};
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::case::{Case, Clue};
use crate::lens::old::code::{is_word, words};
use crate::lens::old::escapes::return_type;
use crate::lens::old::fixes::{Change, Edit, Fix, edits, proposed};
use crate::lens::old::syntax::{Function, parts, signature_at};

use crate::lens::place::{Area, Place};

const HARM: &str =
    "a caller could go on using the reference after the data that it points to is gone.";

/// A parameter of a function as its signature has it.
struct Parameter {
    name: String,
    of_type: Range<usize>,
}

/// The parameters that are or hold references.
fn parameters(case: &Case, function: &Function) -> Vec<Parameter> {
    let code = case.code;
    let (open, close) = function.parameters;
    let all = parts(code, open + 1..close, ",").into_iter();
    let found = all.filter_map(|part| {
        let colon = part.clone().find(|at| code.token(*at) == ":");
        let own = part.clone().find(|at| code.token(*at) == "self");
        match (colon, own) {
            (Some(colon), _) => Some(Parameter {
                name: name_before(case, part.start, colon),
                of_type: colon + 1..part.end,
            }),
            (None, Some(_)) => Some(Parameter {
                name: "self".to_owned(),
                of_type: part,
            }),
            _ => None,
        }
    });
    found.collect()
}

fn name_before(case: &Case, first: usize, colon: usize) -> String {
    let names = (first..colon).map(|at| case.code.token(at));
    let name = names.rev().find(|t| is_word(t) && *t != "mut");
    name.unwrap_or("_").to_owned()
}

/// The parameter whose type holds this place.
fn parameter_at<'a>(case: &Case, all: &'a [Parameter], area: Area) -> Option<&'a Parameter> {
    let at = case.code.index_at(area.start);
    all.iter().find(|p| p.of_type.contains(&at))
}

/// The parameter whose type names a lifetime.
fn parameter_with<'a>(case: &Case, all: &'a [Parameter], lifetime: &str) -> Option<&'a Parameter> {
    all.iter()
        .find(|p| p.of_type.clone().any(|at| case.code.token(at) == lifetime))
}

/// Where a parameter's type begins.
fn type_place(case: &Case, parameter: &Parameter) -> Option<Place> {
    case.code
        .tokens
        .get(parameter.of_type.start)
        .map(|t| t.area.start)
}

/// A figure that ties places together: a tie a line, the words on the last.
fn tie(ends: &[(Place, TieEnd)], label: String) -> Vec<Tie> {
    let mut lines: BTreeMap<usize, Vec<(usize, TieEnd)>> = BTreeMap::new();
    for (place, end) in ends {
        lines
            .entry(place.line)
            .or_default()
            .push((place.column, *end));
    }
    let ties = lines.into_iter().map(|(line, ends)| Tie {
        line,
        ends,
        label: String::new(),
    });
    let mut ties: Vec<Tie> = ties.collect();
    if let Some(last) = ties.last_mut() {
        last.label = label;
    }
    ties
}

/// E0106.
pub fn missing(case: &Case) -> Option<Account> {
    let main = case.main().filter(|c| c.role == Role::LifetimeMissing)?;
    let function = case.syntax.functions.iter().find(|f| {
        let at = case.code.index_at(main.area.start);
        f.first <= at && at <= f.body.0
    });
    let in_trait = || signature_at(case.code, main.area.start);
    match function.cloned().or_else(in_trait) {
        Some(function) => missing_in_result(case, main, &function),
        None => missing_in_type(case, main),
    }
}

fn missing_in_result(case: &Case, main: &Clue, function: &Function) -> Option<Account> {
    let all = parameters(case, function);
    let inputs: Vec<&Clue> = case
        .clues
        .iter()
        .filter(|c| c.role == Role::Empty && !c.is_primary)
        .collect();
    let names: Vec<String> = inputs
        .iter()
        .filter_map(|c| parameter_at(case, &all, c.area).map(|p| p.name.clone()))
        .collect();
    let mut account = Account::default();
    let lane = account.lane("");
    let mut ends: Vec<(Place, TieEnd)> = inputs
        .iter()
        .map(|c| (c.area.start, TieEnd::From))
        .collect();
    ends.push((main.area.start, TieEnd::Wrong));
    let function_name = &function.name;
    account.event(lane, What::Conflict, main.area, "");
    account.also.extend(first_line(case, function));
    if names.is_empty() {
        account.ties.extend(tie(
            &ends,
            "a reference into what? No parameter lends any data".to_owned(),
        ));
        account.say(format!(
            "{function_name}() returns a reference, but nothing that it is given is a reference. Whatever it points to would have to be made inside, and that ends with the function."
        ));
        account.harm(HARM);
        no_input(case, function, &mut account);
        return Some(account);
    }
    let list = in_a_row(&names, "or");
    let returned = return_type(case, function).map_or_else(String::new, |(text, _)| text);
    let holds = match returned.starts_with('&') {
        true => "returns a reference",
        false => "returns something that holds a reference",
    };
    account
        .ties
        .extend(tie(&ends, format!("a reference into {list}?")));
    account.say(format!(
        "{function_name}() {holds}, but its signature does not say whether that points into {list}. A caller only sees the signature, and must know how long the result may be used."
    ));
    account.harm(HARM);
    let edits = proposed(case.diagnostic, case.code, "named lifetime").unwrap_or_default();
    account.fix(Fix::new(
        format!("If it may be any of them: one lifetime for all, and the result counts as a reference into {}.", in_a_row(&names, "and")),
        edits,
    ));
    account.fix(Fix::words(format!(
        "If it is always the same one, give only that parameter and the result the lifetime: for `{}`, for example.",
        names.first().map_or("", String::as_str)
    )));
    let example = match returned.contains("str") {
        true => ", such as a `String`",
        false => "",
    };
    account.fix(Fix::words(format!(
        "Or return an owned value{example}: then nobody has to ask."
    )));
    Some(account)
}

/// Names in one row, with a word before the last.
fn in_a_row(names: &[String], word: &str) -> String {
    let names: Vec<String> = names.iter().map(|n| format!("`{n}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The line of `fn`, which has the name that is spoken of.
fn first_line(case: &Case, function: &Function) -> Option<usize> {
    let token = case.code.tokens.get(function.first)?;
    Some(token.area.start.line)
}

/// Nothing to borrow from: own it, or a text that is always there.
fn no_input(case: &Case, function: &Function, account: &mut Account) {
    let body = case
        .code
        .span_of(function.body.0, function.body.1)
        .map(|a| case.code.text(a));
    let body = body.unwrap_or_default();
    let body = body.trim_start_matches('{').trim_end_matches('}').trim();
    let is_literal = body.starts_with('"')
        && body.ends_with('"')
        && body.len() > 1
        && !body.trim_matches('"').contains('"');
    let stays = || proposed(case.diagnostic, case.code, "'static");
    if is_literal {
        account.fix(Fix::new(
            "A text in quotes is there as long as the program runs: `&'static str` says so.",
            stays().unwrap_or_default(),
        ));
    }
    let owned = return_type(case, function)
        .filter(|(text, _)| text.starts_with('&') && text.ends_with("str"));
    let edits = owned.map_or_else(Vec::new, |(_, area)| {
        edits(case.code, &[Change::replace(area, "String")])
    });
    account.fix(Fix::new(
        "Return an owned value (here a `String`): it moves out to the caller.",
        if is_literal { Vec::new() } else { edits },
    ));
}

/// A reference in a struct or enum.
fn missing_in_type(case: &Case, main: &Clue) -> Option<Account> {
    let line = case.code.line(main.line())?;
    let is_reference = main.text == "&";
    let (name, place) = type_around(case, main.area)?;
    let mut account = Account::default();
    let lane = account.lane("");
    let note = match is_reference {
        true => "a reference: how long does its data live?".to_owned(),
        false => format!(
            "`{}` holds references: how long does their data live?",
            main.text
        ),
    };
    account.event(lane, What::Conflict, main.area, note);
    account.also.push(place.line);
    account.say(match is_reference {
        true => format!("`{name}` is to hold a reference, so no `{name}` may live longer than the data that it points to. A lifetime in its declaration says that."),
        false => format!("`{name}` is to hold `{}`, which holds references. So `{name}` too has to say with a lifetime that it must not outlive their data.", main.text),
    });
    account.harm(format!(
        "{} could still be used when the data that it points to is gone.",
        one(&name)
    ));
    let edits = proposed(case.diagnostic, case.code, "named lifetime").unwrap_or_default();
    account.fix(Fix::new(
        format!("Give `{name}` a lifetime, if it only looks at data that others own."),
        edits,
    ));
    let range = case.code.indices(main.area);
    if is_reference && case.code.token(range.start + 1) == "str" {
        account.fix(Fix::words(format!(
            "Or let `{name}` own its data (`String` in place of `&str`): it then lives as long as it likes."
        )));
    } else if is_reference && line.contains('&') {
        account.fix(Fix::words(format!(
            "Or let `{name}` own its data, without the `&`."
        )));
    }
    Some(account)
}

/// The `struct`, `enum` or `type` around a place.
fn type_around(case: &Case, area: Area) -> Option<(String, Place)> {
    let code = case.code;
    let at = code.index_at(area.start);
    let first =
        (0..at).rfind(|i| matches!(code.token(*i), "struct" | "enum" | "type" | "impl" | "fn"))?;
    let is_type = matches!(code.token(first), "struct" | "enum" | "type");
    let place = code.tokens.get(first)?.area.start;
    is_type.then(|| (code.token(first + 1).to_owned(), place))
}

/// E0621: the parameter lacks the lifetime that the rest has.
pub fn explicit(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let name = case.named(0)?.to_owned();
    let lifetime = main.name(0).or_else(|| required(case))?.to_owned();
    let function = case.syntax.function_at(case.code, main.area.start)?;
    let all = parameters(case, function);
    let parameter = all.iter().find(|p| p.name == name)?;
    let mut account = Account::default();
    let lane = account.lane("");
    let goal = goal_of(case, function, &all, &lifetime, &name);
    let place = named_in(case, main.area, &name).unwrap_or(main.area);
    if let (Some(from), Some((to, _))) = (type_place(case, parameter), &goal) {
        let ends = [(from, TieEnd::Wrong), (*to, TieEnd::To)];
        account.ties.extend(tie(
            &ends,
            format!("`{name}` has no `{lifetime}`: nothing ties it to this"),
        ));
        account.also.extend(first_line(case, function));
    }
    account.event(
        lane,
        What::Conflict,
        place,
        format!("here `{name}` is to live as long as `{lifetime}`"),
    );
    let goal = goal.map_or_else(
        || "something that lives longer".to_owned(),
        |(_, words)| words,
    );
    account.say(format!(
        "On line {} data of `{name}` goes into {goal}, which promises to live for `{lifetime}`. But the signature of {}() does not promise that for `{name}`.",
        place.start.line,
        function.name
    ));
    account.harm(HARM);
    let edits = proposed(case.diagnostic, case.code, "explicit lifetime").unwrap_or_default();
    account.fix(Fix::new(
        format!("Promise it: give `{name}` the lifetime `{lifetime}`."),
        edits,
    ));
    account.fix(Fix::words(format!(
        "Or keep `{name}` out of it, or copy what is needed into an owned value."
    )));
    Some(account)
}

/// The place in an area of several lines, such as a whole `match`, that alone names a variable.
fn named_in(case: &Case, area: Area, name: &str) -> Option<Area> {
    let code = case.code;
    let mut found = code.indices(area).filter(|at| code.token(*at) == name);
    let at = found.next().filter(|_| found.next().is_none())?;
    code.span_of(at, at).filter(|_| !area.is_on_one_line())
}

fn required<'a>(case: &'a Case) -> Option<&'a str> {
    case.first(Role::LifetimeRequired)?.name(0)
}

/// Where a lifetime leads: the result, or another parameter.
fn goal_of(
    case: &Case,
    function: &Function,
    all: &[Parameter],
    lifetime: &str,
    but: &str,
) -> Option<(Place, String)> {
    let code = case.code;
    if let Some((_, area)) = return_type(case, function) {
        let found = code.indices(area).find(|at| code.token(*at) == lifetime);
        if let Some(token) = found.and_then(|at| code.tokens.get(at)) {
            return Some((token.area.start, "the result".to_owned()));
        }
    }
    let mut others = all.iter().filter(|p| p.name != but);
    let found = others.find_map(|p| {
        let at = p.of_type.clone().find(|at| code.token(*at) == lifetime)?;
        Some((code.tokens.get(at)?.area.start, format!("`{}`", p.name)))
    });
    found.or_else(|| {
        let own = all.iter().find(|p| p.name == "self")?;
        Some((type_place(case, own)?, "`self`".to_owned()))
    })
}

/// Data with a lifetime that is too short for where it goes.
struct Short<'a> {
    case: &'a Case<'a>,
    main: &'a Clue,
    function: &'a Function,
    /// The lifetime of the data, and the one that is asked for.
    given: &'a str,
    wanted: &'a str,
    /// Whose data it is, and where that stands in the signature.
    name: String,
    from: Place,
    /// The parameter that the signature ties the goal to, and where it stands.
    goal: Option<(Place, String)>,
    returns: bool,
}

/// `lifetime may not live long enough`.
pub fn too_short(case: &Case) -> Option<Account> {
    let short = Short::new(case)?;
    if short.wanted == "'static" {
        return Some(short.boxed());
    }
    Some(short.account())
}

impl<'a> Short<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let main = case.main()?;
        let mut clues = case.clues.iter();
        let wrong = clues.find(|c| matches!(c.role, Role::WrongLifetime | Role::Requires))?;
        let function = case.syntax.function_at(case.code, main.area.start)?;
        let all = parameters(case, function);
        let (given, wanted) = match wrong.role {
            Role::WrongLifetime => (wrong.name(1)?, wrong.name(0)?),
            _ => (wrong.name(0)?, wrong.name(1)?),
        };
        let (from, name) = source(case, main, &all, given)?;
        Some(Self {
            goal: owner_of(case, &all, wanted).or_else(|| own(case, function, &all, wanted)),
            returns: wrong.label.contains("return"),
            case,
            main,
            function,
            given,
            wanted,
            name,
            from,
        })
    }

    fn verb(&self) -> &'static str {
        match self.returns {
            true => "returns",
            false => "gives away",
        }
    }

    fn account(&self) -> Account {
        let (name, verb) = (&self.name, self.verb());
        let mut account = Account::default();
        let lane = account.lane("");
        let result = return_type(self.case, self.function).map(|(_, area)| area.start);
        let goal = self.goal.as_ref().map(|(place, _)| *place);
        if let Some(to) = result.filter(|_| self.returns).or(goal) {
            let ends = [(self.from, TieEnd::Wrong), (to, TieEnd::To)];
            let label = format!("nothing says that `{name}` lives this long");
            account.ties.extend(tie(&ends, label));
            account.also.extend(first_line(self.case, self.function));
        }
        let note = format!("{verb} data of `{name}`");
        account.event(lane, What::Conflict, self.main.area, note);
        account.say(format!(
            "The signature of {}() {}, but line {} {verb} data of `{name}`, which may live shorter.{}",
            self.function.name,
            self.promise(),
            self.main.line(),
            self.elision()
        ));
        account.harm(HARM);
        too_short_fixes(self.case, self.given, self.wanted, name, &mut account);
        account
    }

    fn promise(&self) -> String {
        match (&self.goal, self.returns) {
            (Some((_, other)), true) => format!("promises to return data of `{other}`"),
            (Some((_, other)), false) => {
                format!("asks for data that lives as long as what `{other}` holds")
            }
            (None, true) => format!("promises to return data that lives for `{}`", self.wanted),
            (None, false) => format!("asks for data that lives for `{}`", self.wanted),
        }
    }

    /// The rule that ties a method's result to `self`, where that was at work.
    fn elision(&self) -> &'static str {
        let to_self = self.goal.as_ref().is_some_and(|(_, other)| other == "self");
        match to_self && is_unnamed(self.wanted) {
            true => {
                " Where a method names no lifetimes, its result counts as a reference into `self`."
            }
            false => "",
        }
    }
}

/// Whose data has a lifetime: the parameter that the place itself names, or the only one.
fn source(case: &Case, main: &Clue, all: &[Parameter], given: &str) -> Option<(Place, String)> {
    let has = |p: &&Parameter| p.of_type.clone().any(|at| case.code.token(at) == given);
    let is_named = |p: &&Parameter| words(&main.text).first() == Some(&p.name.as_str());
    if let Some(parameter) = all.iter().filter(has).find(is_named) {
        return Some((type_place(case, parameter)?, parameter.name.clone()));
    }
    match all.iter().filter(has).count() {
        0 | 1 => owner_of(case, all, given),
        _ => None,
    }
}

/// The parameter that a lifetime belongs to.
fn owner_of(case: &Case, all: &[Parameter], lifetime: &str) -> Option<(Place, String)> {
    let mut clues = case.clues.iter().filter(|c| c.role == Role::Lifetime);
    let clue = clues.find(|c| c.name(0) == Some(lifetime))?;
    let by_place = parameter_at(case, all, clue.area);
    let parameter = by_place.or_else(|| parameter_with(case, all, lifetime))?;
    Some((type_place(case, parameter)?, parameter.name.clone()))
}

/// `self`, where its type alone has the lifetime: the block around declares it.
fn own(
    case: &Case,
    function: &Function,
    all: &[Parameter],
    lifetime: &str,
) -> Option<(Place, String)> {
    let code = case.code;
    let signature = function.first..function.body.0;
    let is_named = signature.into_iter().any(|at| code.token(at) == lifetime);
    let own = all.iter().find(|p| p.name == "self")?;
    let place = type_place(case, own)?;
    let is_declared = case
        .clues
        .iter()
        .any(|c| c.role == Role::Lifetime && c.name(0) == Some(lifetime));
    (!is_named && is_declared).then(|| (place, "self".to_owned()))
}

/// Whether a function fulfils a trait, which says what its signature is.
fn is_of_trait(case: &Case, function: &Function) -> bool {
    let code = case.code;
    let around = (0..function.first).rev().find(|at| {
        let end = code.partner(*at).unwrap_or(0);
        code.token(*at) == "{" && end > function.body.1
    });
    let Some(open) = around else {
        return false;
    };
    let first = (0..open)
        .rev()
        .find(|at| matches!(code.token(*at), "impl" | ";" | "}"));
    first.is_some_and(|first| {
        code.token(first) == "impl"
            && (first..open).any(|at| code.token(at) == "for" && code.token(at + 1) != "<")
    })
}

fn is_unnamed(lifetime: &str) -> bool {
    lifetime.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

fn too_short_fixes(case: &Case, given: &str, wanted: &str, name: &str, account: &mut Account) {
    let edits = proposed(case.diagnostic, case.code, "named lifetime");
    let function = case.syntax.function_at(case.code, case.primary.start);
    if function.is_some_and(|function| is_of_trait(case, function)) {
        account.fix(Fix::words(format!(
            "The trait says how long `{name}` lives, so this function cannot ask for more: keep an owned value that is made from `{name}`."
        )));
        account.fix(Fix::words(
            "If the trait is yours, it can have the lifetime as a parameter.",
        ));
        return;
    }
    if let Some(edits) = same_lifetime(case).or(edits) {
        account.fix(Fix::new(
            format!("Give `{name}` and the result the same lifetime."),
            edits,
        ));
    } else if is_unnamed(given) || is_unnamed(wanted) {
        account.fix(Fix::words(format!(
            "Give `{name}` a lifetime that says how long it is needed."
        )));
    } else {
        account.fix(Fix::new(
            format!(
                "Say that `{given}` lives at least as long as `{wanted}`: `{given}: {wanted}`."
            ),
            outlives_bound(case, given, wanted),
        ));
    }
    account.fix(Fix::words(format!(
        "Return only what the signature promises, or an owned value that is made from `{name}`."
    )));
}

/// `'a` for all references that have no name yet, and for the result.
fn same_lifetime(case: &Case) -> Option<Vec<Edit>> {
    let code = case.code;
    let function = case.syntax.function_at(code, case.primary.start)?;
    let name = code.span_of(function.first + 1, function.first + 1)?;
    let unnamed: Vec<Area> = case
        .clues
        .iter()
        .filter(|c| c.role == Role::Lifetime && c.text == "&")
        .map(|c| c.area)
        .collect();
    let (_, result) = return_type(case, function)?;
    let first = code.index_at(result.start);
    let plain = code.token(first) == "&" && is_word(code.token(first + 1)) && unnamed.len() == 2;
    let generic = code.token(function.first + 2) == "<";
    let taken = code.tokens.iter().any(|t| t.text == "'a");
    if !plain || generic || taken {
        return None;
    }
    let mut changes = vec![Change::behind(name, "<'a>")];
    changes.push(Change::behind(code.span_of(first, first)?, "'a "));
    changes.extend(unnamed.into_iter().map(|area| Change::behind(area, "'a ")));
    Some(edits(code, &changes))
}

/// `<'a, 'b>` becomes `<'a, 'b: 'a>`.
fn outlives_bound(case: &Case, given: &str, wanted: &str) -> Vec<Edit> {
    let mut declared = case
        .clues
        .iter()
        .filter(|c| c.role == Role::Lifetime && c.text == given);
    let area = declared.next().map(|c| c.area);
    area.map_or_else(Vec::new, |area| {
        edits(case.code, &[Change::behind(area, format!(": {wanted}"))])
    })
}

impl Short<'_> {
    /// `Box<dyn Trait>` counts as `'static` unless it says otherwise.
    fn boxed(&self) -> Account {
        let name = &self.name;
        let mut account = Account::default();
        let lane = account.lane("");
        let result = return_type(self.case, self.function);
        let is_dyn = result
            .as_ref()
            .is_some_and(|(text, _)| text.contains("dyn"));
        if let Some((_, area)) = &result {
            let ends = [(self.from, TieEnd::Wrong), (area.start, TieEnd::To)];
            let label = "counts as `'static`: for the rest of the program".to_owned();
            account.ties.extend(tie(&ends, label));
            account.also.extend(first_line(self.case, self.function));
        }
        account.event(
            lane,
            What::Conflict,
            self.main.area,
            format!("keeps data of `{name}`"),
        );
        let why = match is_dyn {
            true => " (a boxed `dyn` type holds no short-lived references unless it says so)",
            false => "",
        };
        account.say(format!(
            "The result of {}() has to be free of short-lived references{why}, but line {} puts data of `{name}` into it, which is only lent.",
            self.function.name,
            self.main.line()
        ));
        account.harm(HARM);
        let edits = proposed(self.case.diagnostic, self.case.code, "lifetime bound");
        account.fix(Fix::new(
            format!("Say that the result holds on to `{name}`: `+ '_`."),
            edits.unwrap_or_default(),
        ));
        account.fix(Fix::words(format!(
            "Or move an owned value into it instead of a reference into `{name}`."
        )));
        account
    }
}

/// E0700.
pub fn hidden(case: &Case) -> Option<Account> {
    let main = case.main()?;
    let opaque = case.first(Role::Hidden)?;
    let function = case.syntax.function_at(case.code, main.area.start)?;
    let named = case.first(Role::Lifetime).and_then(|c| c.name(1));
    let unlisted = unlisted(case, function, opaque.area);
    let lifetime = named.or(unlisted).map(str::to_owned);
    let all = parameters(case, function);
    let lender = lender(case, main, &all, lifetime.as_deref());
    let shown = match (&lifetime, &lender) {
        (Some(lifetime), _) => format!("`{lifetime}`"),
        (None, Some((_, name))) => format!("the lifetime of `{name}`"),
        (None, None) => "the lifetime of what is lent".to_owned(),
    };
    let mut account = Account::default();
    let lane = account.lane("");
    let note = match lender {
        Some((place, name)) => {
            let ends = [(place, TieEnd::Wrong), (opaque.area.start, TieEnd::To)];
            let label = format!("the result does not say that it holds data of `{name}`");
            account.ties.extend(tie(&ends, label));
            account.also.extend(first_line(case, function));
            format!("holds data of `{name}`")
        }
        None => {
            let note = "says which lifetimes the result may hold";
            account.event(lane, What::Used, opaque.area, note);
            format!("holds data of {shown}, which is not among them")
        }
    };
    account.event(lane, What::Conflict, main.area, note);
    account.say(format!(
        "The result type `{}` of {}() does not name {shown}, but the value on line {} holds data that lives only that long.",
        first_words(&opaque.text),
        function.name,
        main.line()
    ));
    account.harm(HARM);
    let edits = proposed(case.diagnostic, case.code, "`use<...>` bound");
    let edits = edits.or_else(|| Some(listed(case, opaque.area, unlisted?)));
    let edits = edits.unwrap_or_default();
    account.fix(Fix::new(
        format!(
            "Add {shown} to the bounds of the result (in `use<...>`, or leave `use<...>` out)."
        ),
        edits,
    ));
    account.fix(Fix::words(
        "Or return a value that owns its data (for example a `Vec`).",
    ));
    Some(account)
}

/// The parameter whose data a returned value holds: the one with the lifetime that the
/// compiler names, or the reference that the value is made from.
fn lender(
    case: &Case,
    main: &Clue,
    all: &[Parameter],
    named: Option<&str>,
) -> Option<(Place, String)> {
    let code = case.code;
    if let Some(lifetime) = named {
        let mut found = all.iter().filter_map(|p| {
            let at = p.of_type.clone().find(|at| code.token(*at) == lifetime)?;
            Some((code.tokens.get(at)?.area.start, p.name.clone()))
        });
        return found.next().filter(|_| found.next().is_none());
    }
    let word = words(&main.text).first().copied()?;
    let holds = |p: &&Parameter| p.name == word && code.token(p.of_type.start) == "&";
    let parameter = all.iter().find(holds)?;
    Some((type_place(case, parameter)?, parameter.name.clone()))
}

/// The only lifetime of a function's generics, if `use<...>` does not list it.
fn unlisted<'a>(case: &'a Case, function: &Function, opaque: Area) -> Option<&'a str> {
    let code = case.code;
    let generics = function.first + 2..function.parameters.0;
    let mut names = generics
        .map(|at| code.token(at))
        .filter(|t| t.starts_with('\''));
    let name = names.next().filter(|_| names.next().is_none())?;
    let is_listed = code.indices(opaque).any(|at| code.token(at) == name);
    (!is_listed).then_some(name)
}

/// `use<>` with one more lifetime.
fn listed(case: &Case, opaque: Area, lifetime: &str) -> Vec<Edit> {
    let code = case.code;
    let mut indices = code.indices(opaque);
    let open = indices.find(|at| code.token(*at) == "use" && code.token(at + 1) == "<");
    let area = open.and_then(|at| code.span_of(at + 1, at + 1));
    let by = match open.map(|at| code.token(at + 2)) {
        Some(">") => lifetime.to_owned(),
        _ => format!("{lifetime}, "),
    };
    area.map_or_else(Vec::new, |area| edits(code, &[Change::behind(area, by)]))
}

fn first_words(text: &str) -> String {
    let is_short = words(text).len() <= 6 && !text.contains('\n');
    match is_short {
        true => text.to_owned(),
        false => "impl ...".to_owned(),
    }
}
fn one(of_type: &str) -> String {
    format!("a `{of_type}`")
}
