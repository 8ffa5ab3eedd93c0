//! What happens, drawn and told.

use super::dangling::{Dangling, Data, Holder};
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::place::Area;
use crate::lens::query::articles;
use crate::lens::query::{callee, ends, errors, requirer, self_borrow};
use crate::model::ask::type_text;
use crate::rust::{Binding, Edition, NodeKind};

/// The longest type that is shown in a sentence.
const LONGEST_TYPE: usize = 40;

/// The longest expression that is shown in a sentence.
const LONGEST_TEXT: usize = 40;

/// The lanes of what is borrowed and of who holds the borrow.
pub fn draw(dangling: &Dangling, account: &mut Account) {
    let case = dangling.case;
    let lane = account.lane(match (&dangling.data, dangling.owner()) {
        (_, Some(owner)) => owner.name.clone(),
        (Data::Temporary, None) => "temporary".to_owned(),
        _ => dangling.path.clone(),
    });
    let borrow = dangling.borrow.area;
    match (dangling.owner(), &dangling.data) {
        (Some(owner), _) => {
            let declared = case.area(&case.declaration(owner));
            account.event(lane, What::Created, declared, "");
        }
        (None, Data::Temporary) => {
            account.event(lane, What::Created, borrow, "makes a temporary value");
        }
        _ => account.event(lane, What::Seen, borrow, ""),
    }
    let gone = match (&dangling.data, dangling.holder == Holder::Itself) {
        (Data::Temporary, _) => "the temporary value is dropped".to_owned(),
        (_, true) => String::new(),
        _ => format!("`{}` is dropped", dangling.path),
    };
    let moved = dangling.certain_move().or(dangling.gone_before());
    match (&dangling.leaving, moved) {
        (_, Some(moved)) => {
            let note = format!("moves `{}` away", dangling.path);
            account.event(lane, What::Moved, moved.area, note);
        }
        (Some(_), None) => {
            let note = format!("`{}` is gone", dangling.path);
            account.event(lane, What::LastUse, dangling.dropped.area, note);
        }
        (None, None) => account.event(lane, What::Dropped, dangling.dropped.area, gone),
    }
    draw_holder(dangling, account);
}

fn draw_holder(dangling: &Dangling, account: &mut Account) {
    let case = dangling.case;
    let lane = account.lane(match &dangling.holder {
        Holder::Variable(_) => dangling
            .keeper()
            .map_or_else(String::new, |k| k.name.clone()),
        Holder::Temporary(_) => "temporary".to_owned(),
        _ if dangling.closure.is_some() => "closure".to_owned(),
        _ => "borrow".to_owned(),
    });
    let borrow = dangling.borrow.area;
    if let Some(keeper) = dangling.keeper() {
        let declared = case.area(&case.declaration(keeper));
        if declared.start < borrow.start {
            let what = if keeper.initializer.is_none() && keeper.kind.is_let() {
                What::Declared
            } else {
                What::Created
            };
            account.event(lane, what, declared, "");
        }
    }
    if dangling.gone_before().is_some() {
        let note = format!("`{}` has been moved away", dangling.path);
        return account.event(lane, What::Conflict, borrow, note);
    }
    account.event(lane, dangling.how(), borrow, begin_note(dangling));
    let (area, note) = match &dangling.holder {
        Holder::Lifetime(name) => (
            dangling
                .certain_move()
                .map_or(dangling.dropped.area, |moved| moved.area),
            format!("but it has to stay borrowed for {}", lifetime(name)),
        ),
        Holder::Itself => (
            dangling.dropped.area,
            format!("`{}` is dropped, and still borrowed", dangling.path),
        ),
        Holder::Temporary(_) => (
            later(case.area(&dangling.used), dangling.dropped.area),
            "the temporary value is dropped after it".to_owned(),
        ),
        _ if dangling.is_for_drop() => (
            later(case.area(&dangling.used), dangling.dropped.area),
            format!("{} is dropped after it", keeper_name(dangling)),
        ),
        _ => (case.area(&dangling.used), use_note(dangling)),
    };
    let round = usize::from(dangling.comes_round);
    account.event_on(lane, What::Conflict, area, round, note);
}

