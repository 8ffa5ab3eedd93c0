//! What happens, drawn and told.

use super::conflict::{Action, Conflict};
use super::repairs::elements;
use super::sound;
use super::words::capitalised;
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::borrower::Borrower;
use crate::lens::query::{callee, own_types, places, requirer, statements};
use crate::rust::{NodeKind, Role};

/// The lanes of the owner and of the borrow.
pub fn draw(conflict: &Conflict, account: &mut Account) {
    let case = conflict.case;
    let owner = conflict.owner_binding();
    let lane = account.lane(owner.map_or(conflict.path.as_str(), |owner| owner.name.as_str()));
    match owner {
        Some(owner) => {
            let declared = case.area(&case.declaration(owner));
            account.event(lane, What::Created, declared, "");
        }
        None => account.event(lane, What::Seen, conflict.borrow.area, ""),
    }
    let borrow = account.lane(conflict.lane_name());
    account.event(
        borrow,
        conflict.how,
        conflict.borrow.area,
        begin_note(conflict),
    );
    let (clash_round, last_round) = conflict.rounds;
    let clash_note = clash_note(conflict);
    let area = conflict.clash.area;
    account.event_on(lane, What::Conflict, area, clash_round, clash_note);
    let mut last = case.area(&conflict.keeping.last);
    if conflict.keeping.closure.is_some() {
        let note = format!("this closure uses `{}`", conflict.keeper_name());
        account.event_on(borrow, What::Used, last, last_round, note);
        last = conflict.until.area;
    }
    if last_round == clash_round && last.start < area.start {
        // What a lifetime or a call asks for reaches as far as the clash at least.
        last = area;
    }
    account.event_on(
        borrow,
        What::LastUse,
        last,
        last_round,
        conflict.last_note(),
    );
}

fn begin_note(conflict: &Conflict) -> String {
    let (path, mutably) = (&conflict.path, conflict.mutably());
    match conflict.keeping.borrower {
        _ if conflict.is_again() => format!("borrows `{path}`{mutably} on every round"),
        Borrower::Loop(_) => format!("the loop borrows `{path}`{mutably}"),
        _ if conflict.borrowing_closure().is_some() => {
            format!("the closure borrows `{path}`{mutably}")
        }
        _ => format!("borrows `{path}`{mutably}"),
    }
}

fn clash_note(conflict: &Conflict) -> String {
    let path = &conflict.clash_path;
    if conflict.is_again() {
        return format!("next time round: `{path}` is still borrowed");
    }
    let needs = conflict.needs(&format!("`{path}`"));
    if conflict.rounds.0 > 0 {
        format!("next time round: {needs}")
    } else {
        needs
    }
}

/// The sentences.
pub fn tell(conflict: &Conflict, account: &mut Account) {
    let pair = elements::places_of_one(conflict).filter(|_| sound::is_sequence(conflict));
    if conflict.is_again() {
        account.say(one_place(conflict));
    } else if let Some((first, second, _)) = pair
        && is_returned_at_once(conflict)
    {
        account.say(format!(
            "Line {} borrows both `{first}` and `{second}` mutably, and returns both borrows.",
            conflict.clash.line()
        ));
    } else if conflict.is_one_statement() && !is_named(conflict) {
        account.say(one_statement(conflict));
    } else {
        account.say(in_order(conflict));
    }
    account.story.extend(extended(conflict));
    if let Some((first, second, whole)) = pair
        && conflict.action == Action::Write
        && elements::two(conflict).is_none()
        && sound::two_halves(conflict).is_none()
    {
        let is_range = |place: &str| place.contains("..");
        let one = if is_range(first) || is_range(second) {
            "a part"
        } else {
            "one element"
        };
        account.say(format!(
            "rustc can't tell `{first}` from `{second}`: to it, a borrow of {one} is a borrow of all of `{whole}`."
        ));
    }
}

/// Why a temporary isn't dropped with its statement: a `let` borrows of it.
fn extended(conflict: &Conflict) -> Option<String> {
    let case = conflict.case;
    let statement = statements::statement_of(case, conflict.begin)?;
    let is_let = case.tree.kind(statement) == NodeKind::Let;
    let value = case
        .tree
        .child(statement, Role::Initializer)
        .filter(|_| is_let)?;
    places::reference(case, value)?;
    let is_temporary = matches!(conflict.keeping.borrower, Borrower::Temporary(_));
    let lives_on = conflict.keeping.last.start >= case.tree.bytes(statement).end;
    (is_temporary && lives_on).then(|| {
        format!(
            "A `let` with `&` on line {} keeps a reference into that temporary, so the temporary lives until the block ends.",
            case.line(case.tree.bytes(statement).start)
        )
    })
}

/// Whether both borrows begin and are returned in one line.
fn is_returned_at_once(conflict: &Conflict) -> bool {
    let is_returned = conflict.until.label.starts_with("returning");
    let line = conflict.clash.line();
    is_returned
        && conflict.how == What::Writes
        && conflict.action == Action::Write
        && (conflict.borrow.line(), conflict.last_line()) == (line, line)
}

