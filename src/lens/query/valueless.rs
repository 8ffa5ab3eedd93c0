//! Variables that are declared without a value, in drawings of what happens to them.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::{Event, What};
use crate::lens::query::statements::body_around;
use crate::rust::{BindingId, NodeId, NodeKind, Role};

/// Draws a variable that's declared without a value as one: it has a value only where it's given
/// one, which is drawn too.
pub fn draw(case: &Case, account: &mut Account) {
    for lane in 0..account.lanes.len() {
        let is_own = |event: &Event| event.lane == lane;
        let created = |event: &Event| is_own(event) && event.what == What::Created;
        let Some(index) = account.events.iter().position(created) else {
            continue;
        };
        let event = &account.events[index];
        let (line, column) = (event.line, event.column);
        let begin = case.source.byte_at(line, column);
        let variable = begin.and_then(|begin| case.names.bound_at(case.tree, begin));
        let Some(variable) = variable.filter(|variable| is_valueless(case, *variable)) else {
            continue;
        };
        account.events[index].what = What::Declared;
        let own = account.events.iter().filter(|event| is_own(event));
        let later = own.filter(|event| (event.round, event.line, event.column) > (0, line, column));
        let next = later.map(|event| (event.round, event.line, event.column));
        let next = next.min().unwrap_or((0, usize::MAX, 0));
        for node in assignments(case, variable) {
            let area = case.area(&case.tree.bytes(node));
            if (0, area.start.line, area.start.column) < next {
                account.event(lane, What::Created, area, "");
            }
        }
    }
}

fn is_valueless(case: &Case, variable: BindingId) -> bool {
    let binding = case.names.binding(variable);
    let is_let = case.tree.kind(binding.owner) == NodeKind::Let;
    is_let && binding.kind.is_let() && binding.initializer.is_none()
}

/// Where the function around a variable's declaration gives it a value, as a whole.
fn assignments(case: &Case, variable: BindingId) -> Vec<NodeId> {
    let tree = case.tree;
    let own = body_around(case, case.names.binding(variable).owner);
    let assigned = case.names.uses_of(variable).filter_map(|used| {
        let whole = tree
            .parent(used)
            .filter(|_| tree.role(used) == Role::Left)?;
        let is_it = tree.kind(whole) == NodeKind::Assignment;
        (is_it && body_around(case, whole) == own).then_some(whole)
    });
    let mut all: Vec<NodeId> = assigned.collect();
    all.sort_by_key(|node| tree.bytes(*node).start);
    all
}
