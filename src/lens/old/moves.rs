//! Rule 1, one owner: a value moves away and is used afterwards (E0382).

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::case::{Case, Clue, base, plain};
use crate::lens::old::code::{is_word, words};
use crate::lens::old::move_fixes;
use crate::lens::old::syntax::{Binding, BindingKind};
use crate::lens::place::Area;

/// Where a value goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// As an argument into a function, a method or a variant.
    Call(String),
    /// Into a method that takes its receiver.
    Method(String),
    /// Into a variable, or the variable of a pattern.
    Variable(String),
    /// Into a `for` loop.
    Loop,
    /// Into a closure; the call that it is given to, if any.
    Closure(Option<String>),
    /// Into a field of a new value of this type.
    Field(String),
    /// Into an operator.
    Operator,
    /// Somewhere.
    Unknown,
}

/// A value that is used after it has moved away.
pub struct Moved<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// The move.
    pub gone: &'a Clue,
    /// The use after it; the same place in a loop.
    pub used: &'a Clue,
    /// What moves, as people read it.
    pub path: String,
    /// Its type, if the compiler told it.
    pub of_type: Option<String>,
    /// The variable that it belongs to.
    pub owner: Option<&'a Binding>,
    /// Where it goes.
    pub goal: Goal,
    /// Whether only a part of it moves.
    pub in_part: bool,
    /// Whether the use is on the next round of a loop.
    pub next_round: bool,
}

const MOVES: [Role; 6] = [
    Role::Moved,
    Role::MovedInPart,
    Role::MovedIntoClosure,
    Role::MovedByMethod,
    Role::MovedByImplicitCall,
    Role::MovedByOperator,
];

/// The account of such an error; `None` if a part is missing.
pub fn account(case: &Case) -> Option<Account> {
    let moved = Moved::new(case)?;
    let mut account = Account::default();
    moved.events(&mut account);
    moved.story(&mut account);
    move_fixes::harm(&moved, &mut account);
    move_fixes::fixes(&moved, &mut account);
    Some(account)
}

