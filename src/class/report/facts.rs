//! All that the pages have in common, from one pass over the class's work.

use std::collections::BTreeMap;

use anyhow::Result;
use rusqlite::Connection;

use crate::class::folder::{ClassDir, HelpRules};
use crate::class::report::numbers::median;
use crate::model::course::Course;

/// The highest hint that's counted by itself.
pub const MOST_HINTS: usize = 3;

const DAY: u64 = 24 * 60 * 60;

/// How many codes are shown.
pub const MOST_CODES: usize = 100;

/// The failed versions that the bars of an exercise count: up to each of these, and more.
pub const TRY_STEPS: [u32; 7] = [0, 1, 2, 3, 5, 8, 12];

/// A class at one time.
#[derive(Debug, Clone)]
pub struct ClassFacts {
    /// The class's name.
    pub name: String,
    /// Whether everything in it is made up.
    pub is_demo: bool,
    /// When the report is made, in seconds since 1970.
    pub now: u64,
    /// Whether learners are called by their names.
    pub has_names: bool,
    /// When somebody is said to need help.
    pub rules: HelpRules,
    /// The exercises, in the course's order.
    pub exercises: Vec<ExerciseFacts>,
    /// The learners, in the order of their pseudonyms.
    pub learners: Vec<LearnerFacts>,
    /// The error codes, those that most learners met first.
    pub codes: Vec<CodeFacts>,
    /// How many learners of the roster haven't handed in anything.
    pub silent: u32,
    /// Their names, if the report has names.
    pub silent_names: Vec<String>,
}

/// The class at one exercise.
#[derive(Debug, Clone, Default)]
pub struct ExerciseFacts {
    /// The exercise's name.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// Its chapter.
    pub chapter: String,
    /// How many learners have worked on it.
    pub reached: u32,
    /// How many of them claim that it passed.
    pub claimed: u32,
    /// How many passed when they were graded.
    pub verified: u32,
    /// How many claim a pass and failed when they were graded.
    pub refuted: u32,
    /// The median of failed versions of those who claim a pass.
    pub tries: Option<u32>,
    /// The median of the time of work of those who claim a pass, in seconds.
    pub seconds: Option<u32>,
    /// How many learners needed how many versions, by [`TRY_STEPS`] and one more.
    pub try_counts: [u32; TRY_STEPS.len() + 1],
    /// For each highest hint from none to [`MOST_HINTS`]: learners, and those who claim a pass.
    pub after_hint: [(u32, u32); MOST_HINTS + 1],
    /// The learners whose current exercise it is, as indices.
    pub current: Vec<usize>,
}

/// A learner's work as a whole.
#[derive(Debug, Clone, Default)]
pub struct LearnerFacts {
    /// The number in the database.
    pub id: i64,
    /// The name to everybody.
    pub pseudonym: String,
    /// How pages call them: the pseudonym, or the name.
    pub label: String,
    /// How much the last hand-in tells.
    pub level: String,
    /// When the last hand-in was made, by the learner's clock.
    pub made_at: u64,
    /// When we got it.
    pub received_at: u64,
    /// On how many exercises there is work.
    pub reached: u32,
    /// How many claim to pass.
    pub claimed: u32,
    /// How many passed when they were graded.
    pub verified: u32,
    /// How many claim to pass and failed when they were graded.
    pub refuted: u32,
    /// All failed versions.
    pub tries: u32,
    /// All time of work, in seconds.
    pub seconds: u64,
    /// When the journal or the progress last says something.
    pub last_at: Option<u64>,
    /// The exercise of that time, if it hasn't passed.
    pub current: Option<CurrentExercise>,
}

/// The exercise that a learner is at work on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CurrentExercise {
    /// Its number.
    pub exercise: usize,
    /// How many versions failed.
    pub tries: u32,
    /// The time of work in seconds.
    pub seconds: u32,
    /// The code that has stood for most versions: it, the versions, the seconds.
    pub stuck: Option<(String, u32, u32)>,
}

/// How the class fares with an error code.
#[derive(Debug, Clone, Default)]
pub struct CodeFacts {
    /// The code.
    pub code: String,
    /// How many learners met it.
    pub met: u32,
    /// How many of them have passed every exercise that gave it.
    pub beaten: u32,
    /// The median of versions that it took to get rid of it, in exercises that passed since.
    pub tries: Option<u32>,
    /// Where it was met: the exercise's number, how many learners, how many of them beat it there.
    pub exercises: Vec<(usize, u32, u32)>,
}

/// Why a learner may need help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeedForHelp {
    /// The same code stands for many versions: it, the versions, the seconds.
    SameCode(String, u32, u32),
    /// Many versions failed in much time: the versions, the seconds.
    ManyVersions(u32, u32),
}

