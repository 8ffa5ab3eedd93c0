//! Futures that hold a value which mustn't change its thread. Such errors have no code.

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels;
use crate::lens::query::labelled;
use crate::lens::query::thread_safety::{safe_kinds, why};
use crate::lens::repair::Repair;
use crate::model::ask::type_text::display;

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    held_over_await(case).or_else(|| captured(case))
}

/// "has type `Rc<u8>` which is not `Send`": the place and the type.
fn typed(noted: &[Clue]) -> Option<(&Clue, String)> {
    let mut clues = noted.iter();
    let clue = clues.find(|clue| labels::has_shape(&clue.label, "has type _ which is not _"))?;
    Some((clue, display(clue.name(0)?)))
}

/// Who asks for the future, as the beginning of what keeps it from that.
fn asked(case: &Case) -> String {
    let names = case.note_names("required by a bound in");
    match names.first().and_then(|name| name.rsplit("::").next()) {
        Some(name) => format!(
            "`{name}` asks for a future that can move between threads (`Send`). But this one"
        ),
        None => "The future must be able to move between threads (`Send`). But it".to_owned(),
    }
}

fn held_over_await(case: &Case) -> Option<Account> {
    let noted = case.noted();
    let (held, of_type) = typed(&noted)?;
    let shape = "await occurs here, with _ maybe used later";
    let waits = noted
        .iter()
        .find(|clue| labels::has_shape(&clue.label, shape))?;
    let name = waits.name(0)?;
    let name = name.strip_prefix("mut ").unwrap_or(name);
    let variable = case.bound_in(held).filter(|binding| binding.name == name);
    let written = case.text(&held.bytes);
    // Inside of a macro's call, a variable isn't in the tree.
    let is_name = variable.is_some() || written.strip_prefix("mut ").unwrap_or(written) == name;
    let thing = if is_name {
        format!("`{name}`")
    } else {
        format!("the `{of_type}`")
    };
    let mut account = Account::default();
    let lane = account.lane(if is_name { name } else { "(no name)" });
    account.event(
        lane,
        What::Created,
        held.area,
        format!("is of type `{of_type}`"),
    );
    account.event(
        lane,
        What::Conflict,
        waits.area,
        "the future may wait here and go on in another thread",
    );
    let is_written = !case.text(&case.primary.bytes).contains('$');
    account
        .also
        .extend(Some(case.primary.line()).filter(|_| is_written));
    account.say(format!(
        "{} keeps {thing} (line {}) while it waits on line {}.",
        asked(case),
        held.line(),
        waits.line()
    ));
    account.story.extend(why(case, &of_type).map(str::to_owned));
    account.repairs.push(Repair::advice(format!(
        "Let {thing} end before the `.await`: in a block of its own, or in a function that does the work and returns what's needed."
    )));
    if of_type.starts_with("MutexGuard<") {
        account.repairs.push(Repair::advice(
            "Use a `Mutex` that's made for async code, such as tokio's: its guards may be kept while a future waits.",
        ));
    } else {
        account.repairs.extend(safe_kinds(case, &of_type));
    }
    Some(account)
}

fn captured(case: &Case) -> Option<Account> {
    let noted = case.noted();
    let (used, of_type) = typed(&noted)?;
    if !case.has_note("captured value is not") {
        return None;
    }
    let variable = case.binding(used.bytes.start)?;
    let mut account = labelled::account(case);
    account.say(format!(
        "{} uses `{}` on line {}, which is of type `{of_type}`.",
        asked(case),
        variable.name,
        used.line()
    ));
    account.story.extend(why(case, &of_type).map(str::to_owned));
    account.repairs.extend(safe_kinds(case, &of_type));
    Some(account)
}
