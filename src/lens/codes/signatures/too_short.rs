//! "lifetime may not live long enough": one lifetime must last as long as another, and the
//! signature doesn't say so.

use super::keys;
use super::regions::{self, Place, Region};
use crate::lens::account::{Account, TieEnd};
use crate::lens::case::Case;
use crate::lens::codes::conflicts::capitalised;
use crate::lens::events::What;
use crate::lens::labels;
use crate::lens::query::{advice, branches, lifetimes, places, results, rewrite};
use crate::lens::repair::{Repair, edits_of};
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around};

/// What has to hold, by rustc's label.
struct Requirement<'a> {
    case: &'a Case<'a>,
    function: Function,
    /// The lifetime that must last longer.
    shorter: Place,
    /// The one that it must last as long as.
    longer: Place,
    /// Whether a returned value has it, by rustc's words.
    is_returned: bool,
}

impl<'a> Requirement<'a> {
    fn new(case: &'a Case<'a>) -> Option<Self> {
        let label = &case.primary.label;
        let names = labels::names(label);
        let is_result = "* was supposed to return data with lifetime _ but it is returning data with lifetime _";
        let (shorter, longer, is_returned) = if labels::has_shape(label, is_result) {
            (*names.get(1)?, *names.first()?, true)
        } else if labels::has_shape(label, "* requires that _ must outlive _") {
            let is_returned = label.starts_with("returning this value");
            (*names.first()?, *names.get(1)?, is_returned)
        } else {
            return None;
        };
        let node = case.tree.innermost_at(case.primary.bytes.start);
        let function = function_around(case.source, case.tree, node)?;
        Some(Self {
            shorter: match regions::of(case, &function, shorter)? {
                place if is_returned => returned_from(case, &function, place),
                place => place,
            },
            longer: regions::of(case, &function, longer)?,
            case,
            function,
            is_returned,
        })
    }

    fn line(&self) -> usize {
        self.case.primary.line()
    }

    /// Which part it's about, where rustc points at a whole `match` or `if`.
    fn one_of(&self) -> Option<&'static str> {
        branches::one_of(self.case, &self.case.primary)
    }
}

/// A named lifetime where the returned value has it: in the type of the parameter that it's taken
/// from. Nowhere, if several parameters have the lifetime and nobody knows which it is.
fn returned_from(case: &Case, function: &Function, place: Place) -> Place {
    let Region::Named(name) = &place.region else {
        return place;
    };
    let in_type = |parameter: NodeId| {
        let found = lifetimes::named_in(case, lifetimes::type_of(case, parameter), name)?;
        Some(case.tree.bytes(found).start)
    };
    let value = rewrite::value_of(case, case.node(&case.primary));
    let base = places::base(case, value);
    let owner = base.map(|base| case.names.binding(base).owner);
    let own = owner.filter(|owner| function.parameters.contains(owner));
    let holders = function.parameters.iter().filter_map(|one| in_type(*one));
    let holders = holders.count();
    let byte = match own.and_then(in_type) {
        Some(byte) => Some(byte),
        None if holders > 1 => None,
        None => place.byte,
    };
    Place { byte, ..place }
}

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    if let Some(account) = keys::explain(case) {
        return Some(account);
    }
    let found = Requirement::new(case)?;
    let mut account = Account::default();
    draw(&found, &mut account);
    let (shorter, longer) = (found.shorter.region.words(), found.longer.region.words());
    if shorter == longer {
        return None;
    }
    let (line, name) = (found.line(), found.function.name());
    account.say(if let (true, Some(one)) = (found.is_returned, found.one_of()) {
        format!(
            "{} on line {line} gives something that may live only {}, but the signature of `{name}` promises something that {}.",
            capitalised(one),
            found.shorter.region.duration(),
            regions::promise(&found.longer.region)
        )
    } else if found.is_returned {
        format!(
            "Line {line} returns something that may live only {}, but the signature of `{name}` promises something that {}.",
            found.shorter.region.duration(),
            regions::promise(&found.longer.region)
        )
    } else {
        format!(
            "Line {line} works only if {shorter} lasts at least as long as {longer}. But the signature of `{name}` doesn't say that it does."
        )
    });
    account.story.extend(elision(&found));
    account.story.extend(boxed(&found));
    account.repairs = repairs(&found);
    account.spares_tests = Some(true);
    Some(account)
}

