//! One exercise: what the class meets there, and who is at it.

use crate::class::report::facts::{ClassFacts, ExerciseFacts};

/// How many learners the page names.
pub const MOST_LEARNERS: usize = 100;

/// What the page of an exercise shows.
#[derive(Debug, Clone)]
pub struct ExerciseData<'a> {
    /// The exercise's number.
    pub number: usize,
    /// The exercise's numbers.
    pub facts: &'a ExerciseFacts,
    /// The codes that it gave: the code, how many learners met it, how many beat it there.
    pub codes: Vec<(&'a str, u32, u32)>,
}

impl<'a> ExerciseData<'a> {
    /// What the facts say about an exercise.
    pub fn new(facts: &'a ClassFacts, number: usize) -> Self {
        let codes = facts.codes.iter().filter_map(|code| {
            let mut exercises = code.exercises.iter();
            let (_, met, beaten) = exercises.find(|(exercise, _, _)| *exercise == number)?;
            Some((code.code.as_str(), *met, *beaten))
        });
        let mut codes: Vec<_> = codes.collect();
        codes.sort_by_key(|(code, met, _)| (std::cmp::Reverse(*met), *code));
        Self {
            number,
            facts: &facts.exercises[number],
            codes,
        }
    }
}