/// A clash and who keeps the borrow, in different statements.
fn in_order(conflict: &Conflict) -> String {
    let (path, at) = (&conflict.path, &conflict.clash_path);
    let place = conflict.clash_place();
    let place = if conflict.rounds.0 > 0 {
        format!("The next time round the loop, {place}")
    } else {
        capitalised(&place)
    };
    let needs = conflict.needs_for_method(&format!("`{at}`"));
    let it = if path == at {
        "it".to_owned()
    } else {
        format!("`{path}`")
    };
    format!("{place} {needs}, but {}.", kept(conflict, &it))
}

/// Who keeps the borrow of `it`, and how long.
fn kept(conflict: &Conflict, it: &str) -> String {
    let case = conflict.case;
    let from = conflict.borrow.line();
    let mutably = conflict.mutably();
    match &conflict.keeping.borrower {
        Borrower::Variable(_) => {
            let keeper = conflict.keeper();
            let declared = keeper.map_or(0, |keeper| case.line(case.declaration(keeper).start));
            let name = conflict.keeper_name();
            let until = until(conflict);
            if declared > from || conflict.until.role == Part::UntilDrop && declared != from {
                format!(
                    "`{name}` holds{} of {it} that began on line {from}, and {until}",
                    a_borrow(conflict)
                )
            } else {
                format!("`{name}` has borrowed {it}{mutably} since line {from} and {until}")
            }
        }
        Borrower::Loop(_) => {
            format!("the `for` loop on line {from} borrows {it}{mutably} until its last round")
        }
        Borrower::Itself(_) => itself(conflict, it),
        Borrower::Call(call) => {
            let name = callee::shown_name(case, *call);
            format!(
                "line {from} borrows {it}{mutably} for the call to {name}, which isn't over yet"
            )
        }
        Borrower::Temporary(told) => format!(
            "a temporary value of line {from} (`{told}`) borrows {it}{mutably} and isn't dropped before line {}",
            conflict.last_line()
        ),
        Borrower::Lifetime(name) => format!(
            "the borrow of {it} on line {from} {}",
            lifetime(conflict, name)
        ),
        Borrower::Unknown => format!(
            "the{} borrow of {it} that begins on line {from} is still needed {}",
            if conflict.how == What::Writes {
                " mutable"
            } else {
                ""
            },
            when(conflict)
        ),
    }
}

fn a_borrow(conflict: &Conflict) -> &'static str {
    if conflict.how == What::Writes {
        " a mutable borrow"
    } else {
        " a borrow"
    }
}

fn when(conflict: &Conflict) -> String {
    let line = conflict.last_line();
    if conflict.rounds.1 > conflict.rounds.0 {
        format!("on line {line} when the loop comes round")
    } else if line == conflict.clash.line() {
        "on the same line".to_owned()
    } else {
        format!("on line {line}")
    }
}

/// "is used again on line 5".
fn until(conflict: &Conflict) -> String {
    if conflict.until.role == Part::UntilDrop {
        let line = conflict.last_line();
        let by = match conflict.until.name(1) {
            Some("Drop") => ", where its `Drop` code may use it",
            _ => "",
        };
        return format!("is dropped on line {line}{by}");
    }
    if conflict.keeping.closure.is_some() {
        return format!("is used {} by a closure", when(conflict));
    }
    format!("is used again {}", when(conflict))
}

/// The borrow is in the type of what is borrowed.
fn itself(conflict: &Conflict, it: &str) -> String {
    format!(
        "the{} borrow of {it} on line {} lasts as long as `{}` is used at all",
        if conflict.how == What::Writes {
            " mutable"
        } else {
            ""
        },
        conflict.borrow.line(),
        conflict
            .owner_binding()
            .map_or(conflict.path.as_str(), |owner| owner.name.as_str()),
    )
}

/// "has to last for `'a`".
fn lifetime(conflict: &Conflict, name: &str) -> String {
    let line = conflict.last_line();
    let last = conflict.case.line(conflict.keeping.last.end);
    let returns = if line == last {
        format!("line {line} returns it")
    } else {
        format!("the value of lines {line} to {last} is returned")
    };
    let is_returned = conflict.until.label.starts_with("returning");
    let is_given = name.chars().nth(1).is_some_and(char::is_alphabetic);
    match name {
        "'static" => {
            let long = "has to last for the rest of the program (`'static`)";
            if !requirer::is_elsewhere(conflict.case, conflict.until) {
                format!("{long}, because {}", who_requires(conflict))
            } else if let Some((name, line)) = requirer::call_of_closure(conflict.case) {
                format!("{long}, because `{name}` on line {line} requires it")
            } else {
                long.to_owned()
            }
        }
        _ if is_returned && is_given => {
            format!("has to last for all of `{name}`, since {returns}")
        }
        _ if is_returned => format!("has to outlast this {}, since {returns}", body(conflict)),
        _ if is_given => format!(
            "has to last for all of `{name}`, because {}",
            who_requires(conflict)
        ),
        _ if is_of_scope(conflict, name) => format!(
            "has to last until all threads of the scope are done, because {}",
            who_requires(conflict)
        ),
        _ => format!(
            "has to outlast this {}, because {}",
            body(conflict),
            who_requires(conflict)
        ),
    }
}