fn begin_note(dangling: &Dangling) -> String {
    let who = match (dangling.closure, &dangling.holder) {
        (Some(closure), _) => format!("the {} ", closure_word(dangling, closure)),
        (None, Holder::Temporary(_)) => "a temporary value ".to_owned(),
        _ => String::new(),
    };
    match dangling.data {
        Data::Temporary => String::new(),
        _ => format!("{who}borrows `{}`", dangling.path),
    }
}

fn use_note(dangling: &Dangling) -> String {
    let round = if dangling.comes_round {
        "next time round: "
    } else {
        ""
    };
    match dangling.keeper() {
        Some(keeper) if dangling.is_stored_there() => {
            format!("{round}`{}` would keep the borrow", keeper.name)
        }
        Some(keeper) => format!("{round}`{}` is used", keeper.name),
        None => format!("{round}the borrow is used"),
    }
}

fn later(one: Area, other: Area) -> Area {
    if one.start < other.start { other } else { one }
}

/// The sentences.
pub fn tell(dangling: &Dangling, account: &mut Account) {
    if let Some(gone) = dangling.gone_before() {
        return account.say(format!(
            "Line {} borrows `{}`, but line {} has moved that away already.",
            dangling.borrow.line(),
            dangling.path,
            gone.line()
        ));
    }
    match &dangling.holder {
        Holder::Itself => tell_of_itself(dangling, account),
        Holder::Temporary(told) => account.say(temporary(dangling, told)),
        Holder::Variable(_) if dangling.is_for_drop() => account.say(drop_order(dangling)),
        Holder::Lifetime(name) => {
            account.say(format!(
                "{}, but {} for {}.",
                is_dropped(dangling),
                who_requires(dangling),
                lifetime_in_words(dangling, name)
            ));
            tell_why_required(dangling, account);
        }
        _ => account.say(format!("{}, but {}.", is_dropped(dangling), kept(dangling))),
    }
}

/// "`x` is dropped at the end of its block (line 6)".
fn is_dropped(dangling: &Dangling) -> String {
    let line = dangling.dropped.line();
    if dangling.data == Data::Temporary {
        return temporary_is_dropped(dangling);
    }
    let path = &dangling.path;
    if let Some(moved) = dangling.certain_move() {
        return format!("Line {} moves `{path}` away", moved.line());
    }
    let at = dangling.scope.map_or_else(
        || format!("on line {line}"),
        |scope| format!("{} (line {line})", ends::at_the_end(dangling.case, scope)),
    );
    match (&dangling.leaving, at.strip_prefix("at ")) {
        (Some(_), Some(end)) => format!("`{path}` is gone by {end}"),
        (Some(_), None) => format!("`{path}` is gone by then"),
        (None, _) => format!("`{path}` is dropped {at}"),
    }
}

fn temporary_is_dropped(dangling: &Dangling) -> String {
    let (from, line) = (dangling.borrow.line(), dangling.dropped.line());
    let text = dangling.case.text(&dangling.borrow.bytes);
    let is_short = text.len() <= LONGEST_TEXT && !text.contains('\n');
    let made = if is_short {
        format!("`{text}` makes a temporary value")
    } else {
        format!("Line {from} makes a temporary value")
    };
    let end = match dangling.case.text(&dangling.dropped.bytes) {
        ";" => "at the end of the statement",
        "}" => "at the end of the block",
        _ => "where that expression ends",
    };
    let on = if from == line {
        String::new()
    } else {
        format!(" (line {line})")
    };
    format!("{made} that no variable owns: it's dropped {end}{on}")
}

