//! The error codes that the class fights with.

use crate::class::report::facts::{ClassFacts, CodeFacts};

/// How many learners the page of a code names.
const MOST_LEARNERS: usize = 100;

/// What the page of a code shows.
#[derive(Debug, Clone)]
pub struct CodeData<'a> {
    /// The code's numbers.
    pub facts: &'a CodeFacts,
    /// Learners whose current exercise gives it: the index, in how many versions running, and for
    /// how many seconds of work. The longest first.
    pub fighting: Vec<(usize, u32, u32)>,
    /// The drawing, and the name of the exercise whose starter it draws.
    pub drawing: Option<(String, String)>,
}

impl<'a> CodeData<'a> {
    /// What the facts say about a code.
    pub fn new(facts: &ClassFacts, code: &'a CodeFacts, drawing: Option<(String, String)>) -> Self {
        let learners = facts.learners.iter().enumerate();
        let mut fighting: Vec<_> = learners
            .filter_map(|(index, learner)| {
                let (found, versions, seconds) = learner.current.as_ref()?.stuck.as_ref()?;
                (*found == code.code).then_some((index, *versions, *seconds))
            })
            .collect();
        fighting.sort_by_key(|(_, _, seconds)| std::cmp::Reverse(*seconds));
        fighting.truncate(MOST_LEARNERS);
        Self {
            facts: code,
            fighting,
            drawing,
        }
    }
}