impl NeedForHelp {
    /// The time of work that it has lasted, in seconds.
    pub fn seconds(&self) -> u32 {
        match self {
            Self::SameCode(_, _, seconds) | Self::ManyVersions(_, seconds) => *seconds,
        }
    }
}

impl CurrentExercise {
    /// Whether the class's rules say that it needs help.
    pub fn need(&self, rules: &HelpRules) -> Option<NeedForHelp> {
        if let Some((code, versions, seconds)) = &self.stuck
            && *versions >= rules.same_code
        {
            return Some(NeedForHelp::SameCode(code.clone(), *versions, *seconds));
        }
        let is_long = self.seconds / 60 >= rules.minutes;
        (self.tries >= rules.failed && is_long)
            .then_some(NeedForHelp::ManyVersions(self.tries, self.seconds))
    }
}

impl LearnerFacts {
    /// For how many seconds nothing is known to have happened.
    pub fn away(&self, now: u64) -> u64 {
        let seen = match self.last_at {
            // A summary has days only, each as its midnight.
            Some(day) if self.level == "summary" => self.made_at.min(day.saturating_add(DAY - 1)),
            Some(at) => at,
            None => self.made_at,
        };
        now.saturating_sub(seen)
    }
}

impl ClassFacts {
    /// Goes through the class's work.
    ///
    /// # Errors
    /// The database can't be read.
    pub fn collect(
        db: &Connection,
        class: &ClassDir,
        course: &Course,
        now: u64,
        has_names: bool,
    ) -> Result<Self> {
        let mut facts = Self {
            name: class.settings.name.clone(),
            is_demo: class.settings.is_demo,
            now,
            has_names,
            rules: class.settings.help.clone(),
            exercises: exercises(course),
            learners: learners(db, has_names)?,
            codes: Vec::new(),
            silent: 0,
            silent_names: Vec::new(),
        };
        facts.add_cells(db)?;
        facts.add_codes(db)?;
        let mut silent = db.prepare(
            "SELECT name FROM roster WHERE id NOT IN (SELECT key FROM learner) ORDER BY name, id",
        )?;
        let names = silent.query_map([], |row| row.get(0))?;
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        facts.silent = u32::try_from(names.len())?;
        facts.silent_names = if has_names { names } else { Vec::new() };
        Ok(facts)
    }

    /// The codes that have a page of their own.
    pub fn codes_with_page(&self) -> impl Iterator<Item = &CodeFacts> {
        let shown = self.codes.iter().take(MOST_CODES);
        shown.filter(|code| is_rustc_code(&code.code))
    }

    /// The learner with this number in the database.
    fn index_of(&self) -> BTreeMap<i64, usize> {
        let learners = self.learners.iter().enumerate();
        learners
            .map(|(index, learner)| (learner.id, index))
            .collect()
    }

    fn add_cells(&mut self, db: &Connection) -> Result<()> {
        let index_of = self.index_of();
        let count = self.exercises.len();
        let mut all = vec![(Vec::new(), Vec::new()); count];
        let mut last: Vec<Option<(u64, usize)>> = vec![None; self.learners.len()];
        let mut cells = db.prepare(
            "SELECT learner, exercise, claimed, verified, attempts, hints, active_s, last_at,
                    stuck_code, stuck_versions, stuck_s
             FROM cell",
        )?;
        let mut rows = cells.query([])?;
        while let Some(row) = rows.next()? {
            let number: usize = row.get(1)?;
            let (Some(index), true) = (index_of.get(&row.get(0)?), number < count) else {
                // The course doesn't have the exercise any more.
                continue;
            };
            let (claimed, verified): (i64, i64) = (row.get(2)?, row.get(3)?);
            let (tries, hints, seconds): (u32, usize, u32) =
                (row.get(4)?, row.get(5)?, row.get(6)?);
            let passed = claimed == 2;
            let exercise = &mut self.exercises[number];
            let learner = &mut self.learners[*index];
            let refuted = u32::from(passed && verified == 1);
            exercise.reached += 1;
            exercise.claimed += u32::from(passed);
            exercise.verified += u32::from(verified == 2);
            exercise.refuted += refuted;
            let (at_hint, after_hint) = &mut exercise.after_hint[hints.min(MOST_HINTS)];
            *at_hint += 1;
            *after_hint += u32::from(passed);
            if passed {
                all[number].0.push(tries);
                all[number].1.push(seconds);
                let step = TRY_STEPS.iter().position(|most| tries <= *most);
                exercise.try_counts[step.unwrap_or(TRY_STEPS.len())] += 1;
            }
            learner.reached += 1;
            learner.claimed += u32::from(passed);
            learner.verified += u32::from(verified == 2);
            learner.refuted += refuted;
            learner.tries = learner.tries.saturating_add(tries);
            learner.seconds = learner.seconds.saturating_add(u64::from(seconds));
            let at: Option<u64> = row.get(7)?;
            let moment = (at.unwrap_or(0), number);
            if last[*index].is_none_or(|last| last <= moment) {
                last[*index] = Some(moment);
                learner.last_at = at.or(learner.last_at);
                learner.current = None;
                if !passed {
                    let code: Option<String> = row.get(8)?;
                    let versions: Option<u32> = row.get(9)?;
                    let stood: Option<u32> = row.get(10)?;
                    learner.current = Some(CurrentExercise {
                        exercise: number,
                        tries,
                        seconds,
                        stuck: code.map(|code| (code, versions.unwrap_or(0), stood.unwrap_or(0))),
                    });
                }
            }
        }
        for (exercise, (tries, seconds)) in self.exercises.iter_mut().zip(all) {
            exercise.tries = median(tries);
            exercise.seconds = median(seconds);
        }
        for (index, learner) in self.learners.iter().enumerate() {
            if let Some(current) = &learner.current {
                self.exercises[current.exercise].current.push(index);
            }
        }
        Ok(())
    }