/// Who still needs the borrow, at a place.
fn kept(dangling: &Dangling) -> String {
    let line = dangling.last_line();
    let when = if dangling.comes_round {
        format!("on line {line} in the next round")
    } else {
        format!("on line {line}")
    };
    let closure = dangling.closure.map(|closure| {
        let at = dangling.case.line(dangling.case.tree.bytes(closure).start);
        format!("the {} on line {at}", closure_word(dangling, closure))
    });
    match (dangling.keeper(), closure) {
        (Some(keeper), None) if dangling.is_stored_there() => {
            format!("`{}` would keep a borrow of it", keeper.name)
        }
        (Some(keeper), None) => {
            format!("`{}` still borrows it and is used {when}", keeper.name)
        }
        (Some(keeper), Some(closure)) if dangling.is_stored_there() => format!(
            "{closure} borrows it, and `{}` would keep that borrow",
            keeper.name
        ),
        (Some(keeper), Some(closure)) => format!(
            "{closure} borrows it, and `{}`, which depends on that borrow, is used {when}",
            keeper.name
        ),
        (None, Some(closure)) => format!("{closure} borrows it, and that borrow is used {when}"),
        (None, None) => format!(
            "the borrow that begins on line {} is used {when}",
            dangling.borrow.line()
        ),
    }
}

fn closure_word(dangling: &Dangling, closure: crate::rust::NodeId) -> &'static str {
    if dangling.case.tree.kind(closure) == NodeKind::AsyncBlock {
        "`async` block"
    } else {
        "closure"
    }
}

fn keeper_name(dangling: &Dangling) -> String {
    let keeper = dangling.keeper();
    keeper.map_or_else(|| "the borrower".to_owned(), |k| format!("`{}`", k.name))
}

/// Both are dropped at a brace, the data first.
fn drop_order(dangling: &Dangling) -> String {
    let name = keeper_name(dangling);
    let code = drop_code(dangling);
    let is_together = dangling
        .until
        .is_some_and(|until| until.bytes == dangling.dropped.bytes);
    let ordered = dangling.owner().zip(dangling.keeper());
    let ordered = ordered.filter(|(owner, keeper)| is_after(dangling, owner, keeper));
    match ordered.filter(|_| is_together) {
        Some((owner, keeper)) => format!(
            "Variables are dropped in the reverse order of their declaration: `{}` (line {}) goes before {name} (line {}), and the {code} of {name} may still use the borrow.",
            dangling.path,
            dangling.declared(owner),
            dangling.declared(keeper),
        ),
        None => format!(
            "{}, but {name} is dropped after it, and the {code} of {name} may still use the borrow.",
            is_dropped(dangling)
        ),
    }
}

fn is_after(dangling: &Dangling, one: &Binding, other: &Binding) -> bool {
    let begin = |binding| dangling.case.declaration(binding).start;
    begin(other) < begin(one)
}

/// What runs when the holder is dropped, in the compiler's words.
fn drop_code(dangling: &Dangling) -> &'static str {
    match dangling.until.and_then(|until| until.name(1)) {
        Some("Drop") => "`Drop` code",
        _ => "destructor",
    }
}

fn temporary(dangling: &Dangling, told: &str) -> String {
    let shown = type_text::display(told);
    let value = if shown.len() <= LONGEST_TYPE {
        format!("a temporary value (`{shown}`)")
    } else {
        "a temporary value".to_owned()
    };
    let (from, path) = (dangling.borrow.line(), &dangling.path);
    if dangling.case.source.edition() < Edition::E2024 && dangling.is_in_tail() {
        return format!(
            "Before edition 2024, temporary values in the last expression of a block are dropped after the block's variables. Line {from} makes {value} that borrows `{path}`, and `{path}` is dropped before it (line {}).",
            dangling.dropped.line()
        );
    }
    format!(
        "Line {from} makes {value} that borrows `{path}`, and `{path}` is dropped before it (line {}).",
        dangling.dropped.line()
    )
}

