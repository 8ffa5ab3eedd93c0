//! The parts of a use after a move, as the compiler's labels and the tree tell them.

use crate::lens::case::{Case, Clue};
use crate::lens::labels::Role as Part;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::leaving::MOVES;
use crate::lens::query::moved_type::{self, MovedType};
use crate::lens::query::{callee, change, own_types, places, statements, test_code};
use crate::rust::{Binding, BindingId, Function, NodeId, NodeKind, Role};

/// A value that's used after it has moved away.
pub struct Moved<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// Where it moves.
    pub gone: &'a Clue,
    /// The use after it; the same place if a loop comes round.
    pub used: &'a Clue,
    /// The expression or pattern that moves it.
    pub value: NodeId,
    /// The node that uses it afterwards.
    pub again: NodeId,
    /// Where it goes.
    pub goal: Goal,
    /// What's used afterwards, as people write it: the variable, or a part of it.
    pub path: String,
    /// The variable that it belongs to.
    pub owner: Option<BindingId>,
    /// What moves, and its type.
    pub told: MovedType<'a>,
    /// Whether only a part of what's used later moves.
    pub is_in_part: bool,
    /// Whether the use is on a later round of a loop that has both.
    pub is_next_round: bool,
}

impl<'a> Moved<'a> {
    /// `None` if a part is missing.
    pub fn new(case: &'a Case<'a>) -> Option<Self> {
        let gone = case.first_of(&MOVES)?;
        let used = &case.primary;
        let is_use = matches!(used.role, Part::UsedAfterMove | Part::Empty);
        if !is_use && !MOVES.contains(&used.role) {
            return None;
        }
        let (value, goal) = goal::value_and_goal(case, gone)?;
        let again = goal::value_at(case, used);
        let told = moved_type::moved_type(case);
        let owner = owner(case, gone, used, value, again)?;
        if matches!(goal, Goal::Receiver(_) | Goal::Invocation)
            && places::base(case, value).is_some_and(|base| base != owner)
        {
            // The compiler names another variable than the one that the method is called on.
            return None;
        }
        let is_next_round = gone.label.contains("in previous iteration of loop")
            && (case.tree.is_inside(again, value)
                || statements::loop_around(case, value, again).is_some());
        Some(Self {
            path: path(case, owner, again),
            is_in_part: gone.role == Part::MovedInPart
                || matches!(goal, Goal::Pattern(_)) && told.place.is_none(),
            owner: Some(owner),
            case,
            gone,
            used,
            value,
            again,
            goal,
            told,
            is_next_round,
        })
    }

    /// The line of the loop that moves the value on one round and would on the next, where the
    /// error is about a use behind it.
    pub fn loop_of_move(&self) -> Option<usize> {
        let (case, tree) = (self.case, self.case.tree);
        let is_of_loop = self.gone.label.contains("in previous iteration of loop");
        let node = case.node(self.gone);
        let mut around = statements::around(case, node).filter(|at| tree.kind(*at).is_loop());
        // rustc marks the head of each loop around, and of those in a closure that moves it.
        let found = around.find(|at| {
            let mut clues = case.clues.iter();
            let line = case.line(tree.bytes(*at).start);
            clues.any(|clue| clue.role == Part::InsideLoop && clue.line() == line)
        })?;
        let line = case.line(tree.bytes(found).start);
        (is_of_loop && !self.is_next_round).then_some(line)
    }

