//! Rule 2, many readers or one writer (E0499 to E0506, E0524), and moves of what is still
//! borrowed (E0505): a borrow begins, something gets in its way, the borrow is needed later.

use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role;
use crate::lens::old::case::{Case, Clue, base, plain};
use crate::lens::old::code::words;
use crate::lens::old::conflict_fixes;
use crate::lens::old::statement::{self, Keeper, statement_at};
use crate::lens::old::syntax::Binding;
use crate::lens::place::Area;

/// Who keeps the first borrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Borrower {
    /// A variable, confirmed by the later use.
    Variable(String),
    /// The loop that runs over the value.
    Loop,
    /// The call whose arguments are still being made.
    Call(String),
    /// A lifetime that reaches further.
    Lifetime(String),
    /// Somebody.
    Unknown,
}

/// What gets in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is borrowed for writing.
    Write,
    /// It is borrowed for reading.
    Read,
    /// It gets a new value.
    Assign,
    /// It moves away.
    Move,
    /// It is used.
    Use,
}

/// A conflict between a borrow and something else.
pub struct Conflict<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// The borrow.
    pub borrow: &'a Clue,
    /// How it borrows: `Reads`, `Writes` or `Borrows`.
    pub how: What,
    /// What gets in its way.
    pub clash: &'a Clue,
    /// How.
    pub action: Action,
    /// Where the borrow is still needed.
    pub until: &'a Clue,
    /// Who keeps it.
    pub borrower: Borrower,
    /// What is borrowed, as people read it.
    pub path: String,
    /// The variable that it belongs to.
    pub owner: Option<&'a Binding>,
    /// The rounds of the clash and of the later use.
    pub rounds: (usize, usize),
}

/// The account of such an error; `None` if a part is missing.
pub fn account(case: &Case) -> Option<Account> {
    let conflict = Conflict::new(case)?;
    let mut account = Account::default();
    conflict.events(&mut account);
    conflict.story(&mut account);
    conflict_fixes::harm(&conflict, &mut account);
    conflict_fixes::fixes(&conflict, &mut account);
    Some(account)
}