impl<'a> Moved<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let gone = case.first_of(&MOVES)?;
        let used = case.main()?;
        let known = used.role == Role::UsedAfterMove || MOVES.contains(&used.role);
        if !known {
            return None;
        }
        let path = case
            .named(0)
            .map_or_else(|| matched(case, used), str::to_owned);
        let from = case.first(Role::CapturedUse).unwrap_or(gone);
        let owner = case.binding(base(&path), used.area.start);
        let owner = owner.or_else(|| case.binding(base(&path), from.area.start));
        Some(Self {
            of_type: case.moved_type(),
            goal: goal(case, gone),
            in_part: gone.role == Role::MovedInPart,
            // The words also stand there where the use comes behind the loop.
            next_round: gone.label.contains("previous iteration")
                && case
                    .syntax
                    .loop_around(case.code, gone.area.start, used.area.start)
                    .is_some(),
            path: plain(&path),
            owner,
            case,
            gone,
            used,
        })
    }

    fn name(&self) -> String {
        let found = self.owner.filter(|_| !self.path.contains('.'));
        found.map_or_else(|| self.path.clone(), |b| b.name.clone())
    }

    fn events(&self, account: &mut Account) {
        let lane = account.lane(self.name());
        match self
            .owner
            .and_then(|b| Some((b, self.case.declaration(b)?)))
        {
            Some((binding, area)) => account.event(lane, What::Created, area, self.owns(binding)),
            None => account.event(lane, What::Seen, self.gone.area, ""),
        }
        let what = match self.in_part {
            true => What::MovedInPart,
            false => What::Moved,
        };
        account.event(lane, what, self.gone.area, self.goes());
        let round = usize::from(self.next_round);
        account.event_on(lane, What::Conflict, self.used.area, round, self.is_empty());
        if let Goal::Variable(name) = &self.goal
            && let Some(binding) = self.receiver(name)
            && !self.next_round
        {
            let area = self.case.declaration(binding).unwrap_or(self.gone.area);
            let other = account.lane(name.clone());
            account.event(other, What::Created, area, "");
        }
    }

    /// The variable that the value moves into.
    fn receiver(&self, name: &str) -> Option<&Binding> {
        let line = self.gone.line();
        let mut bindings = self.case.syntax.bindings.iter();
        bindings.find(|b| {
            b.name == name
                && self
                    .case
                    .declaration(b)
                    .is_some_and(|a| a.start.line == line)
        })
    }

    fn owns(&self, binding: &Binding) -> String {
        match (&self.of_type, binding.kind) {
            (Some(of_type), _) if of_type.starts_with('&') => {
                format!("holds the `{of_type}`")
            }
            (Some(of_type), _) if of_type.starts_with('{') => "owns what it captured".to_owned(),
            (Some(of_type), _) if !self.in_part => format!("owns the `{of_type}`"),
            _ => String::new(),
        }
    }

    /// `moved into consume()`.
    fn goes(&self) -> String {
        let part = match self.in_part {
            true if self.goal == Goal::Variable(self.gone.text.clone()) => {
                "what is in it ".to_owned()
            }
            true => format!("`{}` ", self.gone.text),
            false => String::new(),
        };
        match &self.goal {
            Goal::Call(name) => format!("{part}moved into {name}()"),
            Goal::Method(name) => format!("{part}moved into .{name}()"),
            Goal::Variable(name) => format!("{part}moved into `{name}`"),
            Goal::Loop => format!("{part}moved into the loop"),
            Goal::Closure(Some(call)) => format!("{part}moved into the closure for {call}()"),
            Goal::Closure(None) => format!("{part}moved into the closure"),
            Goal::Operator => format!("{part}used up by the operator"),
            Goal::Field(name) => format!("{part}moved into a `{name}`"),
            Goal::Unknown => format!("{part}moved away"),
        }
    }

    /// The part that moves, where only a part does.
    pub fn part(&self) -> String {
        match self.goal == Goal::Variable(self.gone.text.clone()) {
            true => format!("`{}`", self.goal_name()),
            false => format!("`{}`", self.gone.text),
        }
    }

    fn goal_name(&self) -> &str {
        match &self.goal {
            Goal::Variable(name) => name,
            _ => &self.path,
        }
    }

    fn is_empty(&self) -> String {
        match (self.next_round, self.in_part) {
            (true, _) if self.gone.area == self.used.area => {
                "next time round: nothing left to move".to_owned()
            }
            (true, _) => "next time round: owns nothing now".to_owned(),
            (_, true) => "is no longer whole".to_owned(),
            _ if self.is_reference() => "holds nothing now".to_owned(),
            _ => "owns nothing now".to_owned(),
        }
    }

    fn is_reference(&self) -> bool {
        self.of_type.as_deref().is_some_and(|t| t.starts_with('&'))
    }

    /// Whether the move stands in a block that the use is not in, so that it need not happen.
    fn may_not_happen(&self) -> bool {
        let code = self.case.code;
        let end = crate::lens::old::syntax::end_of_block(code, code.index_at(self.gone.area.start));
        let mut close = end;
        while code.token(close) == ")" || code.token(close) == "]" {
            close = crate::lens::old::syntax::end_of_block(code, close + 1);
        }
        let opens = code.partner(close).map_or(0, |o| o);
        let is_loop = self.case.syntax.loops.iter().any(|l| l.body.0 == opens);
        let is_branch = opens > 0 && !is_loop && self.in_branch(opens);
        is_branch && code.index_at(self.used.area.start) > close && !self.next_round
    }

    /// Whether a brace opens a block of an `if`, an `else` or an arm.
    fn in_branch(&self, open: usize) -> bool {
        let code = self.case.code;
        let before = code.token(open - 1);
        let head = crate::lens::old::statement::statement_at(
            code,
            code.tokens
                .get(open)
                .map_or(self.gone.area.start, |t| t.area.start),
        );
        before == "else" || before == "=>" || code.token(head.first) == "if"
    }

    /// `the String`, `the value`.
    pub fn thing(&self) -> String {
        match &self.of_type {
            Some(of_type) if of_type.starts_with('&') => format!("the `{of_type}`"),
            Some(of_type) if of_type.starts_with('{') => "the closure".to_owned(),
            Some(of_type) if of_type.len() <= 24 => format!("the `{of_type}`"),
            _ => "the value".to_owned(),
        }
    }

    fn story(&self, account: &mut Account) {
        let (name, line) = (&self.path, self.gone.line());
        let (thing, goal) = (self.thing(), self.goal_in_words());
        let use_line = self.used.line();
        if self.in_part {
            let part = match self.gone.text == *name || !self.gone.text.contains('.') {
                true => format!("what is in `{name}`"),
                false => format!("`{}`", self.gone.text),
            };
            account.say(format!(
                "On line {line} {part} moved {goal}. A part of `{name}` is missing since then, so line {use_line} cannot use `{name}` as a whole."
            ));
        } else if self.next_round && self.gone.area == self.used.area {
            account.say(format!(
                "On the first round line {line} moves {thing} from `{name}` {goal}. When the loop comes round again, `{name}` is empty and there is nothing left to move."
            ));
        } else if self.next_round {
            account.say(format!(
                "Line {line} moves {thing} from `{name}` {goal}. When the loop comes round again, line {use_line} has nothing left to use."
            ));
        } else if self.goal == Goal::Unknown {
            account.say(format!(
                "On line {line} {thing} moved away from `{name}`, so line {use_line} has nothing left to use."
            ));
        } else {
            account.say(format!(
                "On line {line} {thing} moved from `{name}` {goal}, so line {use_line} has nothing left to use."
            ));
        }
        self.explain_goal(account);
        if self.may_not_happen() {
            account.say(format!(
                "Line {line} does not always run, but it may have run, and that is enough."
            ));
        }
    }

    fn goal_in_words(&self) -> String {
        match &self.goal {
            Goal::Call(name) => format!("into {name}()"),
            Goal::Method(name) => format!("into the method {name}()"),
            Goal::Variable(name) => format!("into `{name}`"),
            Goal::Loop => "into the `for` loop".to_owned(),
            Goal::Closure(Some(call)) => format!("into the closure for {call}()"),
            Goal::Closure(None) => "into the closure".to_owned(),
            Goal::Operator => "into the result of the operator".to_owned(),
            Goal::Field(name) => format!("into the new `{name}`"),
            Goal::Unknown => "to somewhere else".to_owned(),
        }
    }

    /// Moves that one does not see.
    fn explain_goal(&self, account: &mut Account) {
        match &self.goal {
            Goal::Method(name) => account.say(format!(
                "{name}() takes `self`, not `&self`: it uses up the value that it is called on."
            )),
            Goal::Loop => account.say(format!(
                "A `for` loop over `{}` itself takes it whole and hands out its elements one by one.",
                self.path
            )),
            _ => {}
        }
    }
}

