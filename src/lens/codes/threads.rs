//! Closures that go to another thread with a value that mustn't (E0277 for `Send` and `Sync`).

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::{self, Role as Part};
use crate::lens::place::Area;
use crate::lens::query::thread_safety::{safe_kinds, why};
use crate::lens::query::{callee, labelled};
use crate::model::ask::type_text::display;
use crate::rust::{Binding, NodeId, NodeKind};

/// Whether an error is about `Send` or `Sync`.
pub fn is_about(case: &Case) -> bool {
    let shapes = [
        "_ cannot be sent between threads safely",
        "_ cannot be shared between threads safely",
    ];
    let mut shapes = shapes.iter();
    shapes.any(|shape| labels::has_shape(&case.diagnostic.message, shape))
}

/// A value that keeps something from another thread.
struct Kept<'a> {
    case: &'a Case<'a>,
    /// Its type as it's shown.
    of_type: String,
    /// Whether it's used by several threads, rather than moved to one.
    is_shared: bool,
    /// The closure or `async` block that holds it.
    closure: Option<NodeId>,
    /// The variable that brings it there, if that's certain.
    variable: Option<&'a Binding>,
}

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let of = case.named(0)?;
    let closure = closure(case);
    let kept = Kept {
        case,
        of_type: display(of),
        is_shared: case.diagnostic.message.contains("shared between"),
        closure,
        variable: closure.and_then(|closure| variable(case, closure)),
    };
    let sentence = sentence(&kept)?;
    let mut account = drawing(&kept).unwrap_or_else(|| labelled::account(case));
    account.say(sentence);
    if let Some(why) = why(case, &kept.of_type) {
        account.say(why);
    }
    account.repairs = safe_kinds(case, &kept.of_type);
    Some(account)
}

/// The closure that goes to the thread: rustc points at it.
fn closure(case: &Case) -> Option<NodeId> {
    let within = case
        .clues
        .iter()
        .filter(|clue| clue.role == Part::InClosure);
    let clues = std::iter::once(&case.primary).chain(within);
    let noted = case.noted();
    let used = noted.iter().filter(|clue| {
        labels::has_shape(
            &clue.label,
            "required because it's used within this closure",
        )
    });
    let mut nodes = clues.chain(used).map(|clue: &Clue| case.node(clue));
    nodes.find(|node| case.tree.kind(*node) == NodeKind::Closure)
}

/// The types that lead from the one at fault to the closure, as rustc's notes name them.
fn chain(case: &Case) -> Vec<String> {
    let shapes = [
        "required because it appears within the type _",
        "required for _ to implement _",
    ];
    let notes = case.diagnostic.children.iter().filter(|note| {
        let mut shapes = shapes.iter();
        shapes.any(|shape| labels::has_shape(&note.message, shape))
    });
    let named = notes.filter_map(|note| labels::names(&note.message).first().copied());
    case.named(0)
        .into_iter()
        .chain(named)
        .map(display)
        .collect()
}

/// The captured variable that the type comes with: the only one, or the only one with a type that
/// rustc names.
fn variable<'a>(case: &'a Case, closure: NodeId) -> Option<&'a Binding> {
    let captured = case.names.captured_by(case.tree, closure);
    let captured: Vec<&Binding> = captured.iter().map(|id| case.names.binding(*id)).collect();
    if let [only] = captured.as_slice() {
        return Some(only);
    }
    let chain = chain(case);
    let is_named = |told: &str| {
        let told = display(told);
        chain
            .iter()
            .any(|one| *one == told || one.strip_prefix('&') == Some(&told))
    };
    let mut found = captured
        .into_iter()
        .filter(|binding| case.type_of(binding).is_some_and(is_named));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Who asks for `Send`: what's called, as it's written.
fn asker<'a>(case: &'a Case, closure: Option<NodeId>) -> Option<&'a str> {
    let mut clues = case.clues.iter();
    let pointed = clues.find(|clue| clue.label == "required by a bound introduced by this call");
    let text = match pointed {
        Some(clue) => case.text(&clue.bytes),
        None => {
            let call = case.tree.parent(closure?)?;
            callee::path(case, call).filter(|_| callee::is_call(case, call))?
        }
    };
    let is_name = !text.contains(['\n', '$', '(']) && text.len() <= 40;
    is_name.then_some(text)
}

fn a(of_type: &str) -> String {
    let is_an = of_type.starts_with(['A', 'E', 'I', 'O']) || of_type.starts_with("Rc<");
    let article = if is_an { "an" } else { "a" };
    format!("{article} `{of_type}`")
}

fn sentence(kept: &Kept) -> Option<String> {
    let case = kept.case;
    let of = a(&kept.of_type);
    let limit = if kept.is_shared {
        "which several threads can't use at once"
    } else {
        "which can't move to another thread"
    };
    let Some(closure) = kept.closure else {
        let asker = asker(case, None)?;
        return Some(format!(
            "`{asker}` on line {} asks for something that can move to another thread (`Send`). But what it gets has {of} in it, {limit}.",
            case.primary.line()
        ));
    };
    let line = case.line(case.tree.bytes(closure).start);
    let asks = match asker(case, Some(closure)) {
        Some(asker) => {
            format!("`{asker}` asks for a closure that can move to another thread (`Send`).")
        }
        None => "The closure must be able to move to another thread (`Send`).".to_owned(),
    };
    let Some(variable) = kept.variable else {
        return Some(format!(
            "{asks} But the one on line {line} has {of} in it, {limit}."
        ));
    };
    let name = &variable.name;
    let uses = if takes(case, closure) {
        format!("takes `{name}` with it")
    } else {
        format!("borrows from `{name}`")
    };
    let part = if is_of_type(kept, variable) {
        of
    } else {
        format!("and with that {of}")
    };
    Some(format!(
        "{asks} But the one on line {line} {uses}, {part}, {limit}."
    ))
}

/// Whether the variable itself has the type at fault.
fn is_of_type(kept: &Kept, variable: &Binding) -> bool {
    let told = kept.case.type_of(variable);
    told.is_some_and(|told| display(told) == kept.of_type)
}

/// Whether a closure says `move`.
fn takes(case: &Case, closure: NodeId) -> bool {
    let first = case.source.token_at(case.tree.bytes(closure).start);
    case.source.word(first) == "move" || case.source.word(first + 1) == "move"
}

fn drawing(kept: &Kept) -> Option<Account> {
    let (case, closure, variable) = (kept.case, kept.closure?, kept.variable?);
    let whole = case.area(&case.tree.bytes(closure));
    let mut account = Account::default();
    let lane = account.lane(variable.name.clone());
    let declared = case.area(&case.declaration(variable));
    let has_type = case
        .type_of(variable)
        .is_some_and(|told| display(told) == kept.of_type);
    let note = if has_type {
        format!("is {}", a(&kept.of_type))
    } else {
        format!("brings {}", a(&kept.of_type))
    };
    account.event(lane, What::Created, declared, note);
    let is_moved = takes(case, closure);
    if is_moved {
        account.event(lane, What::Moved, whole, "");
    }
    let note = if kept.is_shared {
        "not for several threads at once"
    } else {
        "can't move to another thread"
    };
    account.event(lane, What::Conflict, whole, note);
    let lane = account.lane("closure");
    let begins = if is_moved {
        What::Created
    } else {
        What::Borrows
    };
    account.event(lane, begins, whole, "");
    let end = Area {
        start: whole.end,
        end: whole.end,
    };
    account.event(lane, What::LastUse, end, "");
    Some(account)
}
