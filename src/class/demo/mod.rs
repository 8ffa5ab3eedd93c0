//! A class that's made up, to see every page, and for tests and benchmarks.

mod code;
mod habits;
mod names;
mod random;
mod walk;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use rusqlite::Transaction;

use crate::class::demo::code::DemoCode;
use crate::class::demo::habits::Habits;
use crate::class::demo::random::Random;
use crate::class::folder::ClassDir;
use crate::class::store::{ClassStore, HandIn, RosterEntry, add};
use crate::class::texts::CourseTexts;
use crate::engine::grading::originals::{Originals, OriginalsSource};
use crate::exit;
use crate::model::course::Course;
use crate::model::expectation::Expectation;
use crate::model::journal::History;
use crate::model::pack::{ExerciseWork, PackLevel};
use crate::model::progress::Progress;

/// How many learners are added in one change.
const AT_ONCE: usize = 500;

/// The key of results that nobody graded.
const DEMO_KEY: &str = "demo";

/// What a made-up class is like.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// How many learners it has.
    pub learners: usize,
    /// Decides everything that's made up.
    pub seed: u64,
    /// The time in the class, in seconds since 1970.
    pub now: u64,
    /// How many events each exercise of each learner has, if that's fixed; with 0, nobody hands in
    /// a journal.
    pub events: Option<usize>,
    /// Whether every learner does every exercise.
    pub is_complete: bool,
    /// Whether most of it gets results, as if it were graded.
    pub is_graded: bool,
}

/// What was made up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// How many learners handed something in.
    pub learners: usize,
    /// How many exercises they worked on, all together.
    pub cells: usize,
    /// How many events their journals have.
    pub events: usize,
    /// How many texts claim to pass and don't.
    pub forged: usize,
}

/// Makes up a class in a folder that doesn't exist yet, or is empty.
///
/// # Errors
/// The folder isn't empty or can't be written, or there is no such course.
pub fn make(
    folder: &Path,
    source: &OriginalsSource,
    options: &DemoOptions,
) -> Result<(ClassDir, DemoSummary)> {
    let mut secret = [0; 16];
    secret[..8].copy_from_slice(&options.seed.to_le_bytes());
    let class = ClassDir::create_demo(folder, source, secret)?;
    let originals = Originals::find(Some(&class.course()), None)?;
    let Some(course) = originals.course else {
        return Err(exit::error(exit::COURSE, "the course has no exercises"));
    };
    let mut store = ClassStore::create(&class, &course)?;
    let texts = CourseTexts::load(&class.course(), &course)?;
    let demo = Demo {
        originals: texts.digest(&course),
        course: &course,
        texts: &texts,
        options,
    };
    let mut summary = DemoSummary::default();
    let mut results = BTreeMap::new();
    for from in (0..options.learners).step_by(AT_ONCE) {
        let transaction = store.begin()?;
        for number in from..options.learners.min(from + AT_ONCE) {
            let invented = demo.learner(number);
            add_to_roster(&transaction, &invented.person)?;
            if let Some(hand_in) = &invented.hand_in {
                add(&transaction, &class, &course, hand_in)?;
                summary.learners += 1;
                summary.cells += hand_in.work.len();
                summary.events += hand_in.events.len();
            }
            summary.forged += invented.forged;
            results.extend(invented.results);
        }
        transaction.commit()?;
    }
    if options.is_graded {
        let transaction = store.begin()?;
        add_results(&transaction, &course, &results)?;
        transaction.commit()?;
    }
    Ok((class, summary))
}

/// Whether a text of an exercise is right, by the exercise's place and the text's digest.
type Results = BTreeMap<(usize, [u8; 32]), bool>;

struct Demo<'a> {
    course: &'a Course,
    texts: &'a CourseTexts,
    originals: String,
    options: &'a DemoOptions,
}

struct Invented {
    person: RosterEntry,
    /// `None` if the learner hasn't handed in anything.
    hand_in: Option<HandIn>,
    results: Results,
    forged: usize,
}