/// What a name in a pattern takes its value out of, or else the text itself.
fn matched(case: &Case, used: &Clue) -> String {
    let binding = case.syntax.declared_at(case.code, used.area);
    let of_pattern = binding.filter(|b| b.kind == BindingKind::Pattern && !b.is_whole);
    match of_pattern.map(|b| case.written(&b.value)) {
        Some(value) if !value.is_empty() && words(&value).len() == 1 => value,
        _ => used.text.clone(),
    }
}

fn goal(case: &Case, gone: &Clue) -> Goal {
    match gone.role {
        Role::MovedByMethod => Goal::Method(method(&gone.text)),
        Role::MovedByImplicitCall => Goal::Loop,
        Role::MovedByOperator => Goal::Operator,
        Role::MovedIntoClosure => Goal::Closure(call_around(case, gone.area)),
        _ => goal_of_value(case, gone),
    }
}

fn method(text: &str) -> String {
    let name = text.split(['(', ':', '<']).next().unwrap_or(text);
    name.trim().to_owned()
}

fn goal_of_value(case: &Case, gone: &Clue) -> Goal {
    let code = case.code;
    // A name in a pattern takes the value itself.
    let binding = case.syntax.declared_at(code, gone.area);
    if let Some(binding) = binding.filter(|b| b.kind != BindingKind::Parameter) {
        return Goal::Variable(binding.name.clone());
    }
    if let Some(name) = call_around(case, gone.area) {
        return Goal::Call(name);
    }
    if let Some(name) = literal_around(case, gone.area) {
        return Goal::Field(name);
    }
    let range = code.indices(gone.area);
    if matches!(code.token(range.end), "+" | "-" | "*" | "/") {
        return Goal::Operator;
    }
    let mut declared = case.syntax.bindings.iter();
    let whole = declared.find(|b| b.value == range && b.is_whole && b.kind == BindingKind::Let);
    if let Some(binding) = whole {
        return Goal::Variable(binding.name.clone());
    }
    let before = range
        .start
        .checked_sub(2)
        .filter(|_| code.token(range.end) == ";");
    match before.filter(|_| range.start > 0 && code.token(range.start - 1) == "=") {
        Some(at) if is_word(code.token(at)) => Goal::Variable(code.token(at).to_owned()),
        _ => Goal::Unknown,
    }
}

/// The call that something is an argument of, as it is written: `thread::spawn`.
pub fn call_around(case: &Case, area: Area) -> Option<String> {
    let code = case.code;
    let first = code.index_at(area.start);
    let before = code.token(first.checked_sub(1)?);
    if !matches!(before, "(" | ",") {
        return None;
    }
    let open = open_bracket(case, first).filter(|at| code.token(*at) == "(")?;
    let name = open
        .checked_sub(1)
        .filter(|name| is_word(code.token(*name)))?;
    let keywords = ["if", "while", "match", "return", "in", "let", "mut"];
    (!keywords.contains(&code.token(name))).then(|| path_ending_at(case, name))
}

/// The type of the struct literal that something is a whole field of.
fn literal_around(case: &Case, area: Area) -> Option<String> {
    let code = case.code;
    let range = code.indices(area);
    let before = code.token(range.start.checked_sub(1)?);
    let is_whole = matches!(before, "{" | "," | ":") && matches!(code.token(range.end), "," | "}");
    let open = open_bracket(case, range.start).filter(|at| code.token(*at) == "{")?;
    let name = code.token(open.checked_sub(1)?);
    (is_whole && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
}

/// The bracket that is open at a token.
pub fn open_bracket(case: &Case, index: usize) -> Option<usize> {
    let mut at = index;
    loop {
        at = at.checked_sub(1)?;
        match case.code.token(at) {
            "(" | "[" | "{" => return Some(at),
            ")" | "]" | "}" => at = case.code.partner(at)?,
            _ => {}
        }
    }
}

fn path_ending_at(case: &Case, last: usize) -> String {
    let code = case.code;
    let mut first = last;
    while first >= 2
        && matches!(code.token(first - 1), "::" | ".")
        && is_word(code.token(first - 2))
    {
        first -= 2;
    }
    case.written(&(first..last + 1))
}