/// Whether a lifetime is that of a `std::thread::Scope`.
fn is_of_scope(conflict: &Conflict, lifetime: &str) -> bool {
    let case = conflict.case;
    let is_own = own_types::named(case, "Scope").is_some();
    let told = format!("Scope<{lifetime},");
    let mut clues = case.clues.iter();
    !is_own && clues.any(|clue| clue.role == Part::Lifetime && clue.label.contains(&told))
}

/// "`spawn` on line 8 requires it"
fn who_requires(conflict: &Conflict) -> String {
    let (case, until) = (conflict.case, &conflict.until);
    let line = conflict.last_line();
    if until.label.starts_with("argument requires")
        && let Some(call) = callee::call_at(case, until)
        && let Some(name) = callee::path(case, call)
    {
        return format!("`{name}` on line {} requires it", until.line());
    }
    if until.label.starts_with("type annotation requires") {
        return format!("the type on line {line} requires it");
    }
    format!("line {line} requires it")
}

/// "function" or "closure": what the borrow is in.
fn body(conflict: &Conflict) -> &'static str {
    let tree = conflict.case.tree;
    let body = crate::lens::query::statements::body_around(conflict.case, conflict.begin);
    match body.map(|body| tree.kind(body)) {
        Some(NodeKind::Closure) => "closure",
        Some(NodeKind::AsyncBlock) => "`async` block",
        _ => "function",
    }
}

/// One borrow that meets itself.
fn one_place(conflict: &Conflict) -> String {
    let (path, line) = (&conflict.path, conflict.borrow.line());
    let kept = match &conflict.keeping.borrower {
        Borrower::Variable(_) => {
            format!(
                "`{}` still keeps the borrow of the round before",
                conflict.keeper_name()
            )
        }
        Borrower::Lifetime(name) => {
            format!(
                "the borrow of the round before {}",
                lifetime(conflict, name)
            )
        }
        _ => "the borrow of the round before is still needed".to_owned(),
    };
    let who = if conflict.borrowing_closure().is_some() {
        format!("The closure on line {line}")
    } else {
        format!("Line {line}")
    };
    format!("{who} borrows `{path}` mutably on every round of the loop, but {kept}.")
}

/// All in one statement.
fn one_statement(conflict: &Conflict) -> String {
    let (path, clash) = (&conflict.path, &conflict.clash_path);
    let (from, line) = (conflict.borrow.line(), conflict.clash.line());
    let mutably = conflict.mutably();
    let it = if path == clash {
        "it".to_owned()
    } else {
        format!("`{clash}`")
    };
    let needs = conflict.needs(&it);
    let too = if conflict.action == Action::Write && conflict.how == What::Writes {
        " too"
    } else {
        ""
    };
    match &conflict.keeping.borrower {
        Borrower::Call(call) => {
            let name = callee::shown_name(conflict.case, *call);
            format!(
                "Line {from} borrows `{path}`{mutably} for the call to {name}, and before that call begins, {} {needs}{too}.",
                argument(conflict, from, line)
            )
        }
        Borrower::Itself(_) if conflict.action == Action::Assign => format!(
            "The new value that line {line} assigns to `{clash}` still borrows the old `{path}`."
        ),
        _ => {
            let place = capitalised(&conflict.clash_place());
            let needs = conflict.needs_for_method(&format!("`{clash}`"));
            if let Some(closure) = conflict.borrowing_closure()
                && from != line
            {
                let begin = conflict.case.line(conflict.case.tree.bytes(closure).start);
                return format!(
                    "{place} {needs}{too}, but the closure on line {begin} has borrowed {it}{mutably}, and {}.",
                    conflict.why_closure_is_needed()
                );
            }
            format!(
                "{place} {needs}{too} while the borrow of `{path}` in the same statement is still needed."
            )
        }
    }
}

/// Whether it's known who keeps the borrow.
fn is_named(conflict: &Conflict) -> bool {
    matches!(
        conflict.keeping.borrower,
        Borrower::Variable(_) | Borrower::Temporary(_) | Borrower::Loop(_) | Borrower::Lifetime(_)
    )
}

fn argument(conflict: &Conflict, from: usize, line: usize) -> String {
    if conflict.clashing_closure().is_some() {
        return conflict.clash_place();
    }
    if from == line {
        "the same line".to_owned()
    } else {
        format!("line {line}")
    }
}
