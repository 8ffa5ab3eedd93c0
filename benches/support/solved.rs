//! A folder with a course that somebody has finished.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::environment::{REST, command, timed};
use super::ours::{PROGRAM, state};

/// A course with all its exercises solved, of which some or all are verified.
pub struct Solved {
    /// The folder.
    pub folder: PathBuf,
    /// What is verified.
    exercises: Vec<Exercise>,
    /// Whether that is everything.
    all: bool,
    /// How often an exercise was changed.
    changes: usize,
}

/// One exercise.
struct Exercise {
    name: String,
    file: PathBuf,
    needs_crates: bool,
    needs_network: bool,
}

impl Solved {
    /// The course in a folder, whose exercises are solved.
    pub fn open(folder: PathBuf) -> Result<Self> {
        let listed_in = folder.clone();
        Self::open_listed_in(folder, &listed_in)
    }

    /// The same, with the manifest of another folder.
    pub fn open_listed_in(folder: PathBuf, listed_in: &Path) -> Result<Self> {
        let text = fs::read_to_string(listed_in.join("info.toml"))?;
        let manifest: toml::Table = text.parse()?;
        let crates = manifest.get("dependencies").and_then(|d| d.as_table());
        let crates: Vec<String> = crates
            .into_iter()
            .flat_map(toml::Table::keys)
            .map(|name| format!("{}::", name.replace('-', "_")))
            .collect();
        let listed = manifest["exercises"].as_array().context("no exercises")?;
        let exercises = listed.iter().map(|exercise| {
            let text = |key| exercise.get(key).and_then(toml::Value::as_str);
            let name = text("name").context("an exercise has no name")?.to_owned();
            let dir = text("dir").unwrap_or_default();
            let file = Path::new("exercises").join(dir).join(format!("{name}.rs"));
            let source = fs::read_to_string(folder.join(&file))?;
            Ok(Exercise {
                needs_network: exercise.get("network").is_some(),
                needs_crates: crates.iter().any(|name| source.contains(name)),
                name,
                file,
            })
        });
        Ok(Self {
            exercises: exercises.collect::<Result<_>>()?,
            folder,
            all: true,
            changes: 0,
        })
    }

    /// Leaves out what needs crates.
    pub fn without_crates(&mut self) {
        self.exercises.retain(|exercise| !exercise.needs_crates);
        self.all = false;
    }

    /// Leaves out what needs the network, which the sandbox blocks.
    pub fn without_network(&mut self) {
        self.exercises.retain(|exercise| !exercise.needs_network);
        self.all = false;
    }

    /// The names of the exercises that are verified, and their files in the folder.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        let exercises = self.exercises.iter();
        exercises.map(|exercise| (&*exercise.name, &*exercise.file))
    }

    /// How many exercises are verified.
    pub fn len(&self) -> usize {
        self.exercises.len()
    }

    /// The command that verifies it.
    pub fn verify(&self) -> Command {
        let mut verify = command(PROGRAM, &self.folder);
        verify.arg("verify");
        if !self.all {
            verify.args(self.exercises.iter().map(|exercise| &exercise.name));
        }
        verify
    }

    /// How long our program takes with what it knows. All must pass.
    pub fn time(&self) -> Result<Duration> {
        sleep(REST);
        let (output, time) = timed(&mut self.verify())?;
        ensure!(output.status.success(), "verify fails: {output:?}");
        Ok(time)
    }

    /// How long our program takes if it knows nothing but the crates, if there are some, and
    /// the starters, if it has seen them.
    pub fn time_cold(&self) -> Result<Duration> {
        self.forget()?;
        self.time()
    }

    /// Removes all that our program knows but the crates and the starters.
    pub fn forget(&self) -> Result<()> {
        for entry in fs::read_dir(state(&self.folder)).into_iter().flatten() {
            let entry = entry?;
            if entry.file_name() != "crates" && entry.file_name() != "pristine" {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }

    /// How long our program takes after a change of one exercise.
    pub fn time_changed(&mut self) -> Result<Duration> {
        self.change()?;
        self.time()
    }

    /// Changes an exercise in the middle, so that it still passes.
    pub fn change(&mut self) -> Result<()> {
        self.changes += 1;
        let exercise = &self.exercises[self.exercises.len() / 2];
        let file = self.folder.join(&exercise.file);
        let text = fs::read_to_string(&file)?;
        fs::write(&file, format!("{text}// Change {}.\n", self.changes))?;
        Ok(())
    }

    /// How long one bare compiler call and one run for each file take, on all processors.
    pub fn time_bare(&self, rustc: &Path, crates: &[String], programs: &Path) -> Result<Duration> {
        fs::create_dir_all(programs)?;
        sleep(REST);
        let started = Instant::now();
        on_all_processors(self.exercises.len(), |index| {
            let exercise = &self.exercises[index];
            let program = programs.join(&exercise.name);
            let mut compile = command(rustc, &self.folder);
            compile.args(["--edition", "2024", "--test"]);
            if exercise.needs_crates {
                compile.args(crates);
                // What macros ask for; wasm_bindgen does.
                compile.env("CARGO_MANIFEST_DIR", &self.folder);
                for (name, value) in [("CRATE", &*exercise.name), ("PKG", "course")] {
                    compile.env(format!("CARGO_{name}_NAME"), value);
                }
                compile.env("CARGO_PKG_VERSION", "0.0.0");
            }
            compile.arg(&exercise.file).arg("-o").arg(&program);
            for mut step in [compile, command(program, &self.folder)] {
                let (output, _) = timed(&mut step)?;
                let file = exercise.file.display();
                ensure!(output.status.success(), "bare, {file} fails: {output:?}");
            }
            Ok(())
        })?;
        Ok(started.elapsed())
    }
}

/// Does `work` with each number below `count`, as `xargs -P` would.
fn on_all_processors(count: usize, work: impl Fn(usize) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    let step = || -> ControlFlow<()> {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if index >= count {
            return ControlFlow::Break(());
        }
        if let Err(error) = work(index) {
            if let Ok(mut failed) = failed.lock() {
                failed.get_or_insert(error);
            }
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    };
    std::thread::scope(|scope| -> Result<()> {
        for _ in 0..std::thread::available_parallelism()?.get() {
            scope.spawn(|| while step().is_continue() {});
        }
        Ok(())
    })?;
    match failed.into_inner() {
        Ok(None) => Ok(()),
        Ok(Some(error)) => Err(error),
        Err(_) => bail!("a thread has failed"),
    }
}

/// Copies a folder's content over that of another one.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("no {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            // Not `fs::copy`, which would keep that a packaged file may not be written.
            false => fs::write(target, fs::read(entry.path())?)?,
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    match path.is_dir() {
        true => fs::remove_dir_all(path)?,
        false => fs::remove_file(path)?,
    }
    Ok(())
}
