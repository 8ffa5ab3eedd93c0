//! Who needs help now, and who hasn't been seen for long.

use crate::class::report::facts::{ClassFacts, NeedForHelp};

/// How many learners each list names; the tables of `--csv` have all.
pub const MOST: usize = 200;

const DAY: u64 = 24 * 60 * 60;

/// What the first page shows. Learners are indices.
#[derive(Debug, Clone, Default)]
pub struct NowData {
    /// Who needs help and why, the longest first.
    pub help: Vec<(usize, NeedForHelp)>,
    /// Who hasn't been seen for long and hasn't finished: the longest first.
    pub away: Vec<usize>,
    /// How many learners worked in the last hour, and in the last week.
    pub active: (u32, u32),
    /// How many have finished the course, as they claim.
    pub finished: u32,
}

impl NowData {
    /// What the facts say about now.
    pub fn new(facts: &ClassFacts) -> Self {
        let mut data = Self::default();
        let count = u32::try_from(facts.exercises.len()).unwrap_or(u32::MAX);
        for (index, learner) in facts.learners.iter().enumerate() {
            let away = learner.away(facts.now);
            let has_finished = learner.claimed >= count;
            data.finished += u32::from(has_finished);
            data.active.0 += u32::from(away <= 60 * 60);
            data.active.1 += u32::from(away <= 7 * DAY);
            let need = learner
                .current
                .as_ref()
                .and_then(|it| it.need(&facts.rules));
            if away > u64::from(facts.rules.away_days) * DAY {
                if !has_finished {
                    data.away.push(index);
                }
            } else if let Some(need) = need {
                data.help.push((index, need));
            }
        }
        // Equal ones stay in the order of their pseudonyms.
        data.help
            .sort_by_key(|(_, need)| std::cmp::Reverse(need.seconds()));
        data.away
            .sort_by_key(|index| std::cmp::Reverse(facts.learners[*index].away(facts.now)));
        data
    }
}
