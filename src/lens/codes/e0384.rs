//! A second value for a variable without `mut`.

use crate::lens::account::{Account, AtRunTime};
use crate::lens::case::Case;
use crate::lens::codes::not_mutable::{self, original};
use crate::lens::codes::{Entry, Example, words};
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::{borrower, lent, mutability, statements};
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, BindingKind, NodeId, NodeKind, Role, function_around};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0384",
    rule: Rule::Mutability,
    summary: "A variable without `mut` gets a second value.",
    meaning: "A variable keeps its value unless it's declared with `mut`. So readers can tell at the \
     declaration which variables change. The same is true of parameters and of the variables of a \
     pattern.",
    example: Some(Example {
        source: include_str!("../examples/E0384.txt"),
        said: include_str!("../examples/E0384.json"),
    }),
    explain: Some(explain),
}];

/// A variable, and the assignment that it doesn't allow.
struct Reassignment<'a> {
    case: &'a Case<'a>,
    variable: BindingId,
    binding: &'a Binding,
    /// The assignment.
    node: NodeId,
    /// What is assigned to: the variable's name there.
    place: NodeId,
    /// Whether the variable is declared without a value.
    is_empty: bool,
    /// The loop that leads from the assignment back to it.
    round: Option<NodeId>,
}

impl<'a> Reassignment<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let node = case.node(&case.primary);
        let node = match case.tree.kind(node) {
            NodeKind::ExpressionStatement => case.tree.child(node, Role::Value)?,
            // Where the old value is dropped first, the compiler points at the variable alone.
            _ if case.tree.role(node) == Role::Left => case.tree.parent(node)?,
            _ => node,
        };
        let place = case.tree.child(node, Role::Left)?;
        let variable = case.names.binding_of(place)?;
        let binding = case.names.binding(variable);
        let is_empty = binding.kind == BindingKind::Let && binding.initializer.is_none();
        // Where the compiler tells no first assignment, it's this one, a round before.
        let is_again = is_empty && case.other(Part::FirstAssigned).is_none();
        let round = statements::loop_around(case, node, node).filter(|_| is_again);
        Some(Self {
            case,
            variable,
            binding,
            node,
            place,
            is_empty,
            round,
        })
    }

    fn is_parameter(&self) -> bool {
        matches!(
            self.binding.kind,
            BindingKind::Parameter | BindingKind::ClosureParameter | BindingKind::SelfParameter
        )
    }

    fn is_compound(&self) -> bool {
        borrower::is_compound(self.case, self.node)
    }

    fn line(&self) -> usize {
        self.case.primary.line()
    }

    fn declared_line(&self) -> usize {
        self.case.line(self.case.declaration(self.binding).start)
    }
}

fn explain(case: &Case) -> Option<Account> {
    let found = Reassignment::new(case)?;
    let mut account = Account::default();
    draw(&found, &mut account);
    account.say(story(&found));
    let lent = lent::to(case, found.binding);
    match &lent {
        Some(lent) => account.say(lent.sentence(case)),
        None => {
            account.at_run_time = Some(AtRunTime::Harmless(words::MUT_IS_FOR_READERS.to_owned()))
        }
    }
    if let Some(lent) = lent {
        account.repair(not_mutable::lent(case, found.binding, &lent));
        account.spares_tests = Some(false);
        return Some(account);
    }
    let repairs = [
        through_reference(&found),
        original(case, Some(found.variable), found.place),
        without_first_value(&found),
        shadowed(&found),
        declared(&found),
    ];
    account.repairs.extend(repairs.into_iter().flatten());
    // Whoever declares a variable says whether it changes.
    account.spares_tests = Some(false);
    Some(account)
}

fn draw(found: &Reassignment, account: &mut Account) {
    let case = found.case;
    let lane = account.lane(found.binding.name.as_str());
    let declared = case.area(&case.declaration(found.binding));
    if found.is_empty {
        account.event(lane, What::Declared, declared, "declared without `mut`");
    } else {
        account.event(
            lane,
            What::Created,
            declared,
            "gets its value; it isn't `mut`",
        );
    }
    let area = case.primary.area;
    let name = &found.binding.name;
    let again = if found.is_compound() {
        format!("changes `{name}`")
    } else {
        format!("assigns to `{name}` again")
    };
    if found.round.is_some() {
        account.event(lane, What::Created, area, "gets its value");
        let note = format!("next time round: {again}");
        account.event_on(lane, What::Conflict, area, 1, note);
        return;
    }
    if let Some(first) = case.other(Part::FirstAssigned).filter(|_| found.is_empty) {
        account.event(lane, What::Created, first.area, "gets its value");
    }
    account.event(lane, What::Conflict, area, again);
}

fn story(found: &Reassignment) -> String {
    let (name, line) = (&found.binding.name, found.line());
    let declared = found.declared_line();
    if found.round.is_some() {
        return format!(
            "`{name}` is declared without `mut`, so it gets one value and keeps it. Line {line} stands in a loop and could give it another one on the next round."
        );
    }
    let does = if found.is_compound() {
        format!("changes `{name}`")
    } else {
        format!("gives `{name}` another one")
    };
    if found.is_parameter() {
        return format!(
            "The parameter `{name}` (line {declared}) is declared without `mut`, so it keeps the value that it's called with. But line {line} {does}."
        );
    }
    let since = match found.case.other(Part::FirstAssigned) {
        Some(first) if found.is_empty => first.line(),
        _ => declared,
    };
    format!(
        "`{name}` is declared without `mut`, so it keeps the value that it gets on line {since}. But line {line} {does}."
    )
}

