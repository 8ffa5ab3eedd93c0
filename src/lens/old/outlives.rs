//! Rule 3, no reference outlives its data: what is borrowed is dropped too soon (E0597), or
//! is a value without a name (E0716).

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::case::{Case, Clue, base};
use crate::lens::old::code::words;
use crate::lens::old::fixes::{Change, Edit, Fix, edits, proposed};
use crate::lens::old::statement::{self, Keeper};
use crate::lens::old::syntax::{Binding, BindingKind};
use crate::lens::place::Area;

/// A borrow that is needed after its data is gone.
struct Dangling<'a> {
    case: &'a Case<'a>,
    borrow: &'a Clue,
    dropped: &'a Clue,
    until: Option<&'a Clue>,
    /// What is dropped: a variable's name, or `None` for a value without one.
    data: Option<String>,
    owner: Option<&'a Binding>,
    /// The variable that keeps the reference, if that is confirmed.
    keeper: Option<String>,
}

/// The account of such an error; `None` if a part is missing.
pub fn account(case: &Case) -> Option<Account> {
    let dangling = Dangling::new(case)?;
    let mut account = Account::default();
    dangling.events(&mut account);
    dangling.story(&mut account);
    dangling.harm(&mut account);
    dangling.fixes(&mut account);
    Some(account)
}

