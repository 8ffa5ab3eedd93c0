//! The parts of a conflict, as the compiler's labels and the tree tell them.

use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::{self, Role as Part};
use crate::lens::query::borrower::{self, Borrower, Keeping};
use crate::lens::query::{callee, errors, places, statements};
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role};

/// What gets in the way of a borrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A mutable borrow.
    Write,
    /// A shared borrow, or a read.
    Read,
    /// It gets a new value.
    Assign,
    /// It moves away.
    Move,
    /// It is used.
    Use,
}

/// A borrow, and what gets in its way.
pub struct Conflict<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// Where the borrow begins.
    pub borrow: &'a Clue,
    /// The node that borrows.
    pub begin: NodeId,
    /// `Reads`, `Writes`, or `Borrows` if it isn't known which.
    pub how: What,
    /// What gets in its way.
    pub clash: &'a Clue,
    /// The node that does.
    pub at: NodeId,
    /// How.
    pub action: Action,
    /// Where the compiler says that the borrow is needed.
    pub until: &'a Clue,
    /// Who keeps it, and where it's needed last.
    pub keeping: Keeping,
    /// The place that is borrowed, as people write it.
    pub path: String,
    /// The place that the clash is about; it may be the whole of which a part is borrowed.
    pub clash_path: String,
    /// The variable that it belongs to.
    pub owner: Option<BindingId>,
    /// How often a loop has come round before the clash, and before the last use.
    pub rounds: (usize, usize),
}

const CLASHES: [Part; 5] = [
    Part::Borrow,
    Part::BorrowAgain,
    Part::UseOfBorrowed,
    Part::MoveOut,
    Part::Assigned,
];

const ENDS: [Part; 4] = [
    Part::Until,
    Part::UntilNextRound,
    Part::UntilDrop,
    Part::Requires,
];

impl<'a> Conflict<'a> {
    /// `None` if a part is missing.
    pub fn new(case: &'a Case<'a>) -> Option<Self> {
        let mut primary = case.clues.iter().filter(|clue| clue.is_primary);
        let clash = primary.find(|clue| CLASHES.contains(&clue.role))?;
        let is_again = clash.role == Part::BorrowAgain;
        let borrow = if is_again {
            clash
        } else {
            case.other(Part::Borrow)?
        };
        // Older compilers don't say where a borrow that meets itself is needed: here again.
        let until = case.first_of(&ENDS).or(is_again.then_some(clash))?;
        let begin = case.node(borrow);
        let path = borrowed_path(case, borrow, begin)?;
        let owner = owner(case, begin, &path);
        let at = case.node(clash);
        let mut conflict = Self {
            how: how(
                case,
                borrow,
                begin,
                owner.map(|id| case.names.binding(id)),
                &path,
            ),
            action: action(case, clash)?,
            keeping: borrower::keeping(case, borrow, until, owner),
            clash_path: case.named(0).map_or_else(|| path.clone(), plain),
            rounds: (0, 0),
            case,
            borrow,
            begin,
            clash,
            at,
            until,
            path,
            owner,
        };
        conflict.rounds = conflict.rounds();
        Some(conflict)
    }

    /// In time the borrow comes first, then the clash, then the last use. Where the text has
    /// another order, a loop has come round.
    fn rounds(&self) -> (usize, usize) {
        if self.is_again() {
            return (1, 1);
        }
        let last = self.last_node();
        let round = self.round_between(self.begin, self.at);
        // What's declared in a loop is another variable on each round.
        let is_of_round = |round: &NodeId| {
            let declared = self.owner_binding().and_then(|one| one.places.first());
            declared.is_some_and(|place| self.case.tree.is_inside(*place, *round))
        };
        let clash = usize::from(round.is_some_and(|round| !is_of_round(&round)));
        // Where a lifetime is asked for, nothing is used: the borrow lasts on from there.
        let is_asked_for = self.until.role == Part::Requires;
        let again = self.until.role == Part::UntilNextRound
            || !is_asked_for && self.round_between(self.at, last).is_some();
        (clash, clash + usize::from(again))
    }

    /// The loop that has to come round to get from one node to another.
    fn round_between(&self, from: NodeId, to: NodeId) -> Option<NodeId> {
        let case = self.case;
        let begins = |node: NodeId| case.tree.bytes(node).start;
        let is_back = begins(to) < begins(from) && !statements::are_in_one(case, from, to);
        statements::loop_around(case, from, to).filter(|_| is_back)
    }

    /// Whether one borrow meets itself on the next time round.
    pub fn is_again(&self) -> bool {
        self.clash.role == Part::BorrowAgain
    }

    /// The node where the borrow is needed last.
    pub fn last_node(&self) -> NodeId {
        let bytes = &self.keeping.last;
        let exact = self.case.tree.node_with_bytes(bytes);
        exact.unwrap_or_else(|| self.case.node_around(bytes))
    }

    /// The line where the borrow is needed last.
    pub fn last_line(&self) -> usize {
        self.case.line(self.keeping.last.start)
    }

    /// Whether all happens in one statement.
    pub fn is_one_statement(&self) -> bool {
        let is_with = |node| statements::are_in_one(self.case, self.begin, node);
        self.rounds == (0, 0) && is_with(self.at) && is_with(self.last_node())
    }

