//! E0515: what is returned borrows something that's dropped on the way out.

use super::owned_result;
use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::place::Area;
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::leaving::{self, Leaving};
use crate::lens::query::{places, results, rewrite, statements};
use crate::rust::{Binding, BindingId, BindingKind, NodeId, NodeKind, function_around};

/// A return of a borrow.
pub struct Returned<'a> {
    /// The error.
    pub case: &'a Case<'a>,
    /// Where the data is borrowed.
    pub borrow: &'a Clue,
    /// The place that is borrowed, in the compiler's words. `None` for a temporary value.
    pub path: Option<&'a str>,
    /// The variable that it belongs to.
    pub owner: Option<&'a Binding>,
    /// Where that variable's value moves away, if it does.
    pub leaving: Option<Leaving>,
    /// The function or closure that returns.
    pub scope: Scope,
    /// The `return`, if it's one and not the last expression.
    pub early: Option<NodeId>,
}

impl<'a> Returned<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let primary = Some(&case.primary).filter(|clue| clue.role == Part::Returns)?;
        let value = case.node(primary);
        let body = statements::body_around(case, value)?;
        let scope = match case.tree.kind(body) {
            NodeKind::Function => Scope::Function(body),
            NodeKind::Closure => Scope::Closure(body),
            _ => Scope::AsyncBlock(body),
        };
        let path = case.named(0);
        let borrow = case.first_of(&[Part::Borrow, Part::Temporary]);
        let early = case.tree.parent(value);
        let id = path.and_then(|path| {
            let place = borrow.map_or(value, |borrow| case.node(borrow));
            owner(case, place, path)
        });
        Some(Self {
            owner: id.map(|id| case.names.binding(id)),
            leaving: id.and_then(|id| leaving::told(case, id)),
            early: early.filter(|node| case.tree.kind(*node) == NodeKind::Return),
            borrow: borrow.unwrap_or(&case.primary),
            case,
            path,
            scope,
        })
    }

    /// The line of what is returned: of the branch that borrows, if there are several.
    pub fn line(&self) -> usize {
        let case = self.case;
        let leaves = results::results_of(case, self.scope.node()).into_iter();
        let mut leaves = leaves.map(|leaf| case.tree.bytes(leaf));
        let (whole, borrow) = (&case.primary.bytes, &self.borrow.bytes);
        let leaf = leaves.find(|leaf| {
            let is_in_whole = whole.start <= leaf.start && leaf.end <= whole.end;
            is_in_whole && leaf.contains(&borrow.start)
        });
        leaf.map_or(case.primary.line(), |leaf| case.line(leaf.start))
    }

    /// Who returns: "`shout`" or "the closure".
    pub fn who(&self) -> String {
        let function = function_around(self.case.source, self.case.tree, self.scope.node());
        match (self.scope, function) {
            (Scope::Function(_), Some(function)) => {
                let is_same = self.path == Some(function.name());
                if is_same {
                    "the function".to_owned()
                } else {
                    format!("`{}`", function.name())
                }
            }
            (Scope::AsyncBlock(_), _) => "the `async` block".to_owned(),
            _ => "the closure".to_owned(),
        }
    }

    /// The scope inside of the function at whose end the data is dropped, if it's one.
    fn inner_scope(&self) -> Option<Scope> {
        let scope = ends::scope_of(self.case, self.owner?)?;
        let is_inside = self.case.tree.is_inside(scope.node(), self.scope.node());
        (is_inside && scope != self.scope && self.early.is_none()).then_some(scope)
    }

    /// Where the data is dropped.
    fn end(&self) -> Area {
        match self.early {
            Some(early) => {
                let end = self.case.tree.bytes(early).end;
                self.case.area(&(end.saturating_sub(1)..end))
            }
            None => self.case.area(&ends::end_of(self.case, self.scope)),
        }
    }
}

fn owner(case: &Case, value: NodeId, path: &str) -> Option<BindingId> {
    let first = places::parts(path).first().copied()?;
    let inside = std::iter::once(value).chain(case.tree.descendants(value));
    let mut used = inside.filter_map(|node| case.names.binding_of(node));
    let found = used.find(|id| case.names.binding(*id).name == first);
    found.or_else(|| {
        let byte = case.tree.bytes(value).start;
        case.names.visible_at(case.tree, first, byte)
    })
}

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let returned = Returned::new(case)?;
    let mut account = Account::default();
    draw(&returned, &mut account);
    account.say(sentence(&returned));
    if let Some(gone) = returned.leaving.as_ref().filter(|gone| gone.is_certain) {
        account.say(format!(
            "Line {} has even moved it away already.",
            gone.line()
        ));
    }
    if returned.leaving.is_none() {
        account.repairs = owned_result::propose(&returned);
    }
    Some(account)
}