/// `x = y` of a parameter `x: &mut T` changes nothing for the caller; `*x = y` does.
fn through_reference(found: &Reassignment) -> Option<Repair> {
    let case = found.case;
    let is_lent = mutability::holding(case, found.binding) == mutability::Holding::Mutable;
    let right = case.tree.child(found.node, Role::Right)?;
    let begin = case.tree.bytes(found.place).start;
    let mut edits = vec![TextEdit::insertion(begin, "*")];
    let other = case
        .names
        .binding_of(right)
        .map(|id| case.names.binding(id));
    let is_reference = other.is_some_and(|other| {
        let holding = mutability::holding(case, other);
        matches!(
            holding,
            mutability::Holding::Mutable | mutability::Holding::Shared
        )
    });
    if is_reference {
        let begin = case.tree.bytes(right).start;
        edits.push(TextEdit::insertion(begin, "*"));
    }
    let name = &found.binding.name;
    (is_lent && !found.is_compound()).then(|| {
        Repair::edit(
            format!("Assign through the reference: `*{name}` is what the caller lent, and `{name}` is only the reference to it."),
            edits,
        )
    })
}

fn declared(found: &Reassignment) -> Option<Repair> {
    let case = found.case;
    let edits = mutability::declare_mut(case, found.binding)?;
    let name = &found.binding.name;
    let sentence = match found.binding.kind {
        BindingKind::Parameter => {
            let function = function_around(case.source, case.tree, found.binding.owner)?;
            format!(
                "Declare the parameter `{name}` with `mut`: the change stays inside of `{}`.",
                function.name()
            )
        }
        BindingKind::ClosureParameter => format!(
            "Declare the parameter `{name}` with `mut`: the change stays inside of the closure."
        ),
        BindingKind::For => format!(
            "Declare `{name}` with `mut`: the change lasts until the end of the round, and the loop goes on as before."
        ),
        _ if original(case, Some(found.variable), found.place).is_some() => {
            format!("Declare `{name}` with `mut`, so that this copy can change.")
        }
        _ => format!("Declare `{name}` with `mut`, so that it can change."),
    };
    (!edits.is_empty()).then(|| Repair::edit(sentence, edits))
}

/// The statement of the assignment, if it stands in the block of the variable, so that a new
/// variable would reach as far as the old one.
fn statement_beside(found: &Reassignment) -> Option<NodeId> {
    let case = found.case;
    let tree = case.tree;
    let statement = tree.parent(found.node)?;
    let is_statement = tree.kind(statement) == NodeKind::ExpressionStatement
        && !statements::is_tail(case, statement);
    let block = tree.parent(statement)?;
    let is_beside = match found.binding.kind {
        BindingKind::Let | BindingKind::LetElse => tree.parent(found.binding.owner) == Some(block),
        BindingKind::For => tree.child(found.binding.owner, Role::Body) == Some(block),
        BindingKind::Parameter => {
            let function = tree.parent(found.binding.owner)?;
            tree.child(function, Role::Body) == Some(block)
        }
        _ => false,
    };
    (is_statement && is_beside && found.round.is_none()).then_some(statement)
}

/// `let total = 5;`: a new variable with the same name.
fn shadowed(found: &Reassignment) -> Option<Repair> {
    let case = found.case;
    let tree = case.tree;
    let statement = statement_beside(found)?;
    let name = &found.binding.name;
    let begin = tree.bytes(statement).start;
    let mut edits = vec![TextEdit::insertion(begin, "let ")];
    if let Some(annotation) = found.binding.annotation.filter(|_| found.binding.is_whole) {
        let end = tree.bytes(found.place).end;
        let told = format!(": {}", case.written(annotation));
        if !found.is_compound() {
            edits.push(TextEdit::insertion(end, told));
        }
    }
    if found.is_compound() {
        let right = tree.child(found.node, Role::Right)?;
        let (left, right_bytes) = (tree.bytes(found.place), tree.bytes(right));
        let operator = case.source.token_at(left.end)..case.source.token_at(right_bytes.start);
        let words = case.source.words(&operator);
        let sign = words.split_last()?.1.concat();
        let is_simple = matches!(
            tree.kind(right),
            NodeKind::Literal | NodeKind::Path | NodeKind::MethodCall | NodeKind::Call
        );
        let (open, close) = if is_simple { ("", "") } else { ("(", ")") };
        let text = format!(
            "{name} = {name} {sign} {open}{}{close}",
            case.written(right)
        );
        edits.push(TextEdit::replacement(tree.bytes(found.node), text));
    }
    Some(Repair::edit(
        format!(
            "Make a new variable with the same name: from line {} on, `{name}` means the new one.",
            found.line()
        ),
        edits,
    ))
}

/// A first value that nobody reads: without it, the variable gets its value later.
fn without_first_value(found: &Reassignment) -> Option<Repair> {
    let case = found.case;
    let tree = case.tree;
    let is_plain = found.binding.kind == BindingKind::Let && found.binding.is_whole;
    let value = found.binding.initializer.filter(|_| is_plain)?;
    let is_literal = tree.kind(value) == NodeKind::Literal;
    if !is_literal || found.is_compound() {
        return None;
    }
    let owner = found.binding.owner;
    let before = found.binding.annotation.map_or_else(
        || case.declaration(found.binding).end,
        |annotation| tree.bytes(annotation).end,
    );
    let name = &found.binding.name;
    // A branch around the assignment is where this is the common form.
    let is_beside = tree.parent(tree.parent(found.node)?) == tree.parent(owner);
    (!is_beside).then(|| {
        Repair::edit(
            format!("Declare `{name}` without a value: its first value is never read, and each branch gives it one."),
            vec![TextEdit::deletion(before..tree.bytes(value).end)],
        )
    })
}
