//! A test, or the `main` beside tests, calls a method on a variable without `mut`: then it's the
//! method's signature that asks for too much.

use super::attempt::{Action, Attempt};
use super::obstacle::Obstacle;
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::query::{callee, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId};

/// Tells it, if it's so.
pub fn tell(attempt: &Attempt, account: &mut Account) -> bool {
    blamed(attempt).is_some_and(|(function, this)| {
        draw(attempt, &function, this, account);
        true
    })
}

/// The method with the signature, and its `&mut self`.
fn blamed(attempt: &Attempt) -> Option<(Function, NodeId)> {
    let case = attempt.case;
    let is_test = test_code::is_in_test(case, attempt.place)
        || test_code::is_in_given_main(case, attempt.place);
    if !is_test || attempt.obstacle != Obstacle::NotMut {
        return None;
    }
    let function = callee::function(case, attempt.method_call()?)?;
    let this = callee::self_parameter(case, &function)?;
    let is_learners = !test_code::is_in_test(case, function.node);
    let written = case.written(this);
    let is_it = is_learners && written.starts_with('&') && written.contains("mut");
    is_it.then_some((function, this))
}

fn draw(attempt: &Attempt, function: &Function, this: NodeId, account: &mut Account) {
    let case = attempt.case;
    let name = function.name();
    let variable = attempt
        .binding()
        .map_or("", |binding| binding.name.as_str());
    let lane = account.lane(variable);
    let bytes = case.tree.bytes(this);
    account.event(
        lane,
        What::Used,
        case.area(&bytes),
        format!("`{name}` asks for `&mut self`"),
    );
    if let Some(binding) = attempt.binding() {
        let declared = case.area(&case.declaration(binding));
        account.event(lane, What::Created, declared, "declared without `mut`");
    }
    account.event(lane, What::Conflict, attempt.clue.area, attempt.verb());
    let who = if test_code::is_in_test(case, attempt.place) {
        "the test"
    } else {
        "`main`"
    };
    let line = case.line(bytes.start);
    account.say(format!(
        "`{name}` takes `&mut self` (line {line}), but {who} calls it on line {} on `{variable}`, a variable without `mut`.",
        attempt.line()
    ));
    account.say(format!(
        "As {who} is written, `{name}` has to take `&self`."
    ));
    if let Action::Method(_) = attempt.action {
        let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
        let mut words = tokens.clone();
        if let Some(word) = words.find(|at| case.source.word(*at) == "mut") {
            let edit = TextEdit::deletion(case.source.begin(word)..case.source.begin(word + 1));
            account.repair(Repair::edit(
                format!("Let `{name}` take `&self`: it changes nothing."),
                vec![edit],
            ));
        }
    }
    account.repair(Repair::advice(format!(
        "If `{name}` has to change something all the same, keep that in a `Cell` or `RefCell`, which can change through `&self`."
    )));
    account.keeps_tests = true;
}
