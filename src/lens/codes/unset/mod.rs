//! A variable that's read before it has a value.

mod branches;
mod repairs;
mod values;

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::codes::{Entry, Example};
use crate::lens::events::What;
use crate::lens::labels::{self, Role as Part};
use crate::lens::query::{places, statements};
use crate::lens::rule::Rule;
use crate::rust::{Binding, BindingId, BindingKind, NodeId, NodeKind, Role};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0381",
    rule: Rule::Initialization,
    summary: "A variable is used before it's certain to have a value.",
    meaning: "A variable may be declared first and get its value later. But on every path through the \
     program, it must have one before it's used: Rust has no null, and no zero that a variable \
     begins with.",
    example: Some(Example {
        source: include_str!("../../examples/E0381.txt"),
        said: include_str!("../../examples/E0381.json"),
    }),
    explain: Some(explain),
}];

/// A variable, and the use that comes too early.
pub struct Unset<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// The use.
    pub main: &'a Clue,
    /// The variable.
    pub variable: BindingId,
    /// The same.
    pub binding: &'a Binding,
}

impl<'a> Unset<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let main = &case.primary;
        let declared = case.other(Part::Declared)?;
        let variable = case
            .names
            .bound_at(case.tree, declared.bytes.end.checked_sub(1)?)?;
        Some(Self {
            case,
            main,
            variable,
            binding: case.names.binding(variable),
        })
    }

    /// Whether only a part of it is assigned to, such as a field.
    pub fn is_partial(&self) -> bool {
        labels::has_shape(&self.case.diagnostic.message, "partially assigned *")
    }

    /// The places where the compiler sees that it gets no value, or only perhaps gets one.
    pub fn paths(&self) -> impl Iterator<Item = &'a Clue> {
        let clues = self.case.clues.iter();
        clues.filter(|clue| clue.role == Part::SetInSome && !self.is_arm_with_value(clue))
    }

    /// Whether a place is the pattern of an arm that assigns to the variable all the same: the
    /// compiler overlooks `pattern => x = 1`.
    fn is_arm_with_value(&self, clue: &Clue) -> bool {
        let tree = self.case.tree;
        let node = self.case.node(clue);
        let mut around = statements::around(self.case, node);
        let is_pattern = labels::has_shape(&clue.label, "if this pattern is matched, *");
        let arm = around.find(|at| tree.kind(*at) == NodeKind::MatchArm);
        let body = arm.and_then(|arm| tree.child(arm, Role::Body));
        is_pattern && body.is_some_and(|body| self.is_assigned_in(body))
    }

    /// Whether something in a node assigns to the whole variable.
    pub fn is_assigned_in(&self, node: NodeId) -> bool {
        let tree = self.case.tree;
        places::uses_in(self.case, self.variable, node).any(|used| {
            let parent = tree.parent(used).map(|parent| tree.kind(parent));
            tree.role(used) == Role::Left && parent == Some(NodeKind::Assignment)
        })
    }
}

fn explain(case: &Case) -> Option<Account> {
    let unset = Unset::new(case)?;
    let mut account = Account::default();
    draw(&unset, &mut account);
    tell(&unset, &mut account);
    account.story.extend(namesake(&unset).map(|hidden| {
        format!(
            "There's also {} `{}` (line {}), but from line {} on, the name means the new variable.",
            hidden.what, unset.binding.name, hidden.line, hidden.declared
        )
    }));
    account.repairs = repairs::repairs(&unset);
    Some(account)
}

/// A variable with the same name that the new one hides.
pub struct Hidden {
    what: &'static str,
    line: usize,
    declared: usize,
}

/// Whether the declaration hides another variable.
pub fn namesake(unset: &Unset) -> Option<Hidden> {
    let case = unset.case;
    let begin = case.tree.bytes(unset.binding.owner).start;
    let hidden = case.binding_named(&unset.binding.name, begin)?;
    let what = match hidden.kind {
        BindingKind::Parameter | BindingKind::ClosureParameter => "a parameter",
        kind if kind.is_item() || kind == BindingKind::ConstParameter => return None,
        _ => "an earlier variable",
    };
    Some(Hidden {
        what,
        line: case.line(case.declaration(hidden).start),
        declared: case.line(case.declaration(unset.binding).start),
    })
}

fn draw(unset: &Unset, account: &mut Account) {
    let name = &unset.binding.name;
    let case = unset.case;
    let lane = account.lane(name.as_str());
    let declared = case.area(&case.declaration(unset.binding));
    account.event(lane, What::Declared, declared, "declared without a value");
    for clue in unset.paths() {
        account.event(lane, What::Used, clue.area, path_note(unset, clue));
    }
    let note = match action(unset) {
        Use::Part => "gets a value for a part of it".to_owned(),
        Use::Changed => "is changed".to_owned(),
        Use::Used => {
            let is_name = case.text(&unset.main.bytes) == name;
            let what = if is_name { "" } else { &format!("`{name}` ") };
            format!("{what}is used")
        }
    };
    account.event(lane, What::Conflict, unset.main.area, note);
}

/// What happens to the variable where the error is.
enum Use {
    Part,
    Changed,
    Used,
}