fn draw(returned: &Returned, account: &mut Account) {
    let case = returned.case;
    let thing = returned.path.map_or_else(
        || "the temporary value".to_owned(),
        |path| format!("`{path}`"),
    );
    let lane = account.lane(match (returned.owner, returned.path) {
        (Some(owner), _) => owner.name.as_str(),
        (None, Some(path)) => path,
        (None, None) => "temporary",
    });
    let created = returned.owner.map_or(returned.borrow.area, |owner| {
        case.area(&case.declaration(owner))
    });
    account.event(lane, What::Created, created, "");
    let result = account.lane("result");
    let how = match places::is_borrowed_mutably(
        case,
        rewrite::value_of(case, case.node(returned.borrow)),
    ) {
        Some(true) => What::Writes,
        Some(false) => What::Reads,
        None => What::Borrows,
    };
    account.event(
        result,
        how,
        returned.borrow.area,
        format!("borrows {thing}"),
    );
    let (value, end) = (case.primary.area, returned.end());
    if value.start.line > returned.borrow.line() {
        account.event(result, What::Used, value, "is returned");
    }
    if let Some(gone) = &returned.leaving
        && gone.is_certain
    {
        account.event(lane, What::Moved, gone.area, format!("moves {thing} away"));
        let note = format!("{thing} has been moved away");
        account.event(result, What::Conflict, value, note);
        return;
    }
    let inner = returned.inner_scope();
    let gone = inner.map_or(end, |scope| case.area(&ends::end_of(case, scope)));
    if returned.leaving.is_some() {
        account.event(lane, What::LastUse, gone, format!("{thing} is gone"));
    } else {
        account.event(lane, What::Dropped, gone, format!("{thing} is dropped"));
    }
    let note = format!(
        "{} returns, and the result still borrows it",
        returned.who()
    );
    account.event(result, What::Conflict, end, note);
}

fn sentence(returned: &Returned) -> String {
    let (who, line, from) = (returned.who(), returned.line(), returned.borrow.line());
    let Some(path) = returned.path else {
        let text = returned.case.text(&returned.borrow.bytes);
        let has_text = returned.borrow.role == Part::Temporary && is_short(text);
        let made = if has_text {
            format!(" (`{text}`)")
        } else {
            String::new()
        };
        return format!(
            "What line {line} returns borrows a temporary value{made}. Nobody owns that value, so it's dropped when {who} returns."
        );
    };
    let since = if from < line {
        format!(", as borrowed on line {from}")
    } else {
        String::new()
    };
    if returned
        .leaving
        .as_ref()
        .is_some_and(|gone| gone.is_certain)
    {
        let message = &returned.case.diagnostic.message;
        let borrow = if message.starts_with("cannot return reference") {
            "reference to"
        } else {
            "borrow of"
        };
        return format!(
            "What line {line} returns borrows `{path}`{since}. But {}, so a {borrow} it can't be returned.",
            whose(returned, path)
        );
    }
    let dropped = if returned.leaving.is_some() {
        "gone"
    } else {
        "dropped"
    };
    if let Some(scope) = returned.inner_scope() {
        return format!(
            "What line {line} returns still borrows `{path}`{since}. But `{path}` is {dropped} {} (line {}), before {who} returns.",
            ends::at_the_end(returned.case, scope),
            returned.case.line(ends::end_of(returned.case, scope).start)
        );
    }
    let what = whose(returned, path);
    format!(
        "What line {line} returns still borrows `{path}`{since}. But {what}, so it's {dropped} when {who} returns."
    )
}

/// Who owns what is borrowed: "`text` belongs to `title`".
fn whose(returned: &Returned, path: &str) -> String {
    let who = returned.who();
    let is_parameter = returned.owner.is_some_and(|owner| {
        matches!(
            owner.kind,
            BindingKind::Parameter | BindingKind::ClosureParameter | BindingKind::SelfParameter
        )
    });
    let name = returned.owner.map_or(path, |owner| owner.name.as_str());
    if is_parameter {
        format!("`{name}` is a parameter that {who} owns")
    } else {
        format!("`{name}` belongs to {who}")
    }
}

fn is_short(text: &str) -> bool {
    text.len() <= 40 && !text.contains('\n')
}