/// Why a method's result has the lifetime of `self`.
fn elision(found: &Requirement) -> Option<String> {
    let Region::OfParameter { parameter, .. } = &found.longer.region else {
        return None;
    };
    let case = found.case;
    let is_self = case.tree.kind(*parameter) == NodeKind::SelfParameter;
    let left_out = found
        .function
        .returns
        .map(|ty| lifetimes::left_out(case, ty));
    let is_elided = left_out.is_some_and(|places| !places.is_empty());
    (found.is_returned && is_self && is_elided).then(|| {
        "Where a method's result names no lifetime, it gets the one of `&self`.".to_owned()
    })
}

/// A `Box<dyn Trait>` in the result, which stands for one with `'static`.
fn boxed_type(found: &Requirement) -> Option<(NodeId, NodeId)> {
    let case = found.case;
    let result = found.function.returns?;
    let mut inside = std::iter::once(result).chain(case.tree.descendants(result));
    let object = inside.find(|at| case.tree.kind(*at) == NodeKind::DynType)?;
    let mut bounds = case.tree.children(object);
    let has_lifetime = bounds.any(|at| case.tree.kind(at) == NodeKind::Lifetime);
    let pointer = case.tree.parent(object)?;
    let name = crate::lens::query::callee::named(case.written(pointer))?;
    let is_known = matches!(name.as_str(), "Box" | "Rc" | "Arc" | "Vec" | "Option");
    let is_it = found.longer.region == Region::Static && found.is_returned && is_known;
    (is_it && !has_lifetime).then_some((pointer, object))
}

fn boxed(found: &Requirement) -> Option<String> {
    let (_, object) = boxed_type(found)?;
    let written = found.case.written(object);
    (!written.contains('\n')).then(|| {
        format!("Here, `{written}` stands for `{written} + 'static`, which holds no reference that could end earlier.")
    })
}

fn draw(found: &Requirement, account: &mut Account) {
    let case = found.case;
    let lane = account.lane("");
    let note = if found.is_returned {
        let one = found
            .one_of()
            .map_or(String::new(), |one| format!("{one} "));
        format!("{one}may live only {}", found.shorter.region.duration())
    } else {
        format!(
            "{} must last as long as {}",
            found.shorter.region.words(),
            found.longer.region.words()
        )
    };
    account.event(lane, What::Conflict, case.primary.area, note);
    let mut ends = Vec::new();
    ends.extend(found.shorter.byte.map(|byte| (byte, TieEnd::Wrong)));
    let result = found.function.returns.filter(|_| found.is_returned);
    let goal = match result {
        Some(result) => Some(case.tree.bytes(result).start),
        None => found.longer.byte,
    };
    ends.extend(goal.map(|byte| (byte, TieEnd::To)));
    if ends.len() == 2 {
        let label = "nothing says that this lifetime lasts that long".to_owned();
        lifetimes::tie(account, case, &ends, label);
    }
}

fn repairs(found: &Requirement) -> Vec<Repair> {
    let case = found.case;
    let mut repairs = Vec::new();
    repairs.extend(bound(found));
    repairs.extend(captured(found));
    let reuses = advice::with(case, "reusing a named lifetime parameter");
    if reuses.is_none() {
        repairs.extend(one_lifetime(found));
    }
    let help = reuses.or_else(|| advice::with(case, "introducing a named lifetime parameter"));
    if let Some(help) = help {
        repairs.push(Repair::edit(
            "Give both the same lifetime, so that callers must pass data that lives long enough.",
            edits_of(help, case.source),
        ));
    }
    if found.is_returned
        && let Some((edits, written)) = results::owned(case, found.function.node)
    {
        repairs.push(Repair::edit(
            format!("Return an owned value (`{written}`): it doesn't depend on any other data."),
            edits,
        ));
    }
    repairs.extend(of_trait(found));
    repairs
}

/// The place of a region where a lifetime can be filled in, in the type that rustc points at.
fn open_place(found: &Requirement, place: &Place) -> Option<Vec<TextEdit>> {
    let case = found.case;
    let lifetime = lifetimes::free_name(case, found.function.node)?;
    match &place.region {
        Region::OfParameter { parameter, .. } => {
            let places = lifetimes::left_out(case, lifetimes::type_of(case, *parameter));
            let mut places = places.into_iter();
            let at = places.find(|at| Some(case.tree.bytes(*at).start) == place.byte)?;
            Some(vec![lifetimes::fill_in(case, at, &lifetime)])
        }
        Region::OfResult => Some(lifetimes::fill_in_all(
            case,
            found.function.returns?,
            &lifetime,
        )),
        Region::Named(_) | Region::Static => None,
    }
}