impl<'a> Conflict<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let clash = case.main()?;
        let borrow = match clash.role {
            Role::BorrowAgain => clash,
            _ => case.other(Role::Borrow)?,
        };
        let until = [
            Role::Until,
            Role::UntilNextRound,
            Role::UntilDrop,
            Role::Requires,
        ];
        // Older compilers do not say where a borrow that meets itself is needed: here again.
        let again = Some(clash).filter(|clash| clash.role == Role::BorrowAgain);
        let until = case.first_of(&until).or(again)?;
        let path = path(case, borrow);
        let owner = case.binding(base(&path), borrow.area.start);
        let mut conflict = Self {
            how: how(case, borrow, owner),
            action: action(case, clash),
            borrower: borrower(case, borrow, until),
            rounds: (0, 0),
            case,
            borrow,
            clash,
            until,
            path,
            owner,
        };
        conflict.rounds = conflict.rounds();
        Some(conflict)
    }

    /// In time the borrow comes first, then the clash, then the later use. Where the text
    /// has another order, a loop has come round.
    fn rounds(&self) -> (usize, usize) {
        let clash = match self.clash.role {
            Role::BorrowAgain => 1,
            _ => usize::from(self.comes_round(self.borrow.area, self.clash.area)),
        };
        let again = self.until.role == Role::UntilNextRound
            || self.comes_round(self.clash.area, self.until.area);
        (
            clash,
            clash + usize::from(again && self.clash.role != Role::BorrowAgain),
        )
    }

    fn comes_round(&self, from: Area, to: Area) -> bool {
        let case = self.case;
        to.start < from.start
            && !statement_at(case.code, from.start).holds(case.code, to.start)
            && !statement_at(case.code, to.start).holds(case.code, from.start)
            && case
                .syntax
                .loop_around(case.code, from.start, to.start)
                .is_some()
    }

    /// Whether all happens in one statement.
    pub fn is_one_statement(&self) -> bool {
        let statement = statement_at(self.case.code, self.borrow.area.start);
        let holds = |clue: &Clue| statement.holds(self.case.code, clue.area.start);
        holds(self.clash) && holds(self.until) && self.rounds == (0, 0)
    }

    /// Whether a closure borrows.
    pub fn is_closure(&self) -> bool {
        self.borrow.text.starts_with('|') || self.borrow.text.starts_with("move")
    }

    /// The name that the owner's lane has.
    fn owner_name(&self) -> String {
        match self.owner {
            Some(binding) => binding.name.clone(),
            None => self.path.clone(),
        }
    }

    fn events(&self, account: &mut Account) {
        let owner = account.lane(self.owner_name());
        let declared = self.owner.and_then(|b| self.case.declaration(b));
        match declared {
            Some(area) => account.event(owner, What::Created, area, ""),
            None => account.event(owner, What::Seen, self.borrow.area, ""),
        }
        let lane = account.lane(self.lane_name());
        account.event(lane, self.how, self.borrow.area, self.begins());
        let (clash, until) = self.rounds;
        account.event_on(
            owner,
            What::Conflict,
            self.clash.area,
            clash,
            self.clashes(),
        );
        let mut end = self.until.area;
        if self.is_one_statement() && end.start < self.borrow.area.start {
            end.start = self.borrow.area.start.max(self.clash.area.start);
        }
        // What a lifetime requires reaches as far as the clash at least.
        let is_before = self.rounds == (0, 0) && end.start < self.clash.area.start;
        if self.until.role == Role::Requires && is_before {
            end = self.clash.area;
        }
        account.event_on(lane, What::LastUse, end, until, self.ends());
    }

    /// A borrow without a name has the text of its expression for one.
    fn lane_name(&self) -> String {
        match &self.borrower {
            Borrower::Variable(name) => name.clone(),
            Borrower::Loop => "loop".to_owned(),
            Borrower::Call(name) => format!("{name}()"),
            _ if self.is_closure() => "closure".to_owned(),
            _ => "borrow".to_owned(),
        }
    }

    fn begins(&self) -> String {
        let path = &self.path;
        let verb = self.verb();
        match &self.borrower {
            Borrower::Loop => format!("the loop starts {verb} `{path}`"),
            _ if self.clash.role == Role::BorrowAgain => {
                format!("lends `{path}` for writing, on each round")
            }
            _ => format!("starts {verb} `{path}`"),
        }
    }

    /// `reading`, `writing` or `using`.
    pub fn verb(&self) -> &'static str {
        match self.how {
            What::Reads => "reading",
            What::Writes => "writing",
            _ => "using",
        }
    }

    /// What the clash is about: it may be the whole of which a part is borrowed.
    pub fn clash_path(&self) -> String {
        match self.case.named(0) {
            Some(path) => plain(path),
            None => self.path.clone(),
        }
    }

    fn clashes(&self) -> String {
        let path = self.clash_path();
        let what = match self.action {
            Action::Write if self.clash.role == Role::BorrowAgain => {
                return format!("next time round: `{path}` is lent already");
            }
            Action::Write => "wants to write",
            Action::Read => "wants to read",
            Action::Assign => "wants to change",
            Action::Move => return self.next_round(format!("wants to move `{path}` away")),
            Action::Use => "wants to use",
        };
        self.next_round(format!("{what} `{path}`"))
    }

    fn next_round(&self, text: String) -> String {
        match self.rounds.0 {
            0 => text,
            _ => format!("next time round: {text}"),
        }
    }

    fn ends(&self) -> String {
        match (&self.borrower, self.until.role) {
            (Borrower::Loop, _) => "next time round: the loop goes on with it".to_owned(),
            (Borrower::Variable(name), Role::UntilDrop) => {
                format!("`{name}` is dropped here, and its `drop` may use it")
            }
            (_, Role::UntilDrop) => "dropped here, and its `drop` may use it".to_owned(),
            _ if self.is_one_statement() => String::new(),
            _ if self.clash.role == Role::BorrowAgain => String::new(),
            (Borrower::Lifetime(_), _) => String::new(),
            (Borrower::Variable(name), _) => self.until_round(format!("`{name}` is still needed")),
            _ => self.until_round("the borrow is still needed".to_owned()),
        }
    }

    fn until_round(&self, text: String) -> String {
        match self.rounds.1 > 0 {
            true => format!("{text} next time round"),
            false => format!("{text} here"),
        }
    }

    fn story(&self, account: &mut Account) {
        if self.clash.role == Role::BorrowAgain {
            return self.story_of_one_place(account);
        }
        if self.is_one_statement() {
            return self.story_of_one_statement(account);
        }
        let path = &self.path;
        let (from, at) = (self.borrow.line(), self.clash.line());
        let verb = self.verb();
        let first = match &self.borrower {
            Borrower::Variable(name) if self.until.role == Role::UntilDrop => format!(
                "`{name}` (line {from}) is {verb} `{path}` until it is dropped on line {}",
                self.until.line()
            ),
            Borrower::Variable(name) => {
                format!(
                    "`{name}` (line {from}) is still {verb} `{path}` {}",
                    self.until_when()
                )
            }
            Borrower::Loop => {
                format!("The loop on line {from} keeps {verb} `{path}` until its last round")
            }
            Borrower::Lifetime(_) => {
                format!(
                    "The borrow of `{path}` on line {from} has to last {}",
                    self.lifetime()
                )
            }
            _ => format!(
                "The borrow of `{path}` that begins on line {from} is still needed {}",
                self.until_when()
            ),
        };
        let when = match self.rounds.0 {
            0 if at == self.until.line() => "the same line".to_owned(),
            0 => format!("line {at}"),
            _ => format!("line {at}, on the next time round,"),
        };
        account.say(format!("{first}, but {when} {}.", self.needs()));
    }

    fn until_when(&self) -> String {
        let line = self.until.line();
        match (self.until.role, self.rounds.1) {
            (Role::UntilDrop, _) => format!("when line {line} drops it"),
            (_, 0) => format!("on line {line}"),
            _ => format!("on line {line} when the loop comes round again"),
        }
    }

    fn lifetime(&self) -> String {
        let line = self.until.line();
        match &self.borrower {
            Borrower::Lifetime(name) if name == "'static" => {
                format!("for the rest of the program (`'static`), as line {line} requires")
            }
            Borrower::Lifetime(name) if name.starts_with("'a") || is_named(name) => {
                format!("for all of `{name}`, as line {line} requires")
            }
            _ if self.until.label.starts_with("returning") => {
                format!("longer than this function, since line {line} returns it")
            }
            _ => format!("longer, as line {line} requires"),
        }
    }

    fn needs(&self) -> String {
        let it = match self.clash_path() == self.path {
            true => "it".to_owned(),
            false => format!("`{}`", self.clash_path()),
        };
        match self.action {
            Action::Write => match self.method() {
                Some(method) => format!("needs to write {it} (`{method}`)"),
                None => format!("needs to write {it}"),
            },
            Action::Read => format!("needs to read {it}"),
            Action::Assign => format!("gives {it} a new value"),
            Action::Move => format!("moves {it} away"),
            Action::Use => format!("uses {it}"),
        }
    }

    /// The method whose call clashes, as in `v.push(4)`.
    pub fn method(&self) -> Option<String> {
        let (head, _) = self.clash.text.split_once('(')?;
        let (receiver, method) = head.rsplit_once('.')?;
        let plain =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
        (plain(method) && !receiver.contains('(')).then(|| method.to_owned())
    }

    fn story_of_one_place(&self, account: &mut Account) {
        let (path, line) = (&self.path, self.clash.line());
        let keeper = match &self.borrower {
            Borrower::Variable(name) => format!("`{name}` still keeps the reference"),
            _ if self.until.text.contains("spawn") => {
                "a thread may still be using the reference".to_owned()
            }
            _ => "the reference is still in use".to_owned(),
        };
        account.say(format!(
            "Line {line} lends `{path}` for writing on every round of the loop. When it comes round again, {keeper} from the round before."
        ));
    }

    fn story_of_one_statement(&self, account: &mut Account) {
        let (path, from, line) = (&self.path, self.borrow.line(), self.clash.line());
        let clash = self.clash_path();
        let again = match (self.action, self.how) {
            (Action::Write, What::Writes) => "is lent for writing a second time",
            (Action::Write, _) => "is lent for writing",
            (Action::Read, _) => "is read",
            (Action::Assign, _) => "gets a new value",
            (Action::Move, _) => "moves away",
            (Action::Use, _) => "is used",
        };
        let what = match self.how {
            What::Writes => "for writing",
            What::Reads => "for reading",
            _ => "out",
        };
        let place = match from == line {
            true => String::new(),
            false => format!(" on line {line}"),
        };
        account.say(match &self.borrower {
            Borrower::Lifetime(_) => format!(
                "Line {from} lends `{path}` {what}, and while that reference has to last `{clash}` {again}{place}."
            ),
            Borrower::Call(name) => format!(
                "Line {from} lends `{path}` {what} to `{name}`, and before that call is over `{clash}` {again}{place}."
            ),
            _ => format!(
                "Line {from} lends `{path}` {what}, and before the statement is over `{clash}` {again}{place}."
            ),
        });
    }
}

