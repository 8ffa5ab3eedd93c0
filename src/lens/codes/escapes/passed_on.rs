//! E0521: a borrowed parameter goes somewhere where it would have to stay valid longer.

use super::owned_data;
use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::{callee, errors, trait_object};
use crate::model::ask::type_text;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role, function_around};

/// A borrowed parameter that is passed on.
pub struct PassedOn<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// Where the compiler names the parameter.
    pub source: &'a Clue,
    /// The parameter.
    pub parameter: &'a Binding,
    /// The function or closure that it's a parameter of.
    pub scope: Scope,
    /// The reference in its type, if the type isn't one as a whole.
    pub part: Option<NodeId>,
    /// Where it goes.
    pub goal: Goal<'a>,
}

/// Where a borrow goes.
pub enum Goal<'a> {
    /// To a call, with its name.
    Call(NodeId, &'a str),
    /// Into a variable outside of the closure.
    Variable(&'a Binding),
    /// Somewhere else.
    Unknown,
}

impl<'a> PassedOn<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let source = case.first(Part::LocalReference)?;
        let parameter = case.bound_in(source)?;
        let scope = match parameter.kind {
            BindingKind::Parameter | BindingKind::SelfParameter | BindingKind::ClosureParameter => {
                ends::scope_of(case, parameter)?
            }
            _ => return None,
        };
        Some(Self {
            part: borrowed_part(case, parameter),
            goal: goal(case),
            case,
            source,
            parameter,
            scope,
        })
    }

    /// "function", "method" or "closure".
    pub fn who(&self) -> String {
        match self.scope {
            Scope::Function(node) => {
                let function = function_around(self.case.source, self.case.tree, node);
                function.map_or_else(
                    || "the function".to_owned(),
                    |function| format!("`{}`", function.name()),
                )
            }
            _ => "the closure".to_owned(),
        }
    }

    /// Whether something asks for `'static`.
    pub fn is_for_ever(&self) -> bool {
        let mut clues = self.case.clues.iter();
        clues.any(|clue| clue.role == Part::Requires && clue.label.contains("'static"))
    }
}

/// The reference in a parameter's type, where the whole type isn't one: `&str` of `Vec<&str>`.
fn borrowed_part(case: &Case, parameter: &Binding) -> Option<NodeId> {
    let annotation = parameter.annotation?;
    if case.tree.kind(annotation) == NodeKind::ReferenceType {
        return None;
    }
    let mut inside = case.tree.descendants(annotation);
    inside.find(|at| case.tree.kind(*at) == NodeKind::ReferenceType)
}

/// Whether the parameter itself is a reference, as it's written or by a fact.
fn is_reference(case: &Case, parameter: &Binding) -> bool {
    let is_written = match parameter.annotation {
        Some(annotation) => case.tree.kind(annotation) == NodeKind::ReferenceType,
        None => {
            parameter.kind == BindingKind::SelfParameter && {
                let first = case.source.token_at(case.tree.bytes(parameter.owner).start);
                case.source.word(first) == "&"
            }
        }
    };
    let told = case.type_of(parameter).unwrap_or("");
    is_written || type_text::is_shared_reference(told) || type_text::is_mutable_reference(told)
}

fn goal<'a>(case: &'a Case<'a>) -> Goal<'a> {
    let outer = case.other(Part::Declared);
    let outer = outer.and_then(|clue| case.bound_in(clue));
    if let Some(outer) = outer {
        return Goal::Variable(outer);
    }
    let call = callee::call_at(case, &case.primary);
    match call.and_then(|call| Some((call, callee::path(case, call)?))) {
        Some((call, name)) => Goal::Call(call, name),
        None => Goal::Unknown,
    }
}

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let passed = PassedOn::new(case)?;
    let mut account = Account::default();
    draw(&passed, &mut account);
    account.say(lent(&passed));
    tell_goal(&passed, &mut account);
    account.repairs = owned_data::propose(&passed);
    Some(account)
}