/// One new lifetime at both places, and in the result if it has the longer one.
fn one_lifetime(found: &Requirement) -> Option<Repair> {
    let case = found.case;
    let lifetime = lifetimes::free_name(case, found.function.node)?;
    let mut edits = vec![lifetimes::declare(case, found.function.node, &lifetime)?];
    edits.extend(open_place(found, &found.shorter)?);
    edits.extend(open_place(found, &found.longer)?);
    let is_of_result = found.longer.region == Region::OfResult;
    if let Some(result) = found
        .function
        .returns
        .filter(|_| found.is_returned && !is_of_result)
    {
        edits.extend(lifetimes::fill_in_all(case, result, &lifetime));
    }
    let end = if found.is_returned {
        "The result may then be used only while the data of both lives."
    } else {
        "Callers must then pass data that lives long enough."
    };
    Some(Repair::edit(
        format!("Give both the same lifetime. {end}"),
        edits,
    ))
}

/// `'b: 'a`.
fn bound(found: &Requirement) -> Option<Repair> {
    let case = found.case;
    let (Region::Named(shorter), Region::Named(longer)) =
        (&found.shorter.region, &found.longer.region)
    else {
        return None;
    };
    let parameter = regions::declaration(case, &found.function, shorter)?;
    let has_bounds = case.tree.child(parameter, Role::Bound).is_some();
    let sign = if has_bounds { " +" } else { ":" };
    let end = case.tree.bytes(parameter).end;
    let edit = TextEdit::insertion(end, format!("{sign} {longer}"));
    Some(Repair::edit(
        format!(
            "Say that `{shorter}` lasts at least as long as `{longer}`: `{shorter}: {longer}`."
        ),
        vec![edit],
    ))
}

/// The result says that it holds references of the parameter.
fn captured(found: &Requirement) -> Option<Repair> {
    let case = found.case;
    let (_, object) = boxed_type(found)?;
    let Region::OfParameter {
        parameter, name, ..
    } = &found.shorter.region
    else {
        return None;
    };
    let ty = lifetimes::type_of(case, *parameter);
    let end = case.tree.bytes(object).end;
    if lifetimes::left_out(case, ty).len() == 1 {
        return Some(Repair::edit(
            format!("Say that the result borrows from `{name}`: `+ '_`."),
            vec![TextEdit::insertion(end, " + '_")],
        ));
    }
    let lifetime = lifetimes::free_name(case, found.function.node)?;
    let mut edits = vec![lifetimes::declare(case, found.function.node, &lifetime)?];
    edits.extend(lifetimes::fill_in_all(case, ty, &lifetime));
    edits.push(TextEdit::insertion(end, format!(" + {lifetime}")));
    Some(Repair::edit(
        format!(
            "Say that the result borrows from `{name}`: one lifetime for both, as its type has more than one."
        ),
        edits,
    ))
}

/// A signature that a trait decides.
fn of_trait(found: &Requirement) -> Option<Repair> {
    let case = found.case;
    let whole = case.tree.parent(found.function.node)?;
    let is_impl = case.tree.kind(whole) == NodeKind::Impl;
    let of_trait = case.tree.child(whole, Role::Trait).filter(|_| is_impl)?;
    let lends = case.written(of_trait) == "Iterator"
        && found.function.returns.is_some_and(|ty| {
            case.written(ty).contains("&mut ") || case.written(ty).contains("&'")
        });
    if lends {
        return Some(Repair::advice(
            "`Iterator` decides the signature of `next`: an item can't borrow from the iterator itself, only from data that the iterator borrows. Let the iterator keep an iterator of the standard library over that data, such as one from `iter()` or `iter_mut()`, and pass its items on.",
        ));
    }
    Some(Repair::advice(format!(
        "The trait `{}` decides the signature of `{}`, so it can't ask for more here: work with an owned value instead, or change the trait if it's yours.",
        case.written(of_trait),
        found.function.name()
    )))
}