    /// The name of the variable that keeps the borrow.
    pub fn keeper(&self) -> Option<&'a Binding> {
        match self.keeping.borrower {
            Borrower::Variable(id) => Some(self.case.names.binding(id)),
            _ => None,
        }
    }

    /// The variable that is borrowed.
    pub fn owner_binding(&self) -> Option<&'a Binding> {
        self.owner.map(|id| self.case.names.binding(id))
    }

    /// The closure that borrows, if it's one.
    pub fn borrowing_closure(&self) -> Option<NodeId> {
        closure(self.case, self.begin)
    }

    /// The closure that clashes, if it's one.
    pub fn clashing_closure(&self) -> Option<NodeId> {
        closure(self.case, self.at)
    }

    /// The method call that clashes by what it's called on, as in `v.push(4)`.
    pub fn clashing_call(&self) -> Option<NodeId> {
        receiver_call(self.case, self.at)
    }

    /// The method call that borrows what it's called on.
    pub fn borrowing_call(&self) -> Option<NodeId> {
        receiver_call(self.case, self.begin)
    }

    /// The method whose call clashes.
    pub fn method(&self) -> Option<&'a str> {
        callee::name(self.case, self.clashing_call()?)
    }
}

/// The method call that the compiler points at, or at whose receiver it does.
fn receiver_call(case: &Case, node: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    if tree.kind(node) == NodeKind::MethodCall {
        return Some(node);
    }
    let parent = tree.parent(node)?;
    let is_receiver = tree.role(node) == Role::Receiver;
    (is_receiver && tree.kind(parent) == NodeKind::MethodCall).then_some(parent)
}

/// The closure or `async` block whose head the compiler points at.
fn closure(case: &Case, node: NodeId) -> Option<NodeId> {
    let kind = case.tree.kind(node);
    matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock).then_some(node)
}

/// A place in the compiler's words as people write it: `v` for `*v`, `v` for `v[_]`.
pub fn plain(place: &str) -> String {
    let inner = place.trim_start_matches('*');
    inner.split('[').next().unwrap_or(inner).to_owned()
}

/// What is borrowed: the compiler names it for some codes; else it's written there, or it's what
/// the clash is about.
fn borrowed_path(case: &Case, borrow: &Clue, begin: NodeId) -> Option<String> {
    if let Some(closure) = closure(case, begin) {
        // It may capture more than what the clash is about: all of `self` for a call of a method.
        let mut clues = case.clues.iter();
        let captured = clues.find(|clue| {
            clue.role == Part::CapturedUse && case.tree.is_inside(case.node(clue), closure)
        });
        if let Some(name) = captured.and_then(|clue| clue.name(0)) {
            return Some(plain(name));
        }
    } else if let Some(place) = places::borrowed(case, begin) {
        return Some(plain(case.written(place)));
    }
    let name = borrow.name(0).or(case.named(0))?;
    Some(plain(name))
}

fn owner(case: &Case, begin: NodeId, path: &str) -> Option<BindingId> {
    let first = places::parts(path).first().copied()?;
    let inside = std::iter::once(begin).chain(case.tree.descendants(begin));
    let mut used = inside.filter_map(|node| case.names.binding_of(node));
    let is_it = |id: &BindingId| case.names.binding(*id).name == first;
    let found = used.find(is_it);
    found.or_else(|| {
        let byte = case.tree.bytes(begin).start;
        case.names.visible_at(case.tree, first, byte)
    })
}

fn how(case: &Case, borrow: &Clue, begin: NodeId, owner: Option<&Binding>, path: &str) -> What {
    let label = &borrow.label;
    if label.contains("immutable borrow") {
        return What::Reads;
    }
    let code = case.diagnostic.code.as_deref();
    let is_unique = matches!(code, Some("E0501" | "E0503" | "E0524"));
    if label.contains("mutable borrow") || label.contains("mutably borrowed") || is_unique {
        return What::Writes;
    }
    if let Some(is_mutable) = places::is_borrowed_mutably(case, begin) {
        return if is_mutable {
            What::Writes
        } else {
            What::Reads
        };
    }
    if is_refused_as_mutable(case, begin, path) {
        return What::Writes;
    }
    if case.tree.kind(begin) == NodeKind::IdentifierPattern {
        let byte = case.tree.bytes(begin).end.saturating_sub(1);
        return match case.binding(byte) {
            Some(bound) if bound.is_reference && bound.is_mutable => What::Writes,
            Some(bound) if bound.is_reference => What::Reads,
            _ => What::Borrows,
        };
    }
    // Nobody borrows a variable mutably that isn't `mut`.
    let is_whole = owner.is_some_and(|owner| owner.name == path && !owner.is_mutable);
    let names_it = borrow.name(0) == Some(path);
    if is_whole && names_it {
        What::Reads
    } else {
        What::Borrows
    }
}

/// Whether another error says that this borrow is mutable and that the place isn't.
fn is_refused_as_mutable(case: &Case, begin: NodeId, path: &str) -> bool {
    let mut refused = errors::within(case, &case.tree.bytes(begin));
    refused.any(|(error, _)| {
        let named = labels::names(&error.message)
            .first()
            .map(|name| plain(name));
        error.code.as_deref() == Some("E0596") && named.as_deref() == Some(path)
    })
}

fn action(case: &Case, clash: &Clue) -> Option<Action> {
    let message = &case.diagnostic.message;
    Some(match case.diagnostic.code.as_deref()? {
        "E0506" => Action::Assign,
        "E0505" => Action::Move,
        "E0503" => Action::Use,
        "E0501" if message.contains("as immutable") => Action::Read,
        "E0502" if clash.label.contains("immutable") => Action::Read,
        _ => Action::Write,
    })
}
