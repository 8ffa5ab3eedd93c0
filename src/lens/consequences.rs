//! Errors that are there only because of a slip: the trial of its repair has shown that they go with
//! it. What could be advised about them would be about a program that nobody meant to write.

use crate::lens::repair::ProofState;
use crate::lens::rule::Rule;
use crate::lens::{Lens, Tier, codes};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;

/// Says of each error that goes with the repair of an earlier slip that it does, and nothing else.
/// Of a slip's repairs, only those are kept that take the most errors away.
pub fn tell(source: &Source, errors: &[Diagnostic], lenses: &mut [Option<Lens>]) {
    for root in 0..lenses.len() {
        let Some((line, gone)) = lenses[root]
            .as_mut()
            .and_then(|lens| repaired_slip(lens, source))
        else {
            continue;
        };
        for other in gone.into_iter().filter(|other| *other != root) {
            let both = lenses[root]
                .as_ref()
                .zip(lenses.get(other).and_then(Option::as_ref));
            let is_same = both.is_some_and(|(root, other)| root.is_of_same_slip(other));
            if let (false, Some(lens), Some(error)) =
                (is_same, lenses.get_mut(other), errors.get(other))
            {
                *lens = Some(consequence(error, line));
            }
        }
    }
}

/// The line of a slip, which is then marked where it's put right, and the errors that its best repair
/// takes away. `None` if it isn't one, or if
/// none of its repairs is proven.
fn repaired_slip(lens: &mut Lens, source: &Source) -> Option<(usize, Vec<usize>)> {
    let is_slip = lens.rule == Rule::Syntax && lens.tier == Tier::Timeline;
    if !is_slip {
        return None;
    }
    let is_proven = |proof: ProofState| proof == ProofState::Proven;
    let proven = lens.repairs.iter().filter(|one| is_proven(one.proof));
    let most = proven.map(|one| one.cures.len()).max()?;
    for repair in &mut lens.repairs {
        if is_proven(repair.proof) && repair.cures.len() < most {
            repair.proof = ProofState::Refuted;
        }
    }
    lens.mark_where_it_is_put_right(source);
    let line = lens.place?.line;
    let best = lens.repairs.iter().find(|one| is_proven(one.proof))?;
    Some((line, best.cures.clone()))
}

fn consequence(error: &Diagnostic, line: usize) -> Lens {
    let entry = codes::entry_for(error);
    let (rule, summary) = entry.map_or((Rule::Syntax, ""), |entry| {
        (entry.rule_for(error), entry.summary_for(error))
    });
    let mut lens = Lens::without_source(error, rule, summary);
    lens.story = vec![format!("This goes away with the repair of line {line}.")];
    lens.goes_with = Some(line);
    lens
}