    /// The variable that the value belongs to.
    pub fn owner(&self) -> Option<&'a Binding> {
        self.owner.map(|id| self.case.names.binding(id))
    }

    /// Whether what moves and what's used afterwards is one place in the text.
    pub fn is_one_place(&self) -> bool {
        self.again == self.value || self.used.area == self.gone.area
    }

    /// The moved value's type in the compiler's words.
    pub fn of_type(&self) -> Option<&'a str> {
        self.told.of_type
    }

    /// The type without what's between `<>`: `Vec` of `Vec<u8>`, `&mut` of any `&mut`.
    pub fn kind_of_type(&self) -> &'a str {
        moved_type::kind(self.of_type())
    }

    /// Whether it's an `Rc` or `Arc`.
    pub fn is_counted(&self) -> bool {
        matches!(self.kind_of_type(), "Rc" | "Arc") && !self.is_own_type()
    }

    /// Whether this file declares a type of that name.
    pub fn is_own_type(&self) -> bool {
        self.own_type().is_some()
    }

    /// The `struct` or `enum` of this file that the moved value is of.
    pub fn own_type(&self) -> Option<NodeId> {
        own_types::named(self.case, self.kind_of_type())
    }

    /// Whether the value is a plain variable that moves whole.
    pub fn is_whole_variable(&self) -> bool {
        let owner = self.owner().map(|owner| owner.name.as_str());
        !self.is_in_part && owner == Some(self.path.as_str())
    }

    /// Whether what moves is written as an expression at its place: not so for patterns, closures
    /// and what a macro makes of its arguments.
    pub fn is_value_written(&self) -> bool {
        places::base(self.case, self.value).is_some() && self.case.tree.is_expression(self.value)
    }

    /// The function of this file that takes the value, with the parameter's type or the `self`
    /// that takes it, as the compiler points at them.
    pub fn taker(&self) -> Option<(Function, NodeId)> {
        let words = match self.goal {
            Goal::Argument(_) => "this parameter takes ownership",
            Goal::Receiver(_) => "takes ownership of the receiver",
            _ => return None,
        };
        let parameter = self.case.note(words)?;
        let node = self.case.tree.innermost_at(parameter.bytes.start);
        let mut around = statements::around(self.case, node);
        let parameter = around.find(|node| {
            matches!(
                self.case.tree.kind(*node),
                NodeKind::Parameter | NodeKind::SelfParameter
            )
        })?;
        let function = crate::rust::function_around(self.case.source, self.case.tree, parameter)?;
        Some((function, parameter))
    }

    /// Uses of the variable between the move and the use that the compiler names. They come after
    /// the move too, and the compiler rejects each of them.
    pub fn between(&self) -> Vec<NodeId> {
        let (case, tree) = (self.case, self.case.tree);
        let statement = statements::statement_of(case, self.value);
        let (Some(owner), Some(statement)) = (self.owner, statement) else {
            return Vec::new();
        };
        let block = tree.parent(statement);
        let uses = change::uses_behind(case, owner, tree.bytes(statement).end);
        let uses: Vec<NodeId> = uses
            .take_while(|used| tree.bytes(*used).start < self.used.bytes.start)
            .collect();
        let is_set = uses.iter().any(|used| {
            let parent = tree.parent(*used).map(|parent| tree.kind(parent));
            tree.role(*used) == Role::Left && parent == Some(NodeKind::Assignment)
        });
        let is_ahead = block.is_some_and(|block| tree.is_inside(self.again, block));
        let is_plain = self.is_whole_variable() && is_ahead && !self.is_next_round && !is_set;
        let follows = |used: &NodeId| {
            let mut around = statements::around(case, *used);
            let own = around.find(|at| tree.parent(*at) == block);
            own.is_some_and(|own| {
                // `let _ = x;` doesn't use anything.
                let pattern = tree.child(own, Role::Pattern);
                let is_ignored = pattern.is_some_and(|it| case.written(it) == "_");
                tree.role(own) == Role::Statement && !is_ignored
            })
        };
        uses.into_iter()
            .filter(|used| is_plain && follows(used))
            .collect()
    }

    /// The learner's function that takes the value in tests, or in the `main` that comes with them,
    /// and the parameter: its signature is what can change. A helper of the tests is none.
    pub fn called_by_tests(&self) -> Option<(Function, NodeId)> {
        let is_given = |node: NodeId| test_code::is_given(self.case, &self.case.tree.bytes(node));
        let taker = self.taker().filter(|_| is_given(self.value));
        taker.filter(|(_, parameter)| !is_given(*parameter))
    }

    /// The name of the method or function that the value goes into.
    pub fn called(&self) -> Option<&'a str> {
        match self.goal {
            Goal::Argument(call) | Goal::Receiver(call) | Goal::Macro(call) => {
                callee::name(self.case, call)
            }
            _ => None,
        }
    }
}

/// The variable: where the compiler says why it moves, or at the bottom of what moves or is used.
fn owner(case: &Case, gone: &Clue, used: &Clue, value: NodeId, again: NodeId) -> Option<BindingId> {
    let declared = case.first(Part::TypeOf).and_then(|clue| {
        let tree = case.tree;
        let at = tree.innermost_at(clue.bytes.end.saturating_sub(1));
        case.names.bound_at(tree, tree.bytes(at).start)
    });
    let named = || {
        let name = places::parts(case.named(0)?).first().copied()?;
        let captured = case.first(Part::CapturedUse);
        let places = captured.into_iter().chain([gone, used]);
        let mut found =
            places.filter_map(|clue| case.names.visible_at(case.tree, name, clue.bytes.start));
        found.next()
    };
    declared
        .or_else(named)
        .or_else(|| places::base(case, again))
        .or_else(|| places::base(case, value))
        .or_else(|| of_pattern(case, again))
}

/// The variable that a name in a pattern takes its value out of.
fn of_pattern(case: &Case, pattern: NodeId) -> Option<BindingId> {
    let name = case.tree.child(pattern, Role::Name)?;
    let bound = case
        .names
        .bound_at(case.tree, case.tree.bytes(name).start)?;
    places::base(case, case.names.binding(bound).initializer?)
}

/// What's used, as the compiler names it without its `*` and `[..]`; or what a pattern takes
/// apart; or else the variable.
fn path(case: &Case, owner: BindingId, again: NodeId) -> String {
    let name = &case.names.binding(owner).name;
    let named = case.named(0).map(|named| {
        let inner = named.trim_start_matches('*');
        inner.split('[').next().unwrap_or(inner).to_owned()
    });
    let is_of_owner = |path: &String| places::parts(path).first() == Some(&name.as_str());
    if let Some(found) = named.filter(is_of_owner) {
        return found;
    }
    let subject = case.tree.child(again, Role::Name).and_then(|name| {
        let bound = case
            .names
            .bound_at(case.tree, case.tree.bytes(name).start)?;
        case.names.binding(bound).initializer
    });
    let subject = subject.filter(|subject| places::base(case, *subject) == Some(owner));
    subject.map_or_else(|| name.clone(), |subject| case.written(subject).to_owned())
}
