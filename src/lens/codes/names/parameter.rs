//! Names that are meant as parameters, which the signature lacks.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{items, lacking, pointing};

/// A name of which a call shows that it's a parameter: it passes one argument too many.
pub fn explain(case: &Case) -> Option<Account> {
    let lacking = lacking::of_name(case)?;
    let (function, name) = (lacking.function.name(), &lacking.name);
    let mut account =
        pointing::at_error(case, format!("`{name}` isn't a parameter of `{function}`"));
    let declared = items::name_of(case, lacking.function.node)?;
    let note = format!("has no parameter `{name}`");
    pointing::point_at(&mut account, case, &declared, note);
    let call = case.tree.bytes(lacking.call);
    pointing::point_at(&mut account, case, &call, "passes one argument more");
    account.say(format!(
        "`{function}` uses `{name}`, but has no such parameter. The call on line {} passes one argument \
         more than `{function}` takes.",
        case.line(call.start)
    ));
    account.repairs.extend(lacking.repair);
    account.keeps.push(case.primary.bytes.clone());
    Some(account)
}
