//! The parts of such an error, as the compiler's labels and the tree tell them.

use std::ops::Range;

use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::asked::{self, Asked};
use crate::lens::query::borrower::{self, Borrower, Keeping};
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::leaving::{self, Leaving};
use crate::lens::query::statements::{self, around};
use crate::lens::query::{callee, places};
use crate::rust::{Binding, BindingId, NodeId, NodeKind, Role};

/// What is borrowed and dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// A variable, or a part of one.
    Variable(BindingId),
    /// A place whose variable isn't known.
    Place,
    /// A value that no variable owns.
    Temporary,
}

/// Who needs the borrow when its data is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A variable, which is used there.
    Variable(BindingId),
    /// The borrowed variable itself, when it's dropped.
    Itself,
    /// A temporary value of this type in the compiler's words.
    Temporary(String),
    /// A lifetime that's asked for.
    Lifetime(String),
    /// The compiler says where it's needed, and no more is known.
    Unknown,
}

/// A borrow that is needed after its data is gone.
pub struct Dangling<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// Where the borrow begins.
    pub borrow: &'a Clue,
    /// The node that borrows.
    pub begin: NodeId,
    /// What is borrowed.
    pub data: Data,
    /// The place that is borrowed, in the compiler's words. Empty for a temporary value.
    pub path: String,
    /// Where the data is dropped.
    pub dropped: &'a Clue,
    /// What ends there, if that is known.
    pub scope: Option<Scope>,
    /// Where the borrow is needed.
    pub until: Option<&'a Clue>,
    /// Who needs it.
    pub holder: Holder,
    /// Where the holder is used.
    pub used: Range<usize>,
    /// The closure or `async` block that captures the data.
    pub closure: Option<NodeId>,
    /// Where the variable's value moves away before that, if it does.
    pub leaving: Option<Leaving>,
    /// Whether a loop comes round between the drop and the use.
    pub comes_round: bool,
}

const ENDS: [Part; 4] = [
    Part::Until,
    Part::UntilNextRound,
    Part::UntilDrop,
    Part::Requires,
];

impl<'a> Dangling<'a> {
    /// `None` if a part is missing.
    pub fn new(case: &'a Case<'a>) -> Option<Self> {
        let borrow = &case.primary;
        if !matches!(borrow.role, Part::TooShort | Part::Temporary) {
            return None;
        }
        let dropped = case.first_of(&[Part::Dropped, Part::TemporaryDropped])?;
        let begin = case.node(borrow);
        if is_unread(case, begin) {
            return None;
        }
        let until = case.first_of(&ENDS);
        let path = case.named(0).filter(|_| borrow.role == Part::TooShort);
        let owner = path.and_then(|path| owner(case, begin, path));
        let data = match (path, owner) {
            (None, _) => Data::Temporary,
            (Some(_), Some(owner)) => Data::Variable(owner),
            (Some(_), None) => Data::Place,
        };
        let scope = owner.and_then(|id| ends::scope_of(case, case.names.binding(id)));
        let scope = scope.filter(|scope| {
            let end = ends::end_of(case, *scope);
            end.end == dropped.bytes.end
        });
        let (holder, used) = match until {
            None => (Holder::Unknown, dropped.bytes.clone()),
            Some(until) => holder(case, borrow, until, owner),
        };
        let mut dangling = Self {
            path: path.unwrap_or("").to_owned(),
            leaving: owner.and_then(|id| leaving::told(case, id)),
            closure: owner.and_then(|id| capturing(case, begin, id)),
            case,
            borrow,
            begin,
            data,
            dropped,
            scope,
            until,
            holder,
            used,
            comes_round: false,
        };
        dangling.comes_round = dangling.does_loop_come_round();
        Some(dangling)
    }

    /// The move that certainly takes the value away before its scope ends.
    pub fn certain_move(&self) -> Option<&Leaving> {
        self.leaving.as_ref().filter(|gone| gone.is_certain)
    }

    /// The move that has taken the value away before the borrow begins.
    pub fn gone_before(&self) -> Option<&Leaving> {
        let begin = self.borrow.bytes.start;
        self.leaving.as_ref().filter(|gone| gone.bytes.end <= begin)
    }

    fn does_loop_come_round(&self) -> bool {
        let Some(until) = self.until else {
            return false;
        };
        let is_use = matches!(until.role, Part::Until | Part::UntilNextRound);
        let comes_back = until.bytes.start < self.dropped.bytes.start;
        let around_closure = self
            .closure
            .and_then(|closure| self.case.tree.parent(closure));
        let from = around_closure.unwrap_or(self.begin);
        let to = self.case.node(until);
        let in_loop = || statements::loop_around(self.case, from, to).is_some();
        until.role == Part::UntilNextRound || (is_use && comes_back && in_loop())
    }