impl<'a> Dangling<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let borrow = case.main()?;
        if !matches!(borrow.role, Role::TooShort | Role::Temporary) {
            return None;
        }
        let dropped = case.first_of(&[Role::Dropped, Role::TemporaryDropped])?;
        let until = [
            Role::Until,
            Role::UntilNextRound,
            Role::UntilDrop,
            Role::Requires,
        ];
        let until = case.first_of(&until);
        let data = match borrow.role {
            Role::Temporary => None,
            _ => case.named(0).map(str::to_owned),
        };
        let owner = data
            .as_ref()
            .and_then(|d| case.binding(base(d), borrow.area.start));
        Some(Self {
            keeper: until.and_then(|u| keeper(case, borrow, u)),
            case,
            borrow,
            dropped,
            until,
            data,
            owner,
        })
    }

    /// Whether the reference is used after the end of a round in which its data died.
    fn next_round(&self) -> bool {
        self.until.is_some_and(|until| {
            let comes_back = until.area.start < self.dropped.area.start;
            until.role == Role::UntilNextRound
                || comes_back
                    && self
                        .case
                        .syntax
                        .loop_around(self.case.code, until.area.start, self.borrow.area.start)
                        .is_some()
        })
    }

    /// Whether what keeps the reference has no name, and is dropped after all variables: edition
    /// 2021 does that with what the last expression of a block makes.
    fn is_kept_without_name(&self) -> bool {
        self.until.is_some_and(is_temporary)
    }

    fn thing(&self) -> String {
        match &self.data {
            Some(name) => format!("`{name}`"),
            None => "the value without a name".to_owned(),
        }
    }

    fn events(&self, account: &mut Account) {
        let name = self.data.clone().unwrap_or_else(|| "(no name)".to_owned());
        let lane = account.lane(name);
        let declared = self.owner.and_then(|b| self.case.declaration(b));
        match (declared, &self.data) {
            (Some(area), _) => account.event(lane, What::Created, area, ""),
            (None, None) => account.event(lane, What::Created, self.borrow.area, self.creates()),
            _ => account.event(lane, What::Seen, self.borrow.area, ""),
        }
        let at_semicolon = self.dropped.text == ";";
        let gone = match (&self.data, at_semicolon) {
            (None, true) => "and is dropped at the `;`".to_owned(),
            (None, false) => "the value without a name is dropped".to_owned(),
            _ => format!("{} is dropped", self.thing()),
        };
        account.event(lane, What::Dropped, self.dropped.area, gone);
        self.keeper_events(account);
    }

    fn creates(&self) -> String {
        let text = &self.borrow.text;
        match text.len() <= 24 && !text.contains('\n') {
            true => format!("`{text}` gets no name"),
            false => "a value without a name".to_owned(),
        }
    }

    fn keeper_events(&self, account: &mut Account) {
        let name = self.keeper.clone().unwrap_or_else(|| "borrow".to_owned());
        let lane = account.lane(name.clone());
        let binding = self.case.binding(&name, self.borrow.area.start);
        let before = binding.and_then(|b| self.case.declaration(b));
        if let Some(area) = before.filter(|a| a.start < self.borrow.area.start) {
            let empty = binding.is_some_and(|b| b.value.is_empty());
            let what = if empty { What::Declared } else { What::Created };
            account.event(lane, what, area, "");
        }
        let begins = match (&self.data, &self.keeper) {
            (Some(data), None) if self.is_kept_without_name() => {
                format!("makes a value without a name that points at `{data}`")
            }
            (Some(data), Some(keeper)) => format!("`{keeper}` points at `{data}` from here on"),
            (Some(data), None) => format!("a reference to `{data}`"),
            (None, Some(keeper)) => format!("`{keeper}` points at it"),
            (None, None) => String::new(),
        };
        account.event(lane, What::Reads, self.borrow.area, begins);
        let Some(until) = self.until else {
            return account.event(lane, What::LastUse, self.dropped.area, "");
        };
        match until.role {
            Role::Requires => account.event(
                lane,
                What::Conflict,
                self.dropped.area,
                self.required(until),
            ),
            Role::UntilDrop => {
                let note = format!(
                    "{} is dropped after it, and its `drop` may use it",
                    self.keeper_in_words()
                );
                account.event(
                    lane,
                    What::Conflict,
                    later(until.area, self.dropped.area),
                    note,
                );
            }
            _ => {
                let round = usize::from(self.next_round());
                account.event_on(
                    lane,
                    What::Conflict,
                    until.area,
                    round,
                    "would read freed memory",
                );
            }
        }
    }

    fn required(&self, until: &Clue) -> String {
        let lifetime = until.name(1).or(until.name(0)).unwrap_or("");
        match lifetime {
            "'static" => "but it must stay for the rest of the program".to_owned(),
            _ => "but the reference must stay valid".to_owned(),
        }
    }

    fn keeper_in_words(&self) -> String {
        match &self.keeper {
            Some(name) => format!("`{name}`"),
            None if self.is_kept_without_name() => "the value without a name".to_owned(),
            None => "the reference".to_owned(),
        }
    }

    fn story(&self, account: &mut Account) {
        let thing = self.thing();
        let gone = self.dropped.line();
        let keeper = self.keeper_in_words();
        let thing_at_start = match &self.data {
            Some(name) => format!("`{name}`"),
            None => format!("The value made on line {}", self.borrow.line()),
        };
        let dropped = match &self.data {
            Some(_) => format!("is dropped at line {gone}"),
            None if self.dropped.text == "}" => {
                format!("has no name and is dropped at the end of the block (line {gone})")
            }
            None if gone == self.borrow.line() => {
                "has no name, so it is dropped at the end of its statement".to_owned()
            }
            None => {
                format!("has no name, so it is dropped at the end of its statement (line {gone})")
            }
        };
        let Some(until) = self.until else {
            return account.say(format!(
                "{thing_at_start} {dropped}, but {keeper} still points at it."
            ));
        };
        let line = until.line();
        account.say(match until.role {
            Role::Requires if self.needs_static() => format!(
                "{thing_at_start} {dropped}, but line {line} asks for a reference that stays valid for the rest of the program (`'static`)."
            ),
            Role::Requires => format!(
                "{thing_at_start} {dropped}, but line {line} asks for a reference that stays valid longer."
            ),
            Role::UntilDrop if self.is_kept_without_name() => format!(
                "Line {} makes a value without a name that points at {thing}. It belongs to the last expression of its block and is dropped only after the variables of the block, and its `drop` could still use {thing}.",
                self.borrow.line()
            ),
            Role::UntilDrop => format!(
                "Variables are dropped in the opposite order of their declaration: {thing} is dropped first, and then {keeper}, whose `drop` could still use {thing}."
            ),
            _ if self.next_round() => format!(
                "{thing_at_start} {dropped}, at the end of each round, but {keeper} still points at it on line {line} when the loop comes round again."
            ),
                        _ if self.keeper.is_none() => format!(
                "{thing_at_start} {dropped}, but a reference to it is still used on line {line}{}.",
                self.user()
            ),
            _ => format!(
                "{thing_at_start} {dropped}, but {keeper} still points at it on line {line}."
            ),
        });
    }

    /// ` (`largest.name`)`: what is written where the reference is used.
    fn user(&self) -> String {
        let text = self.until.map_or("", |u| u.text.as_str());
        let is_path = !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || "_.".contains(c));
        match is_path && text.len() <= 30 {
            true => format!(" (`{text}`)"),
            false => String::new(),
        }
    }

    fn needs_static(&self) -> bool {
        self.until.is_some_and(|u| u.label.contains("'static"))
    }

    fn harm(&self, account: &mut Account) {
        let text = match self.until.map(|u| u.role) {
            Some(Role::UntilDrop) => {
                "the `drop` that runs last would read memory that is already freed."
            }
            Some(Role::Requires) => {
                "whoever uses the reference later would read memory that is already freed."
            }
            _ => {
                "the reference would be read after its memory was freed, and perhaps used for something else."
            }
        };
        account.harm(text);
    }

    fn fixes(&self, account: &mut Account) {
        match &self.data {
            None => self.name_it(account),
            Some(name) => self.outlive(name, account),
        }
    }

    /// A value without a name gets one.
    fn name_it(&self, account: &mut Account) {
        let by_rustc = proposed(self.case.diagnostic, self.case.code, "`let` binding");
        let edits = by_rustc.unwrap_or_else(|| self.named());
        account.fix(Fix::new(
            "Give the value a name with `let`: then it lives to the end of the block.",
            edits,
        ));
        let code = self.case.code;
        let stored = statement::keepers(code, self.case.syntax, self.borrow.area);
        let in_collection = stored.iter().any(|k| matches!(k, Keeper::Variable(name)
            if self.keeper.as_ref() == Some(name) && code.line(self.borrow.line()).is_some_and(|l| l.trim().starts_with(&format!("{name}.")))));
        if in_collection {
            account.fix(Fix::words(format!(
                "Let {} keep the values themselves instead of references to them.",
                self.keeper_in_words()
            )));
        }
        if self.needs_static() {
            account.old_fixes.clear();
            account.fix(Fix::words(
                "Give the value itself away (without `&`) instead of a reference to it.",
            ));
        }
    }

    /// `let value = <temporary>;` above the statement.
    fn named(&self) -> Vec<Edit> {
        let code = self.case.code;
        let area = self.borrow.area;
        let line = code.line(area.start.line).unwrap_or("");
        let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
        let column = indent.chars().count() + 1;
        let statement = statement::statement_at(code, area.start);
        let starts = code.tokens.get(statement.first).map(|t| t.area.start);
        let at = crate::lens::place::Place {
            line: area.start.line,
            column,
        };
        if starts != Some(at) || !area.is_on_one_line() {
            return Vec::new();
        }
        let start = Area { start: at, end: at };
        edits(
            code,
            &[
                Change::replace(
                    start,
                    format!("let value = {};\n{indent}", self.borrow.text),
                ),
                Change::replace(area, "value"),
            ],
        )
    }

    /// A variable lives longer, or the reference shorter.
    fn outlive(&self, name: &str, account: &mut Account) {
        if self.needs_static() {
            return self.for_ever(name, account);
        }
        if self.is_kept_without_name() {
            let by_rustc = |words| proposed(self.case.diagnostic, self.case.code, words);
            return account.fix(match by_rustc("adding semicolon") {
                Some(edits) => Fix::new(
                    "Put a `;` behind the last expression: then what it made is dropped there.",
                    edits,
                ),
                None => Fix::new(
                    "Keep the result of the last expression in a variable, and end the block with that.",
                    by_rustc("save the expression's value").unwrap_or_default(),
                ),
            });
        }
        if self.until.is_some_and(|u| u.role == Role::UntilDrop) {
            return account.fix(Fix::words(format!(
                "Declare `{name}` before {}: what is declared first is dropped last.",
                self.keeper_in_words()
            )));
        }
        let in_loop = self.owner.is_some_and(|b| self.in_loop_body(b));
        if in_loop {
            match &self.keeper {
                Some(keeper) => account.fix(Fix::new(
                    format!("Let `{keeper}` keep the value itself: give `{name}` away instead of lending it."),
                    self.without_reference(),
                )),
                None => account.fix(Fix::words(format!(
                    "Keep owned values instead of references into `{name}`: give `{name}` away, or a copy of what is needed."
                ))),
            }
            account.fix(Fix::words("Make the values in a loop of their own first, and take references to them afterwards."));
            return;
        }
        account.fix(Fix::new(
            format!(
                "Declare `{name}` further out, so that it lives as long as {}.",
                self.keeper_in_words()
            ),
            self.declared_outside(),
        ));
        account.fix(Fix::words(format!(
            "Do what needs {} before line {}, while `{name}` is still there.",
            self.keeper_in_words(),
            self.dropped.line()
        )));
        account.fix(Fix::words(
            "Keep an owned value (a copy or a clone) instead of a reference.",
        ));
    }

    fn for_ever(&self, name: &str, account: &mut Account) {
        account.fix(Fix::words(format!(
            "Let a thread or a stored closure own `{name}`: move the value itself into it instead of a reference."
        )));
        account.fix(Fix::words(
            "If a thread ends before this function does, `thread::scope` lets it borrow.",
        ));
    }

    fn in_loop_body(&self, binding: &Binding) -> bool {
        let at = binding.token;
        binding.kind == BindingKind::For
            || self.case.syntax.loops.iter().any(|l| {
                l.body.0 < at && at < l.body.1 && self.dropped.area.start == self.end_of(l.body.1)
            })
    }

    fn end_of(&self, token: usize) -> crate::lens::place::Place {
        let none = crate::lens::place::Place { line: 0, column: 0 };
        self.case
            .code
            .tokens
            .get(token)
            .map_or(none, |t| t.area.start)
    }

    /// `names.push(name)` for `names.push(&name)`, with a collection that is typed so.
    fn without_reference(&self) -> Vec<Edit> {
        let code = self.case.code;
        let Some(text) = self
            .borrow
            .text
            .strip_prefix('&')
            .filter(|t| words(t).len() == 1)
        else {
            return Vec::new();
        };
        let mut changes = vec![Change::replace(self.borrow.area, text)];
        let keeper = self
            .keeper
            .as_ref()
            .and_then(|k| self.case.binding(k, self.borrow.area.start));
        if let Some(binding) = keeper {
            let written = self.case.written(&binding.of_type);
            let area = code.span_of(binding.of_type.start, binding.of_type.end.saturating_sub(1));
            match (written.as_str(), area) {
                ("Vec<&str>" | "Vec<&String>", Some(area)) => {
                    changes.push(Change::replace(area, "Vec<String>"))
                }
                ("", _) if self.case.written(&binding.value) == "Vec::new()" => {}
                _ => return Vec::new(),
            }
        }
        edits(code, &changes)
    }

    /// The declaration moved out of the block that ends too soon.
    fn declared_outside(&self) -> Vec<Edit> {
        let code = self.case.code;
        let owner = self.owner.filter(|_| self.keeper.is_some());
        let Some(binding) = owner.filter(|b| b.kind == BindingKind::Let && b.is_whole) else {
            return Vec::new();
        };
        let Some(place) = self.case.declaration(binding).map(|a| a.start) else {
            return Vec::new();
        };
        let close = code.index_at(self.dropped.area.start);
        let Some(open) = code.partner(close).and_then(|o| code.tokens.get(o)) else {
            return Vec::new();
        };
        let (open_line, line) = (open.area.start.line, place.line);
        let (Some(head), Some(declaration)) = (code.line(open_line), code.line(line)) else {
            return Vec::new();
        };
        let alone = head.trim() == "{";
        if !alone || !declaration.trim_end().ends_with(';') || line <= open_line {
            return Vec::new();
        }
        let indent: String = head.chars().take_while(|c| c.is_whitespace()).collect();
        let moved = format!("{indent}{}", declaration.trim());
        vec![
            Edit {
                line: open_line,
                before: head.to_owned(),
                after: vec![moved, head.to_owned()],
            },
            Edit {
                line,
                before: declaration.to_owned(),
                after: Vec::new(),
            },
        ]
    }
}

fn later(one: Area, other: Area) -> Area {
    match one.start < other.start {
        true => other,
        false => one,
    }
}

fn is_temporary(until: &Clue) -> bool {
    until.role == Role::UntilDrop && until.label.contains("when that temporary is dropped")
}

fn keeper(case: &Case, borrow: &Clue, until: &Clue) -> Option<String> {
    if is_temporary(until) {
        return None;
    }
    if until.role == Role::UntilDrop {
        return until.name(0).map(str::to_owned);
    }
    let guesses = statement::keepers(case.code, case.syntax, borrow.area);
    statement::confirmed(&guesses, &until.text).map(str::to_owned)
}
