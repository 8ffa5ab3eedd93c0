//! Packs of as many learners as asked for, made from one that our program wrote.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Bench, run};
use crate::support::environment::command;
use crate::support::ours::{self, PROGRAM};
use crate::support::solved::Solved;

/// What learners hand in.
pub struct Packs {
    /// The folder with all packs.
    pub folder: PathBuf,
    /// A CSV file with all learners.
    pub roster: PathBuf,
    /// How many exercises each pack tells of.
    pub exercises: usize,
    /// How many bytes the packs have together.
    pub bytes: u64,
}

/// What the learner of the real pack is called.
const REAL: &str = "the-real-one";

/// Error codes, those that beginners often meet first.
const CODES: [&str; 16] = [
    "E0382", "E0277", "E0308", "E0425", "E0599", "E0433", "E0502", "E0507", "E0596", "E0594",
    "E0106", "E0597", "E0004", "E0515", "E0499", "E0384",
];

/// How many days ago the class began. The quickest need three days fewer for all exercises.
const DAYS: u64 = 42;
const DAY: u64 = 86_400;

impl Packs {
    /// Writes them.
    pub fn write(bench: &Bench, learners: u32) -> Result<Self> {
        let real = Real::make(bench)?;
        let folder = bench.scratch.join("packs");
        fs::create_dir(&folder)?;
        let roster = bench.scratch.join("roster.csv");
        let mut people = fs::File::create(&roster)?;
        writeln!(people, "id,name,email,section")?;
        let mut bytes = 0;
        let mut random = Random(1);
        for number in 0..learners {
            let id = format!("learner-{number:05}");
            writeln!(
                people,
                "{id},Learner {number},{id}@example.org,{}",
                number % 40
            )?;
            let text = real.pack(&id, &mut random);
            bytes += u64::try_from(text.len())?;
            fs::write(folder.join(format!("{id}.pack")), text)?;
        }
        Ok(Self {
            folder,
            roster,
            exercises: real.exercises.len(),
            bytes,
        })
    }
}

/// A pack of a learner who has solved one exercise.
struct Real {
    head: String,
    /// What it says of that exercise.
    work: Value,
    /// The names of all exercises.
    exercises: Vec<String>,
    /// When the class began, in seconds since 1970.
    first_day: u64,
}

impl Real {
    fn make(bench: &Bench) -> Result<Self> {
        let folder = bench.scratch.join("learner");
        ours::init(&folder)?;
        let course = Solved::open(folder.clone())?;
        let exercises: Vec<(&str, &Path)> = course.files().collect();
        let (first, file) = *exercises.first().context("no exercises")?;
        let solutions = Path::new(env!("CARGO_MANIFEST_DIR")).join("solutions");
        let solution = solutions.join(file.strip_prefix("exercises")?);
        fs::write(folder.join(file), fs::read(solution)?)?;
        run(command(PROGRAM, &folder).args(["run", first]))?;
        let pack = bench.scratch.join("real.pack");
        let mut make = command(PROGRAM, &folder);
        run(make.args(["class", "pack", "--as", REAL]).arg(&pack))?;
        let text = fs::read_to_string(&pack)?;
        let lines: Vec<&str> = text.lines().collect();
        let [head, work, _end] = lines[..] else {
            anyhow::bail!("another pack than expected: {text}");
        };
        ensure!(head.contains(REAL), "the learner isn't in {head}");
        let now = std::time::UNIX_EPOCH.elapsed()?.as_secs();
        Ok(Self {
            first_day: now - DAYS * DAY,
            head: head.to_owned(),
            work: serde_json::from_str(work)?,
            exercises: exercises
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect(),
        })
    }

    /// A pack of somebody else, who has worked on every exercise.
    fn pack(&self, learner: &str, random: &mut Random) -> String {
        let mut text = self.head.replace(REAL, learner) + "\n";
        // Some learners were last seen weeks ago.
        let pace = 1 + random.below(3);
        for (place, exercise) in (0..).zip(&self.exercises) {
            let mut line = self.work.clone();
            vary(
                &mut line["work"],
                exercise,
                self.first_day + place / 8 * pace * DAY,
                random,
            );
            text += &line.to_string();
            text.push('\n');
        }
        let digest = blake3::hash(text.as_bytes()).to_hex();
        let end = json!({"end": {"lines": self.exercises.len(), "digest": digest.as_str()}});
        text + &end.to_string() + "\n"
    }
}

/// Another exercise, begun at another time, with other numbers.
fn vary(work: &mut Value, exercise: &str, first: u64, random: &mut Random) {
    work["exercise"] = exercise.into();
    work["attempts"] = random.below(6).into();
    work["hints"] = random.below(4).into();
    work["active_seconds"] = (30 + random.below(1200)).into();
    let last = first + random.below(2) * DAY;
    work["first_at"] = midnight(first).into();
    work["last_at"] = midnight(last).into();
    let is_passed = random.below(10) > 0;
    let mut codes = serde_json::Map::new();
    for _ in 0..random.below(3) {
        let code = CODES[usize::try_from(random.below(16)).unwrap_or(0)];
        codes.insert(
            code.to_owned(),
            json!({"met": 1 + random.below(3), "beaten": is_passed || random.below(2) == 0}),
        );
    }
    if is_passed {
        work["passed_at"] = midnight(last).into();
    } else {
        work["state"] = "started".into();
        work["last_reason"] = "compile_error".into();
        if let Some(fields) = work.as_object_mut() {
            fields.remove("passed_at");
        }
        if let Some(code) = codes.keys().next() {
            let versions = 1 + random.below(6);
            work["stuck"] = json!({"code": code, "versions": versions, "seconds": versions * 90});
        }
    }
    if !codes.is_empty() {
        work["codes"] = codes.into();
    }
}

/// The day of a time, as packs write it.
fn midnight(at: u64) -> String {
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(at - at % DAY);
    humantime::format_rfc3339_seconds(time).to_string()
}

/// The same numbers each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % end
    }
}