    /// The variable that is borrowed.
    pub fn owner(&self) -> Option<&'a Binding> {
        match self.data {
            Data::Variable(id) => Some(self.case.names.binding(id)),
            _ => None,
        }
    }

    /// The variable that keeps the borrow.
    pub fn keeper(&self) -> Option<&'a Binding> {
        match self.holder {
            Holder::Variable(id) => Some(self.case.names.binding(id)),
            _ => None,
        }
    }

    /// The variable in whose type the compiler shows the lifetime that's asked for.
    pub fn lifetime_holder(&self) -> Option<&'a Binding> {
        let Holder::Lifetime(name) = &self.holder else {
            return None;
        };
        let mut clues = self.case.clues.iter();
        let clue = clues.find(|clue| {
            let is_it = clue.role == Part::Lifetime && clue.label.contains(name.as_str());
            is_it && clue.label.contains("type")
        })?;
        self.case.bound_in(clue)
    }

    /// The line where a variable is declared.
    pub fn declared(&self, binding: &Binding) -> usize {
        self.case.line(self.case.declaration(binding).start)
    }

    /// The line where the borrow is needed.
    pub fn last_line(&self) -> usize {
        self.case.line(self.used.start)
    }

    /// Whether the lifetime is that of the whole program.
    pub fn is_for_ever(&self) -> bool {
        self.holder == Holder::Lifetime("'static".to_owned())
    }

    /// The parameter of this file whose type asks for that.
    pub fn asked(&self) -> Option<Asked> {
        let until = self.until.filter(|_| self.is_for_ever())?;
        let call = callee::call_at(self.case, until)?;
        asked::for_ever(self.case, call, &self.borrow.bytes)
    }

    /// Whether the borrow is needed by something that is dropped.
    pub fn is_for_drop(&self) -> bool {
        self.until
            .is_some_and(|until| until.role == Part::UntilDrop)
    }

    /// Whether the compiler points at the place where the borrow goes into its holder.
    pub fn is_stored_there(&self) -> bool {
        self.until
            .is_some_and(|until| until.label.contains("stored here"))
    }

    /// Whether the borrow is in the last expression of the block that ends where the data is
    /// dropped.
    pub fn is_in_tail(&self) -> bool {
        let (case, end) = (self.case, self.dropped.bytes.end);
        let mut statements = around(case, self.begin).filter(|at| {
            let block = case.tree.parent(*at);
            let is_statement = case.tree.role(*at) == Role::Statement;
            is_statement && block.is_some_and(|block| case.tree.bytes(block).end == end)
        });
        statements.any(|statement| statements::is_tail(case, statement))
    }

    /// How it's borrowed, as far as it's written.
    pub fn how(&self) -> What {
        let (case, is_temporary) = (self.case, self.data == Data::Temporary);
        let around = case.tree.parent(self.begin).filter(|_| is_temporary);
        let of_temporary = around.and_then(|around| places::reference(case, around));
        let is_mutable = places::is_borrowed_mutably(case, self.begin);
        match is_mutable.or(of_temporary.map(|(_, is_mutable)| is_mutable)) {
            Some(true) => What::Writes,
            Some(false) => What::Reads,
            None => What::Borrows,
        }
    }
}

/// Whether a node is in a macro's definition or in arguments that aren't read.
fn is_unread(case: &Case, node: NodeId) -> bool {
    around(case, node).any(|at| {
        matches!(
            case.tree.kind(at),
            NodeKind::Opaque | NodeKind::MacroDefinition
        )
    })
}

/// The variable that a place in the compiler's words belongs to.
fn owner(case: &Case, begin: NodeId, path: &str) -> Option<BindingId> {
    let first = places::parts(path).first().copied()?;
    let mut inside = around_first(case, begin).filter_map(|node| case.names.binding_of(node));
    let is_it = |id: &BindingId| case.names.binding(*id).name == first;
    let found = inside.find(is_it);
    found.or_else(|| {
        let byte = case.tree.bytes(begin).start;
        case.names.visible_at(case.tree, first, byte)
    })
}

fn around_first(case: &Case, node: NodeId) -> impl Iterator<Item = NodeId> {
    std::iter::once(node).chain(case.tree.descendants(node))
}

/// The innermost closure or `async` block around a borrow that doesn't hold the variable itself.
fn capturing(case: &Case, begin: NodeId, owner: BindingId) -> Option<NodeId> {
    let declared = *case.names.binding(owner).places.first()?;
    let is_outside = |at: &NodeId| !case.tree.is_inside(declared, *at);
    let mut between = around(case, begin).take_while(is_outside);
    between.find(|at| {
        let kind = case.tree.kind(*at);
        matches!(kind, NodeKind::Closure | NodeKind::AsyncBlock)
    })
}

fn holder(
    case: &Case,
    borrow: &Clue,
    until: &Clue,
    owner: Option<BindingId>,
) -> (Holder, Range<usize>) {
    let Keeping { borrower, last, .. } = borrower::keeping(case, borrow, until, owner);
    let is_drop = until.role == Part::UntilDrop;
    let found = match borrower {
        Borrower::Variable(id) if is_drop && Some(id) == owner => Holder::Itself,
        Borrower::Variable(id) => Holder::Variable(id),
        Borrower::Itself(_) if is_drop => Holder::Itself,
        Borrower::Temporary(told) => Holder::Temporary(told),
        Borrower::Lifetime(name) => Holder::Lifetime(name),
        _ => bound_at(case, borrow, until).map_or(Holder::Unknown, Holder::Variable),
    };
    (found, last)
}

/// Where the compiler points at a pattern, the variable that is taken apart there, or the one that
/// is made.
fn bound_at(case: &Case, borrow: &Clue, until: &Clue) -> Option<BindingId> {
    let bound = case.names.bound_at(case.tree, until.bytes.start)?;
    let value = case.names.binding(bound).initializer?;
    let is_made = case.tree.bytes(value).contains(&borrow.bytes.start);
    if is_made {
        return Some(bound);
    }
    places::base(case, value)
}