    fn add_codes(&mut self, db: &Connection) -> Result<()> {
        #[derive(Default)]
        struct Tally {
            facts: CodeFacts,
            exercises: BTreeMap<usize, (u32, u32)>,
            met: Vec<u32>,
            /// The last learner who met it, and whether they beat it everywhere.
            last: Option<(i64, bool)>,
        }
        impl Tally {
            fn finish_learner(&mut self) {
                if let Some((_, is_beaten)) = self.last.take() {
                    self.facts.met += 1;
                    self.facts.beaten += u32::from(is_beaten);
                }
            }
        }
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        let mut found = db.prepare(
            "SELECT learner, exercise, code, met, beaten FROM cell_code ORDER BY learner",
        )?;
        let mut rows = found.query([])?;
        while let Some(row) = rows.next()? {
            let number: usize = row.get(1)?;
            if number >= self.exercises.len() {
                continue;
            }
            let (learner, is_beaten): (i64, bool) = (row.get(0)?, row.get(4)?);
            let code = row.get_ref(2)?.as_str()?;
            if !tallies.contains_key(code) {
                tallies.insert(code.to_owned(), Tally::default());
            }
            let Some(tally) = tallies.get_mut(code) else {
                continue;
            };
            match &mut tally.last {
                Some((last, is_all_beaten)) if *last == learner => *is_all_beaten &= is_beaten,
                _ => {
                    tally.finish_learner();
                    tally.last = Some((learner, is_beaten));
                }
            }
            if is_beaten {
                tally.met.push(row.get(3)?);
            }
            let (met, beaten) = tally.exercises.entry(number).or_default();
            *met += 1;
            *beaten += u32::from(is_beaten);
        }
        for (code, mut tally) in tallies {
            tally.finish_learner();
            let exercises = tally.exercises.into_iter();
            let mut exercises: Vec<_> = exercises
                .map(|(number, (met, beaten))| (number, met, beaten))
                .collect();
            exercises.sort_by_key(|(number, met, _)| (std::cmp::Reverse(*met), *number));
            self.codes.push(CodeFacts {
                code,
                tries: median(tally.met),
                exercises,
                ..tally.facts
            });
        }
        self.codes
            .sort_by(|a, b| b.met.cmp(&a.met).then_with(|| a.code.cmp(&b.code)));
        Ok(())
    }
}

/// Whether it's one of the compiler's codes. Anything may stand in a hand-in.
fn is_rustc_code(code: &str) -> bool {
    let digits = code.strip_prefix('E').unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn exercises(course: &Course) -> Vec<ExerciseFacts> {
    let exercises = course.exercises.iter().map(|exercise| ExerciseFacts {
        name: exercise.name.clone(),
        title: exercise.title.clone().unwrap_or_default(),
        chapter: exercise.chapter().to_owned(),
        ..ExerciseFacts::default()
    });
    exercises.collect()
}

/// The learners without their work. The order tells nothing about their names.
fn learners(db: &Connection, has_names: bool) -> Result<Vec<LearnerFacts>> {
    let mut all = db.prepare(
        "SELECT learner.id, pseudonym, level, made_at, received_at, coalesce(name, key)
         FROM learner LEFT JOIN roster ON roster.id = key ORDER BY pseudonym",
    )?;
    let learners = all.query_map([], |row| {
        let pseudonym: String = row.get(1)?;
        let label = if has_names {
            row.get(5)?
        } else {
            pseudonym.clone()
        };
        Ok(LearnerFacts {
            id: row.get(0)?,
            pseudonym,
            label,
            level: row.get(2)?,
            made_at: row.get(3)?,
            received_at: row.get(4)?,
            ..LearnerFacts::default()
        })
    })?;
    Ok(learners.collect::<Result<_, _>>()?)
}
