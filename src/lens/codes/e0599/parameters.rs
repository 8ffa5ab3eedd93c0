//! Parameters that are declared as an `Option` or a `Result`, though nobody passes one.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{callee, errors, items, pointing};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, NodeId, Role, calls_in, function_around};

/// Says so of the parameter that the method is called on. Whether it's one.
pub fn blame_parameter(account: &mut Account, case: &Case) -> bool {
    blamed(account, case).is_some()
}

fn blamed(account: &mut Account, case: &Case) -> Option<()> {
    let call = case.tree.parent(case.node(&case.primary))?;
    let receiver = case.tree.child(call, Role::Receiver)?;
    let binding = case.names.binding(case.names.binding_of(receiver)?);
    let is_parameter = binding.kind == BindingKind::Parameter && binding.is_whole;
    let ty = binding.annotation.filter(|_| is_parameter)?;
    let declared = case.tree.parent(ty)?;
    let function = function_around(case.source, case.tree, ty)?;
    let mut parameters = function.parameters.iter();
    let position = parameters.position(|one| *one == declared)?;
    let calls = calls_in(case.tree, case.tree.root()).map(|call| call.node);
    let calls = calls.filter(|at| {
        callee::function(case, *at).is_some_and(|called| called.node == function.node)
    });
    let found = calls.map(|at| passed(case, at, position));
    let mut found = found.collect::<Option<Vec<&str>>>()?.into_iter();
    let first = found.next()?;
    let written = case.written(ty);
    let is_inside = written
        .strip_suffix('>')
        .and_then(|rest| rest.split_once('<'))
        .is_some_and(|(_, inside)| inside.split(',').next() == Some(first));
    if !is_inside || found.any(|other| other != first) {
        return None;
    }
    let name = items::name_of(case, function.node)?;
    let outer = written.split('<').next().unwrap_or(written);
    account.say(format!(
        "No call of `{}` passes {}, so look at its signature: `{}` on line {}.",
        case.text(&name),
        if outer == "Option" {
            "an `Option`".to_owned()
        } else {
            format!("a `{outer}`")
        },
        items::parameter(case, declared),
        case.line(case.tree.bytes(declared).start)
    ));
    let note = format!("declared as `{written}`");
    pointing::point_at(account, case, &case.declaration(binding), note);
    let edit = TextEdit::replacement(case.tree.bytes(ty), first);
    let sentence = format!("Give `{}` the type `{first}`.", binding.name);
    account.repair(Repair::edit(sentence, vec![edit]).or_advice());
    account.keeps.push(case.tree.bytes(call));
    Some(())
}

/// The type that a call passes at this position, if rustc refuses it.
fn passed<'a>(case: &Case<'a>, call: NodeId, position: usize) -> Option<&'a str> {
    let argument = case.tree.children_as(call, Role::Argument).nth(position)?;
    let (_, label) = errors::mismatch_at(case, &case.tree.bytes(argument))?;
    label.split_once(", found `")?.1.strip_suffix('`')
}
