//! What the borrow lens costs: `explain` of what the compiler said of the golden programs.
//!
//! A check draws them in the same way from the same diagnostics.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::environment::{REST, command, timed};
use super::ours::PROGRAM;
use super::sources::REPAIRS;

/// Below the package's root; the paths in the diagnostics begin here.
const PROGRAMS: &str = "tests/lens";
const DIAGNOSTICS: &str = "tests/lens_versions/1.95.json";

/// Diagnostics, each list in a file that a program can be given.
pub struct Lens {
    /// Where the sources lie.
    sources: PathBuf,
    /// What there is to say of all programs.
    pub all: PathBuf,
    /// How many errors that is.
    pub errors: u32,
    /// The part that is about the program which takes longest.
    pub slowest: PathBuf,
    /// No diagnostics.
    pub nothing: PathBuf,
}

impl Lens {
    /// Writes the lists and finds out which program takes longest.
    pub fn prepare(scratch: &Path) -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = root.join(DIAGNOSTICS);
        let text = fs::read_to_string(&all)?;
        let mut lists: BTreeMap<String, String> = BTreeMap::new();
        let mut errors = 0;
        for line in text.lines() {
            let diagnostic: Value = serde_json::from_str(line)?;
            errors += u32::from(diagnostic["level"] == "error");
            // Those without a place are summaries.
            if let Some(file) = diagnostic["spans"][0]["file_name"].as_str() {
                let list = lists.entry(file.to_owned()).or_default();
                list.push_str(line);
                list.push('\n');
            }
        }
        let folder = scratch.join("lens");
        fs::create_dir_all(&folder)?;
        let nothing = folder.join("nothing.json");
        fs::write(&nothing, "")?;
        let slowest = folder.join("slowest.json");
        let lens = Self {
            sources: root.join(PROGRAMS),
            all,
            errors,
            slowest,
            nothing,
        };
        lens.find_slowest(&lists)?;
        Ok(lens)
    }

    fn find_slowest(&self, lists: &BTreeMap<String, String>) -> Result<()> {
        let mut longest = Duration::ZERO;
        let mut slowest = None;
        for list in lists.values() {
            fs::write(&self.slowest, list)?;
            // The best of three: one slow start would name the wrong one.
            let mut time = Duration::MAX;
            for _ in 0..3 {
                time = time.min(self.run(&self.slowest)?);
            }
            if time > longest {
                (longest, slowest) = (time, Some(list));
            }
        }
        fs::write(&self.slowest, slowest.context("no golden programs")?)?;
        Ok(())
    }

    /// Draws what a list is about.
    pub fn explain(&self, list: &Path) -> Result<Duration> {
        sleep(REST);
        self.run(list)
    }

    /// Explains a program outside a course, with its repairs proven.
    pub fn explain_program(&self, program: &Path, text: &str) -> Result<Duration> {
        fs::write(program, text)?;
        let folder = program.parent().context("no folder")?;
        sleep(REST);
        let (output, time) = timed(command(PROGRAM, folder).arg("explain").arg(program))?;
        let text = String::from_utf8_lossy(&output.stdout);
        ensure!(text.contains(REPAIRS), "explain proves nothing: {output:?}");
        Ok(time)
    }

    fn run(&self, list: &Path) -> Result<Duration> {
        let mut explain = command(PROGRAM, &self.sources);
        explain.args(["explain", "-"]).stdin(File::open(list)?);
        let (output, time) = timed(&mut explain)?;
        let text = String::from_utf8_lossy(&output.stdout);
        ensure!(!text.is_empty(), "explain says nothing: {output:?}");
        Ok(time)
    }
}