fn is_named(lifetime: &str) -> bool {
    lifetime.chars().nth(1).is_some_and(char::is_alphabetic)
}

/// What is borrowed: the text of the borrow where that is a path, else the message's.
fn path(case: &Case, borrow: &Clue) -> String {
    let text = borrow.text.trim_start_matches('&').trim_start();
    let text = text.strip_prefix("mut ").unwrap_or(text).trim();
    let is_path = text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "_.".contains(c))
        && text != "move";
    if is_path {
        return text.to_owned();
    }
    let of_label = borrow.name(0);
    let of_message = case.named(0).unwrap_or("");
    plain(of_label.unwrap_or(of_message))
}

fn how(case: &Case, borrow: &Clue, owner: Option<&Binding>) -> What {
    let label = &borrow.label;
    if label.contains("immutable borrow") {
        return What::Reads;
    }
    if label.contains("mutabl") || borrow.text.starts_with("&mut") {
        return What::Writes;
    }
    if case.diagnostic.message.contains("mutably borrowed") {
        return What::Writes;
    }
    let code = case.diagnostic.code.as_deref();
    if matches!(code, Some("E0501" | "E0524" | "E0503")) {
        return What::Writes;
    }
    let cannot_be_written = owner.is_some_and(|b| !b.mutable && is_plain_let(case, b));
    match borrow.text.starts_with('&') || cannot_be_written {
        true => What::Reads,
        false => What::Borrows,
    }
}