fn draw(passed: &PassedOn, account: &mut Account) {
    let case = passed.case;
    let name = &passed.parameter.name;
    let lane = account.lane(name.as_str());
    let lent = match passed.part {
        Some(part) => format!(
            "the `{}` in it is borrowed for this call",
            case.written(part)
        ),
        None if is_reference(case, passed.parameter) => "is borrowed for this call".to_owned(),
        None => "what it borrows is borrowed for this call".to_owned(),
    };
    account.event(lane, What::Borrows, passed.source.area, lent);
    let note = match &passed.goal {
        Goal::Call(_, call) if passed.is_for_ever() => format!("`{call}` asks for `'static`"),
        Goal::Variable(outer) => format!("`{}` would keep it", outer.name),
        _ => "it would have to stay valid longer".to_owned(),
    };
    account.event(lane, What::Conflict, case.primary.area, note);
    let end = case.area(&ends::end_of(case, passed.scope));
    account.event(lane, What::LastUse, end, "the call is over");
    if let Goal::Variable(outer) = &passed.goal {
        account.also.push(case.line(case.declaration(outer).start));
    }
}

fn lent(passed: &PassedOn) -> String {
    let (name, who) = (&passed.parameter.name, passed.who());
    match passed.part {
        Some(part) => format!(
            "{} owns `{name}`, but the `{}` in it is borrowed, and only sure to be valid while {who} runs.",
            capitalised(&who),
            passed.case.written(part)
        ),
        None if is_reference(passed.case, passed.parameter) => format!(
            "`{name}` is borrowed: the reference is only sure to be valid while {who} runs."
        ),
        None => format!("What `{name}` borrows is only sure to be valid while {who} runs."),
    }
}

fn tell_goal(passed: &PassedOn, account: &mut Account) {
    let case = passed.case;
    let line = case.primary.line();
    match &passed.goal {
        Goal::Call(call, name) => {
            if let Some(found) = trait_object::implementation(case, *call) {
                account.also.push(found.line);
                account.say(format!(
                    "`{name}` is defined in `impl {}`, which means `impl {} + 'static` (line {}): it's only there for values that borrow nothing that may end before the program does.",
                    found.written, found.written, found.line
                ));
                account.sound(format!(
                    "{}: `{name}` only needs the reference during its call, but its `impl` asks for more.",
                    errors::nothing_goes_wrong(case)
                ));
            } else {
                let with = given_to(passed, *call);
                account.say(if passed.is_for_ever() {
                    format!(
                        "Line {line} calls `{name}`{with}, and that asks for data that stays valid for the rest of the program (`'static`)."
                    )
                } else {
                    format!(
                        "Line {line} calls `{name}`{with}, and there it has to stay valid longer."
                    )
                });
            }
        }
        Goal::Variable(outer) => account.say(format!(
            "Line {line} would let `{}` keep it, {}.",
            outer.name,
            outside(passed, outer)
        )),
        Goal::Unknown if passed.is_for_ever() => account.say(format!(
            "Line {line} asks for data that stays valid for the rest of the program (`'static`)."
        )),
        Goal::Unknown => account.say(format!("On line {line} it has to stay valid longer.")),
    }
}

/// What the call gets: the parameter, or a closure or `async` block that uses it. Empty if it's
/// something else.
fn given_to(passed: &PassedOn, call: NodeId) -> &'static str {
    let (case, tree) = (passed.case, passed.case.tree);
    let is_it = |node: NodeId| {
        let used = case.names.binding_of(node);
        used.is_some_and(|id| std::ptr::eq(case.names.binding(id), passed.parameter))
    };
    let mut values = tree
        .children_as(call, Role::Argument)
        .chain(tree.child(call, Role::Receiver));
    let uses = |value: NodeId| tree.descendants(value).any(is_it);
    let with = values.find_map(|value| match tree.kind(value) {
        _ if is_it(value) => Some(" with it"),
        NodeKind::Closure if uses(value) => Some(" with a closure that uses it"),
        NodeKind::AsyncBlock if uses(value) => Some(" with an `async` block that uses it"),
        _ => None,
    });
    with.unwrap_or_default()
}

/// Why the outer variable lives on.
fn outside(passed: &PassedOn, outer: &Binding) -> String {
    let who = passed.who();
    if ends::scope_of(passed.case, outer) == Some(passed.scope) {
        // A parameter too: the caller has what it refers to.
        return format!(
            "and what `{}` refers to is still there when {who} has returned",
            outer.name
        );
    }
    let line = passed.case.line(passed.case.declaration(outer).start);
    format!("which is declared outside of {who} (line {line}) and lives on when {who} has returned")
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}