/// The borrow is still needed when the borrowed variable itself is dropped.
fn tell_of_itself(dangling: &Dangling, account: &mut Account) {
    let (from, path) = (dangling.borrow.line(), &dangling.path);
    account.say(format!(
        "The borrow of `{path}` that begins on line {from} has to last until `{path}` itself is dropped (line {}), where the {} of `{path}` may use it.",
        dangling.dropped.line(),
        drop_code(dangling)
    ));
    match self_borrow::method(dangling.case, dangling.begin) {
        Some(found) => {
            account.also.push(found.line);
            account.say(format!(
                "The reason is `{}` in `{}` (line {}): with `{}`, which is part of the type of `{path}`, the borrow lasts as long as `{path}` does.",
                found.parameter, found.name, found.line, found.lifetime
            ));
            if self_borrow::keeps_nothing(dangling.case, &found) {
                account.sound(format!(
                    "{}: `{}` keeps no reference to `{path}`. Only its signature says that it might.",
                    errors::nothing_goes_wrong(dangling.case),
                    found.name
                ));
            }
        }
        None => account.say(format!(
            "Nothing may outlive itself, so another order of declarations wouldn't help: `{path}` can't hold such a borrow of itself, directly or through another variable."
        )),
    }
}

/// "the call to `apply` on line 8 needs it to stay borrowed".
fn who_requires(dangling: &Dangling) -> String {
    let Some(until) = dangling.until else {
        return "it has to stay borrowed".to_owned();
    };
    let line = until.line();
    let label = &until.label;
    if label.starts_with("argument requires")
        && let Some(call) = callee::call_at(dangling.case, until)
        && let Some(name) = callee::path(dangling.case, call)
    {
        return format!("the call to `{name}` on line {line} needs it to stay borrowed");
    }
    if label.starts_with("type annotation requires") {
        return format!("the type on line {line} asks for a borrow that lasts");
    }
    if requirer::is_elsewhere(dangling.case, until) {
        return match requirer::call_of_closure(dangling.case) {
            Some((name, line)) => {
                format!("the call to `{name}` on line {line} needs it to stay borrowed")
            }
            None => "it has to stay borrowed".to_owned(),
        };
    }
    if label.starts_with("returning this value requires") {
        return format!("line {line} returns something that needs it to stay borrowed");
    }
    format!("line {line} needs it to stay borrowed")
}

fn lifetime(name: &str) -> String {
    match name {
        "'static" => "the rest of the program".to_owned(),
        _ if is_given(name) => format!("all of `{name}`"),
        _ => "longer".to_owned(),
    }
}

fn lifetime_in_words(dangling: &Dangling, name: &str) -> String {
    match name {
        "'static" => "the rest of the program (`'static`)".to_owned(),
        _ if is_given(name) => format!("all of `{name}`, which is longer than that"),
        _ => match dangling.lifetime_holder() {
            Some(holder) => format!("as long as what `{}` borrows", holder.name),
            None => "longer than that".to_owned(),
        },
    }
}

/// Whether somebody wrote a lifetime down. The compiler numbers the others.
fn is_given(lifetime: &str) -> bool {
    lifetime.chars().nth(1).is_some_and(char::is_alphabetic)
}

/// Where `'static` comes from, if the compiler tells.
fn tell_why_required(dangling: &Dangling, account: &mut Account) {
    if let Some(asked) = dangling.asked() {
        account.also.push(asked.line);
        account.say(format!(
            "The signature of `{}` asks for that: its parameter is {} (line {}).",
            asked.name,
            articles::a(&asked.written),
            asked.line
        ));
    }
    if let Some(bound) = dangling.case.note("requirement that the value outlives") {
        account.also.push(bound.line());
        account.say(format!(
            "The bound `{}` on line {} asks for that.",
            dangling.case.text(&bound.bytes),
            bound.line()
        ));
    }
    if let [short, long, ..] = *dangling.case.note_names("object lifetime default") {
        account.say(format!("`{short}` means `{long}` there."));
    }
}