impl Demo<'_> {
    fn learner(&self, number: usize) -> Invented {
        let options = self.options;
        let stream = u64::try_from(number).unwrap_or(0) + 1;
        let mut random = Random::new(options.seed, stream);
        let person = names::invent(number, &mut random);
        let mut habits = Habits::invent(&mut random, options.now);
        if options.is_complete {
            habits = habits.without_end(options.now);
        } else if random.percent(2) {
            habits.sessions.clear();
        }
        let walk = walk::walk(self.course, &habits, stream, options.events, &mut random);
        let mut invented = Invented {
            person,
            hand_in: None,
            results: Results::new(),
            forged: 0,
        };
        let Some(last) = walk.events.last() else {
            return invented;
        };
        let level = match (options.events, random.below(100)) {
            (Some(0), 0..60) | (None, 0..15) => PackLevel::Summary,
            (None, 15..40) => PackLevel::Timeline,
            _ => PackLevel::Code,
        };
        let made_at = last.at + 30;
        let history = History::of(self.course, &Progress::default(), &walk.events);
        let work = history.exercises.iter();
        let mut work: Vec<ExerciseWork> = work
            .map(|(name, history)| ExerciseWork::new(name, history))
            .collect();
        let mut files = BTreeMap::new();
        if level == PackLevel::Code {
            files = self.files(&walk.passed, &mut invented, &mut random);
        }
        if level == PackLevel::Summary {
            work = work.into_iter().map(ExerciseWork::without_times).collect();
        }
        let tells_events = level >= PackLevel::Timeline && options.events != Some(0);
        invented.hand_in = Some(HandIn {
            key: invented.person.id.clone(),
            level,
            originals: self.originals.clone(),
            made_at,
            is_dated: true,
            received_at: (made_at + 120).min(options.now),
            work,
            events: if tells_events {
                walk.events
            } else {
                Vec::new()
            },
            is_complete: false,
            files,
        });
        invented
    }

    /// The code of the exercises that passed, and of those at work. A few claim too much.
    fn files(
        &self,
        passed: &[bool],
        invented: &mut Invented,
        random: &mut Random,
    ) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let forges = random.percent(5);
        let exercises = self.course.exercises.iter().zip(passed);
        for (place, (exercise, has_passed)) in exercises.enumerate() {
            let is_forged = if forges {
                random.percent(15)
            } else {
                random.below(400) == 0
            };
            let never_fails = exercise.expect == [Expectation::Passes];
            let code = match (has_passed, never_fails) {
                (true, _) if !is_forged || never_fails => code::right(self.texts, place, random),
                (_, false) => code::wrong(self.texts, place, random),
                (_, true) => None,
            };
            let Some(DemoCode { text, is_right }) = code else {
                continue;
            };
            invented.forged += usize::from(*has_passed && !is_right);
            // Some of it always waits to be graded.
            if place + 3 < passed.len() {
                let digest = *blake3::hash(text.as_bytes()).as_bytes();
                invented.results.insert((place, digest), is_right);
            }
            files.insert(exercise.name.clone(), text);
        }
        files
    }
}

fn add_to_roster(transaction: &Transaction<'_>, person: &RosterEntry) -> Result<()> {
    transaction
        .prepare_cached("INSERT INTO roster(id, name, email, section) VALUES (?1, ?2, ?3, ?4)")?
        .execute((&person.id, &person.name, &person.email, &person.section))?;
    Ok(())
}

fn add_results(transaction: &Transaction<'_>, course: &Course, results: &Results) -> Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO result(exercise, code, key, reason, passed, points)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for ((place, digest), is_right) in results {
        let exercise = &course.exercises[*place];
        let (reason, points) = match is_right {
            true => ("passed", exercise.points),
            false => ("compile_error", 0),
        };
        insert.execute((
            i64::try_from(*place)?,
            digest.as_slice(),
            DEMO_KEY,
            reason,
            is_right,
            points,
        ))?;
    }
    transaction.execute(
        "UPDATE cell SET verified = coalesce((SELECT 1 + passed FROM result
             WHERE result.exercise = cell.exercise AND result.code = cell.code), 0)
         WHERE code IS NOT NULL",
        [],
    )?;
    Ok(())
}
