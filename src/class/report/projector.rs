//! What may be seen by everybody in the room: no learner, no ranking, no small number.

use crate::class::report::facts::ClassFacts;
use crate::class::report::numbers::percent;

/// A smaller number could be one person's.
pub const LEAST: u32 = 3;

/// How many codes are shown.
const MOST_CODES: usize = 6;

/// A number of learners that may be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicCount {
    /// The number.
    Of(u32),
    /// Fewer than [`LEAST`], maybe none.
    Few,
    /// All, or all but fewer than [`LEAST`].
    NearlyAll,
}

impl PublicCount {
    /// What may be said of a part of a class.
    pub fn new(part: u32, whole: u32) -> Self {
        if part < LEAST {
            Self::Few
        } else if whole - part.min(whole) < LEAST {
            Self::NearlyAll
        } else {
            Self::Of(part)
        }
    }
}

/// What the projector shows.
#[derive(Debug, Clone, Default)]
pub struct ProjectorData {
    /// How many learners there are.
    pub learners: u32,
    /// For each chapter: its name, how many learners have begun it, and how much of it is done by
    /// the whole class, in percent, as it claims; `None` if too few have begun it to say.
    pub chapters: Vec<(String, PublicCount, Option<u32>)>,
    /// The codes that most learners met: the code, how many met it, how many beat it.
    pub codes: Vec<(String, PublicCount, PublicCount)>,
}

impl ProjectorData {
    /// What everybody may see of the class.
    pub fn new(facts: &ClassFacts) -> Self {
        let learners = u32::try_from(facts.learners.len()).unwrap_or(u32::MAX);
        let count = |part| PublicCount::new(part, learners);
        let mut data = Self {
            learners,
            ..Self::default()
        };
        for chapter in facts.exercises.chunk_by(|a, b| a.chapter == b.chapter) {
            let begun = chapter.iter().map(|exercise| exercise.reached).max();
            let begun = count(begun.unwrap_or(0));
            let claimed = chapter.iter().map(|exercise| exercise.claimed).sum();
            let size = u32::try_from(chapter.len()).unwrap_or(u32::MAX);
            let done = percent(claimed, learners.saturating_mul(size));
            let done = done.filter(|_| begun != PublicCount::Few);
            data.chapters
                .push((chapter[0].chapter.clone(), begun, done));
        }
        let codes = facts.codes.iter().filter(|code| code.met >= LEAST);
        data.codes = codes
            .take(MOST_CODES)
            .map(|code| {
                let beaten = PublicCount::new(code.beaten, code.met);
                (code.code.clone(), count(code.met), beaten)
            })
            .collect();
        data
    }
}
