//! What happens, drawn and told.

use super::place::{Behind, Taken};
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::moved_type::{kind, thing};
use crate::lens::query::own_types;
use crate::rust::Role;

/// The lane of the variable that the value belongs to.
pub fn draw(taken: &Taken, account: &mut Account) {
    let case = taken.case;
    let area = case.primary.area;
    let lane = match taken.holder() {
        Some(holder) => {
            let lane = account.lane(holder.name.clone());
            let (what, note) = holds(taken);
            account.event(lane, what, case.area(&case.declaration(holder)), note);
            lane
        }
        None => {
            let lane = account.lane("");
            account.event(lane, What::Seen, area, "");
            lane
        }
    };
    if let (Behind::Closure(kind), Some(closure)) = (taken.behind, case.first(Part::InClosure)) {
        let note = format!("this closure is `{kind}`");
        account.event(lane, What::Used, closure.area, note);
    }
    account.event(lane, What::Conflict, area, would_move(taken));
    for name in &taken.names {
        let at = case.area(&case.tree.bytes(*name));
        if at.start.line != area.start.line {
            let note = format!("`{}` would take it", name_of(taken, *name));
            account.event(lane, What::Used, at, note);
        }
    }
}

/// How the variable comes by the value, and a few words on it.
fn holds(taken: &Taken) -> (What, String) {
    let is_reference = taken.is_holder_reference();
    match (taken.behind, is_reference) {
        (Behind::Shared, Some(true)) => (What::Reads, "only borrows".to_owned()),
        (Behind::Mutable, Some(true)) => (What::Writes, "only borrows".to_owned()),
        (_, Some(true)) => (What::Borrows, "only borrows".to_owned()),
        (Behind::Counted(kind), _) if taken.is_holder(kind) => (
            What::Created,
            format!("an `{kind}`: there may be other owners"),
        ),
        (_, Some(false)) => (What::Created, String::new()),
        _ => (What::Seen, String::new()),
    }
}

fn would_move(taken: &Taken) -> String {
    match taken.told.of_type {
        Some(_) => format!("would move {} out", thing(taken.told.of_type)),
        None => "would move the value out".to_owned(),
    }
}

fn name_of(taken: &Taken, pattern: crate::rust::NodeId) -> String {
    let name = taken.case.tree.child(pattern, Role::Name);
    name.map_or_else(String::new, |name| taken.case.written(name).to_owned())
}

/// The sentences.
pub fn tell(taken: &Taken, account: &mut Account) {
    if let Behind::Closure(kind) = taken.behind {
        return account.say(in_closure(taken, kind));
    }
    account.say(format!("{}, but {}.", moves(taken), why_not(taken)));
}

/// "Line 6 would move the `String` out of `user.name`".
fn moves(taken: &Taken) -> String {
    let case = taken.case;
    let line = taken.line();
    let thing = thing(taken.told.of_type);
    let path = taken.path();
    let path = path
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .filter(|inner| !inner.contains(['(', ')']))
        .unwrap_or(path);
    let place = if case.tree.kind(taken.value).is_pattern() {
        "what it matches".to_owned()
    } else if path.len() <= 32 && !path.contains('\n') {
        format!("`{path}`")
    } else {
        "its place".to_owned()
    };
    match taken.goal {
        Goal::Receiver(call) => {
            let name = goal::called(case, call).unwrap_or("a method");
            format!(
                "Line {line} calls `{name}`, which takes `self`, so it would move {thing} out of {place}"
            )
        }
        Goal::Loop(_) => {
            format!("The `for` loop on line {line} would take ownership of {place}")
        }
        _ if case.has_note("which causes it to be moved when called") => format!(
            "Line {line} calls {place}, which is `FnOnce`: calling it would move {thing} out"
        ),
        Goal::Try => format!("`?` on line {line} would move {thing} out of {place}"),
        Goal::Pattern(to) => {
            let name = &case.names.binding(to).name;
            let at = case.line(case.declaration(case.names.binding(to)).start);
            if taken.names.len() > 1 {
                format!("The pattern on line {at} would move parts out of {place}")
            } else {
                format!("The pattern on line {at} would move {thing} out of {place} to `{name}`")
            }
        }
        _ => format!("Line {line} would move {thing} out of {place}"),
    }
}

fn why_not(taken: &Taken) -> String {
    let holder = taken.holder().map(|holder| holder.name.as_str());
    match taken.behind {
        Behind::Shared | Behind::Mutable => match (holder, taken.is_holder_reference()) {
            (Some(name), Some(true)) => format!("`{name}` only borrows it"),
            _ if taken.behind == Behind::Mutable => {
                "it's behind a `&mut` reference, which only borrows it".to_owned()
            }
            _ => "it's behind a `&` reference, which only borrows it".to_owned(),
        },
        Behind::Index(of_type) => format!(
            "indexing gives no ownership: a {} can't have a gap where an element was",
            named(of_type)
        ),
        Behind::Array => {
            "an array can't lose an element by its index: which one that is may be known only when the program runs"
                .to_owned()
        }
        Behind::Slice => "a slice must keep all its elements".to_owned(),
        Behind::Counted(kind) => format!("an `{kind}` may share it with other owners"),
        Behind::Pointer(kind) => format!("a `{kind}` only lends what it points to"),
        Behind::Destructor(name) => {
            format!("`{name}` implements `Drop`, and its `drop` runs at the end on the whole value")
        }
        Behind::Static => "a static keeps its value as long as the program runs".to_owned(),
        Behind::Closure(_) => String::new(),
    }
}

fn named(of_type: &str) -> String {
    let kind = kind(Some(of_type));
    if kind.chars().all(char::is_alphanumeric) && !kind.is_empty() {
        format!("`{kind}`")
    } else {
        "collection".to_owned()
    }
}

fn in_closure(taken: &Taken, kind: &str) -> String {
    let case = taken.case;
    let line = taken.line();
    let name = taken.holder().map_or("", |holder| holder.name.as_str());
    let at = case.first(Part::InClosure).map_or(line, |clue| clue.line());
    format!(
        "The closure on line {at} is `{kind}`, so it may be called more than once, but line {line} moves `{name}` out of it, which works only once."
    )
}

/// What would go wrong, where it's certain.
pub fn harm(taken: &Taken, account: &mut Account) {
    let has_owner = matches!(
        taken.goal,
        Goal::Variable(_) | Goal::Pattern(_) | Goal::Loop(_) | Goal::Returned | Goal::Literal(_)
    );
    let kind = kind(taken.told.of_type);
    let owns = matches!(kind, "String" | "Vec" | "VecDeque")
        && own_types::named(taken.case, kind).is_none();
    let is_kept = !matches!(taken.behind, Behind::Static | Behind::Closure(_));
    if has_owner && owns && is_kept {
        account.harm(format!(
            "{} would have two owners, and each would free its memory when it's dropped.",
            thing(taken.told.of_type)
        ));
    }
}

impl Taken<'_> {
    /// Whether the variable is of this type itself.
    fn is_holder(&self, of_kind: &str) -> bool {
        let holder = self.holder();
        let told = holder.and_then(|holder| self.case.type_of(holder));
        told.is_some_and(|told| kind(Some(told)) == of_kind)
    }
}