fn action(unset: &Unset) -> Use {
    let case = unset.case;
    if unset.is_partial() {
        Use::Part
    } else if case.tree.kind(case.node(unset.main)) == NodeKind::Binary {
        Use::Changed
    } else {
        Use::Used
    }
}

fn path_note(unset: &Unset, clue: &Clue) -> String {
    let name = &unset.binding.name;
    if labels::has_shape(&clue.label, "*initialized here in some conditions") {
        return format!("gives `{name}` a value, but isn't always reached");
    }
    if labels::has_shape(&clue.label, "*might be missing here*") {
        return format!("no `else` that gives `{name}` a value");
    }
    condition(clue).map_or_else(String::new, |condition| {
        format!("{condition}, `{name}` gets no value")
    })
}

/// When the variable gets no value: "if the condition on line 4 is false".
fn condition(clue: &Clue) -> Option<String> {
    let label = &clue.label;
    let has = |shape| labels::has_shape(label, shape);
    let text = if has("if this _ condition is _, *") {
        let value = clue.name(1)?;
        format!("if this condition is {value}")
    } else if has("if the _ loop runs 0 times, *") {
        "if this loop never runs".to_owned()
    } else if has("if this condition isn't met *") {
        "if this condition is false at once".to_owned()
    } else if has("if this pattern is matched, *") {
        "if this pattern matches".to_owned()
    } else if has("if the _ condition is _ and this _ arm is executed, *") {
        "if this branch runs".to_owned()
    } else {
        return None;
    };
    Some(text)
}

/// The same as part of a sentence that names the line.
fn condition_with_line(clue: &Clue) -> Option<String> {
    let here = condition(clue)?;
    let line = clue.line();
    let (begin, rest) = here.split_once("this ")?;
    let (noun, end) = rest.split_once(' ')?;
    Some(format!("{begin}the {noun} on line {line} {end}"))
}

/// The same for a loop and a condition in it: it may never run, or always miss.
fn in_loop(unset: &Unset) -> Option<String> {
    let case = unset.case;
    let is_loop = |clue: &&Clue| labels::has_shape(&clue.label, "if the _ loop runs 0 times, *");
    let head = unset.paths().find(is_loop)?;
    let mut around = statements::around(case, case.node(head));
    let whole = around.find(|at| case.tree.kind(*at).is_loop())?;
    let (clue, value) = unset.paths().find_map(|clue| {
        let is_condition = labels::has_shape(&clue.label, "if this _ condition is _, *");
        let is_inside = case.tree.is_inside(case.node(clue), whole);
        Some((clue, clue.name(1)?)).filter(|_| is_condition && is_inside)
    })?;
    let wanted = match value {
        "false" => "true",
        "true" => "false",
        _ => return None,
    };
    Some(format!(
        "if the loop on line {} never runs, or the condition on line {} is never {wanted}",
        head.line(),
        clue.line()
    ))
}

/// The same where one `if` has the only assignment.
fn only_condition(unset: &Unset) -> Option<String> {
    let (case, tree) = (unset.case, unset.case.tree);
    let places = case.names.uses_of(unset.variable).filter(|used| {
        let parent = tree.parent(*used).map(|parent| tree.kind(parent));
        tree.role(*used) == Role::Left && parent == Some(NodeKind::Assignment)
    });
    let places: Vec<NodeId> = places.collect();
    let [only] = places.as_slice() else {
        return None;
    };
    let gaps = branches::gaps(unset);
    let [branches::Gap::Else(found)] = gaps.as_slice() else {
        return None;
    };
    let body = tree.child(*found, Role::Body)?;
    let condition = tree.child(*found, Role::Condition)?;
    let line = case.line(tree.bytes(condition).start);
    tree.is_inside(*only, body)
        .then(|| format!("if the condition on line {line} is false"))
}

fn tell(unset: &Unset, account: &mut Account) {
    let (name, line) = (&unset.binding.name, unset.main.line());
    let declared = unset.case.line(unset.case.declaration(unset.binding).start);
    let uses = match action(unset) {
        Use::Part => {
            account.say(format!(
                "`{name}` (line {declared}) has no value yet, and a value can't be made part by part: line {line} gives it only a part."
            ));
            return;
        }
        Use::Changed => "changes",
        Use::Used => "uses",
    };
    let mut conditions = unset.paths().filter_map(condition_with_line);
    let condition = in_loop(unset)
        .or_else(|| conditions.next())
        .or_else(|| only_condition(unset));
    if let Some((_, assignment)) = repairs::assigned_below(unset) {
        let below = unset.case.line(unset.case.tree.bytes(assignment).start);
        account.say(format!(
            "Line {line} {uses} `{name}` before line {below} gives it a value."
        ));
        return;
    }
    match condition {
        Some(condition) => account.say(format!(
            "{}, `{name}` has no value when line {line} {uses} it.",
            capitalised(&condition)
        )),
        None if unset.main.label.contains("possibly") => account.say(format!(
            "Line {line} {uses} `{name}`, but `{name}` isn't certain to have a value by then: line {declared} declares it without one."
        )),
        None => account.say(format!(
            "Line {line} {uses} `{name}`, but nothing has given it a value since line {declared} declared it without one."
        )),
    }
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}
