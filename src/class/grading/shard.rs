//! Which part of a plan a worker grades, and in which portions.

use std::fmt;
use std::str::FromStr;

use crate::class::plan::WorkItem;

/// The most shards that a plan is divided into.
pub const MOST_SHARDS: usize = 100_000;

/// One of the parts that a plan is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanShard {
    /// Which one, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl PlanShard {
    /// The work of this shard, as positions in the plan: every so many hand-ins, each as a whole.
    pub fn work(self, items: &[WorkItem]) -> impl Iterator<Item = usize> + Clone {
        let is_ours = move |at: &usize| items[*at].hand_in % self.of == self.number - 1;
        (0..items.len()).filter(is_ours)
    }

    /// The name of its results' file.
    pub fn file_name(self) -> String {
        format!("{}-of-{}.json", self.number, self.of)
    }

    /// The shard whose results' file has this name.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let (number, of) = name.strip_suffix(".json")?.split_once("-of-")?;
        let shard: Self = format!("{number}/{of}").parse().ok()?;
        // So that no two files are of one shard.
        (shard.file_name() == name).then_some(shard)
    }
}

impl fmt::Display for PlanShard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for PlanShard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/');
        let numbers = numbers.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST_SHARDS => {
                Ok(Self { number, of })
            }
            _ => Err(format!(
                "{text:?} isn't K/N: the shard's number and how many there are, from 1/1 to {MOST_SHARDS}/{MOST_SHARDS}"
            )),
        }
    }
}

/// The hand-ins that this work is of. `work` has positions in `items`, in their order.
pub fn hand_ins(items: &[WorkItem], work: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut hand_ins: Vec<Vec<usize>> = Vec::new();
    for at in work {
        match hand_ins.last_mut() {
            Some(last) if items[last[0]].hand_in == items[at].hand_in => last.push(at),
            _ => hand_ins.push(vec![at]),
        }
    }
    hand_ins
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn shards_are_written_k_of_n() {
        let shard: PlanShard = "3/7".parse().unwrap();
        assert_eq!(shard, PlanShard { number: 3, of: 7 });
        assert_eq!(PlanShard::of_file_name(&shard.file_name()), Some(shard));
        for wrong in ["0/7", "8/7", "1", "a/b", "1/0", "1/100001", "-1/2", "1/2/3"] {
            assert!(wrong.parse::<PlanShard>().is_err(), "{wrong}");
        }
        for wrong in [
            "03-of-7.json",
            "8-of-7.json",
            "3-of-7",
            "x.json",
            "+3-of-7.json",
        ] {
            assert_eq!(PlanShard::of_file_name(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn all_work_is_done_once_and_no_hand_in_is_divided(
            counts in proptest::collection::vec(1_usize..9, 1..9),
            of in 1_usize..12,
        ) {
            let items: Vec<WorkItem> = counts.iter().enumerate().flat_map(|(hand_in, count)| {
                (0..*count).map(move |name| WorkItem {
                    hand_in,
                    exercise: name.to_string(),
                    code: hand_in.to_string(),
                })
            }).collect();
            let mut done = Vec::new();
            for number in 1..=of {
                for hand_in in hand_ins(&items, PlanShard { number, of }.work(&items)) {
                    let numbers: BTreeSet<usize> =
                        hand_in.iter().map(|at| items[*at].hand_in).collect();
                    prop_assert_eq!(numbers.len(), 1);
                    prop_assert_eq!(hand_in.len(), counts[items[hand_in[0]].hand_in]);
                    done.extend(hand_in);
                }
            }
            done.sort_unstable();
            prop_assert_eq!(done, (0..items.len()).collect::<Vec<_>>());
        }
    }
}