/// Whether a variable holds its value itself, so that without `mut` nobody writes to it.
fn is_plain_let(case: &Case, binding: &Binding) -> bool {
    let of_type = case.written(&binding.of_type);
    let value = case.written(&binding.value);
    binding.is_whole
        && !of_type.contains('&')
        && !value.contains("mut")
        && (value.starts_with("String::") || value.starts_with("vec!") || !of_type.is_empty())
}

fn action(case: &Case, clash: &Clue) -> Action {
    match case.diagnostic.code.as_deref() {
        Some("E0506") => Action::Assign,
        Some("E0505") => Action::Move,
        Some("E0503") => Action::Use,
        Some("E0501") if case.diagnostic.message.contains("as immutable") => Action::Read,
        Some("E0501") => Action::Write,
        _ if clash.label.contains("immutable") => Action::Read,
        _ => Action::Write,
    }
}

fn borrower(case: &Case, borrow: &Clue, until: &Clue) -> Borrower {
    match until.role {
        Role::UntilDrop => {
            return until.name(0).map_or(Borrower::Unknown, |name| {
                Borrower::Variable(name.to_owned())
            });
        }
        Role::Requires => {
            let lifetime = until.name(1).or(until.name(0)).unwrap_or("");
            return Borrower::Lifetime(lifetime.to_owned());
        }
        _ => {}
    }
    let guesses = statement::keepers(case.code, case.syntax, borrow.area);
    let runs_over = until.area.contains(borrow.area) || borrow.area.contains(until.area);
    if guesses.contains(&Keeper::Loop) && runs_over {
        return Borrower::Loop;
    }
    if until.label.contains("by call") {
        return receiver(case, until, &guesses)
            .map_or_else(|| Borrower::Call(until.text.clone()), Borrower::Variable);
    }
    match statement::confirmed(&guesses, &until.text) {
        Some(name) if !is_owner(name, borrow) => Borrower::Variable(name.to_owned()),
        _ => Borrower::Unknown,
    }
}

/// `grid` of the call `grid.push(...)`, if it is one of the guesses.
fn receiver(case: &Case, until: &Clue, guesses: &[Keeper]) -> Option<String> {
    let at = case.code.index_at(until.area.start);
    let name = at.checked_sub(2).map(|name| case.code.token(name))?;
    let is_receiver = case.code.token(at - 1) == ".";
    let name = Keeper::Variable(name.to_owned());
    match guesses.iter().find(|guess| is_receiver && **guess == name) {
        Some(Keeper::Variable(name)) => Some(name.clone()),
        _ => None,
    }
}

/// A statement such as `v.push(&v[0])` names the owner and no keeper.
fn is_owner(name: &str, borrow: &Clue) -> bool {
    words(&borrow.text).first() == Some(&name)
}
