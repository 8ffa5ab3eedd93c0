//! How long a learner waits: the measurements, one of each a round, and what is asked of them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use portable_pty::CommandBuilder;
use serde_json::Value;

use super::compiler::{self, Compiler, Driver};
use super::environment::{REST, command, terminal_command, timed};
use super::lens::Lens;
use super::ours::{PROGRAM, ask, crate_flags, init, state};
use super::report::{self, Goal, Row, Times};
use super::rustlings;
use super::sources::{self, REPAIRS, Save, WEB, Web};
use super::terminal::Terminal;

/// Measures how long a learner waits.
#[derive(Debug, Parser)]
#[command(name = "latency")]
struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Do not install Rustlings and compare with it
    #[arg(long)]
    without_rustlings: bool,
    /// End with exit code 1 if a goal is missed
    #[arg(long)]
    strict: bool,
    /// What cargo adds; without it this is a test run, in which nothing is measured
    #[arg(long, hide = true)]
    bench: bool,
}

/// Measures and reports.
///
/// # Errors
/// A program does not start, or does something else than what is measured.
pub fn main() -> Result<ExitCode> {
    let options = Options::parse();
    if !options.bench {
        return Ok(ExitCode::SUCCESS);
    }
    let scratch = tempfile::tempdir()?;
    let mut out = io::stdout().lock();
    report::write_machine(scratch.path(), &mut out)?;
    let mut bench = Bench::prepare(scratch.path(), !options.without_rustlings)?;
    // The first round fills the system's caches and is not counted.
    bench.round(1)?;
    bench.times = AllTimes::default();
    for round in 1..=usize::from(options.rounds) {
        bench.round(1 + round)?;
    }
    let rows = bench.rows();
    writeln!(out, "Medians of {} rounds.\n", options.rounds)?;
    report::write_table(&rows, "ms", &mut out)?;
    bench.write_notes(&mut out)?;
    let missed = options.strict && !rows.iter().all(Row::is_met);
    Ok(ExitCode::from(u8::from(missed)))
}

/// Everything that is started once and used in every round.
struct Bench {
    compiler: Compiler,
    ours: Watched,
    rustlings: Option<Watched>,
    /// A learner's folder with the built-in course.
    built_in: PathBuf,
    /// Its exercises that come from the cache when nothing has changed.
    cached: Vec<String>,
    /// Its other exercises, and why they were checked again.
    uncached: Vec<String>,
    /// How long all crates of the course took at first.
    first_build: Duration,
    web: Web,
    watched_web: Watched,
    /// What the compiler must be told about the crates.
    crates: Vec<String>,
    lens: Lens,
    /// A program outside a course.
    program: PathBuf,
    times: AllTimes,
}

#[derive(Default)]
struct AllTimes {
    pass: Times,
    bare_pass: Times,
    rustlings_pass: Times,
    error: Times,
    bare_error: Times,
    repairs: Times,
    explain_program: Times,
    usual_program: Times,
    direct_program: Times,
    rustlings_error: Times,
    main_pass: Times,
    bare_main_pass: Times,
    main_error: Times,
    bare_main_error: Times,
    first_screen: Times,
    usual_version: Times,
    direct_version: Times,
    verify: Times,
    web_pass: Times,
    rustc_web_pass: Times,
    clippy_web_pass: Times,
    web_error: Times,
    rustc_web_error: Times,
    explain_all: Times,
    explain_slowest: Times,
    explain_nothing: Times,
}

impl Bench {
    fn prepare(scratch: &Path, with_rustlings: bool) -> Result<Self> {
        let rustlings = match with_rustlings {
            true => Some(watch_with_rustlings(scratch)?),
            false => None,
        };
        let folder = scratch.join("ours");
        let file = sources::write_course(&folder)?;
        let ours = Watched::start(file, watch_command(&folder), &sources::passing(0).ours)?;
        let built_in = scratch.join("built-in");
        init(&built_in)?;
        let first_build = verify(&built_in, &[WEB.to_owned()])?;
        // The first call compiles everything, the second tells what is in the cache now.
        ask(&built_in, "verify")?;
        let (cached, uncached) = split(&ask(&built_in, "verify")?)?;
        let web = Web::read()?;
        Ok(Self {
            compiler: Compiler::find(scratch.join("bare"))?,
            ours,
            rustlings,
            cached,
            uncached,
            first_build,
            watched_web: watch_web(scratch, &built_in, &web.passing(0))?,
            crates: crate_flags(&built_in)?,
            web,
            built_in,
            lens: Lens::prepare(scratch)?,
            program: scratch.join("alone.rs"),
            times: AllTimes::default(),
        })
    }

    fn round(&mut self, round: usize) -> Result<()> {
        let (pass, error) = (sources::passing(round), sources::borrow_error(round));
        let times = &mut self.times;
        times.pass.push(self.ours.save(&pass, &pass.ours)?);
        let (clippy, rustc) = (Driver::Clippy, Driver::Rustc);
        times
            .bare_pass
            .push(self.compiler.pass(clippy, &pass, &[])?);
        let [verdict, repairs] = self.ours.save_and_see(&error, [&error.ours, REPAIRS])?;
        times.error.push(verdict);
        times.repairs.push(repairs);
        times
            .bare_error
            .push(self.compiler.refuse(clippy, &error, &[])?);
        let time = self.lens.explain_program(&self.program, &error.text)?;
        times.explain_program.push(time);
        let usual = self.compiler.refuse_metadata(Path::new("rustc"), &error)?;
        times.usual_program.push(usual);
        let direct = self.compiler.rustc();
        let direct = self.compiler.refuse_metadata(&direct, &error)?;
        times.direct_program.push(direct);
        if let Some(theirs) = &self.rustlings {
            let time = theirs.save(&pass, &pass.rustlings)?;
            times.rustlings_pass.push(time);
            let time = theirs.save(&error, &error.rustlings)?;
            times.rustlings_error.push(time);
        }
        let (pass, error) = (sources::with_main(pass), sources::with_main(error));
        times.main_pass.push(self.ours.save(&pass, &pass.ours)?);
        let time = self.compiler.pass(clippy, &pass, &[])?;
        times.bare_main_pass.push(time);
        let [verdict, _] = self.ours.save_and_see(&error, [&error.ours, REPAIRS])?;
        times.main_error.push(verdict);
        let time = self.compiler.refuse(clippy, &error, &[])?;
        times.bare_main_error.push(time);
        let (pass, error) = (self.web.passing(round), self.web.broken(round));
        let (watched, crates) = (&self.watched_web, &self.crates);
        times.web_pass.push(watched.save(&pass, &pass.ours)?);
        let time = self.compiler.pass(rustc, &pass, crates)?;
        times.rustc_web_pass.push(time);
        let time = self.compiler.pass(clippy, &pass, crates)?;
        times.clippy_web_pass.push(time);
        times.web_error.push(watched.save(&error, &error.ours)?);
        let time = self.compiler.refuse(rustc, &error, crates)?;
        times.rustc_web_error.push(time);
        let folder = &self.built_in;
        times.first_screen.push(first_screen(folder)?);
        let usual = compiler::version(Path::new("rustc"), folder)?;
        times.usual_version.push(usual);
        let direct = compiler::version(&self.compiler.rustc(), folder)?;
        times.direct_version.push(direct);
        times.verify.push(verify(folder, &self.cached)?);
        let lens = &self.lens;
        times.explain_all.push(lens.explain(&lens.all)?);
        times.explain_slowest.push(lens.explain(&lens.slowest)?);
        times.explain_nothing.push(lens.explain(&lens.nothing)?);
        Ok(())
    }

    fn rows(&self) -> Vec<Row> {
        let times = &self.times;
        let mut rows = vec![
            Row::slower(
                "save to verdict, tests pass",
                &times.pass,
                "bare clippy-driver and the tests",
                &times.bare_pass,
                Goal::AtMost(1.25),
            ),
            Row::slower(
                "save to verdict, borrow error",
                &times.error,
                "bare clippy-driver",
                &times.bare_error,
                Goal::AtMost(1.3),
            ),
            Row::slower(
                "save to proven repairs, borrow error",
                &times.repairs,
                "bare clippy-driver",
                &times.bare_error,
                Goal::AtMost(4.0),
            ),
            Row::slower(
                "`explain FILE` with proven repairs",
                &times.explain_program,
                "`rustc --emit=metadata`, as found in PATH",
                &times.usual_program,
                Goal::AtMost(3.0),
            ),
            Row::slower(
                "`explain FILE` with proven repairs",
                &times.explain_program,
                "`rustc --emit=metadata`, in the sysroot",
                &times.direct_program,
                Goal::None,
            ),
        ];
        if self.rustlings.is_some() {
            rows.extend(self.rustlings_rows());
        }
        rows.extend(self.main_rows());
        rows.extend(self.web_rows());
        rows.extend([
            Row::slower(
                "start to first screen",
                &times.first_screen,
                "`rustc --version`, as found in PATH",
                &times.usual_version,
                Goal::AtMost(3.0),
            ),
            Row::slower(
                "start to first screen",
                &times.first_screen,
                "`rustc --version`, in the sysroot",
                &times.direct_version,
                Goal::None,
            ),
            Row::each(
                "verify, nothing changed",
                &times.verify,
                "exercises: ms each",
                u32::try_from(self.cached.len()).unwrap_or(u32::MAX),
                Goal::Below(1.0),
            ),
            Row::each(
                "the lens, from rustc's JSON to the drawings",
                &times.explain_all,
                "errors: ms each",
                self.lens.errors,
                Goal::Below(3.0),
            ),
            Row::more(
                "the lens, its slowest program",
                &times.explain_slowest,
                "`explain` of nothing: ms more",
                &times.explain_nothing,
                Goal::Below(3.0),
            ),
        ]);
        rows
    }

    /// An exercise whose `main` is built and run too; the bare calls leave it out.
    fn main_rows(&self) -> [Row; 2] {
        let times = &self.times;
        [
            Row::slower(
                "save to verdict with main, tests pass",
                &times.main_pass,
                "bare clippy-driver and the tests",
                &times.bare_main_pass,
                Goal::AtMost(0.9),
            ),
            Row::slower(
                "save to verdict with main, borrow error",
                &times.main_error,
                "bare clippy-driver",
                &times.bare_main_error,
                Goal::AtMost(0.85),
            ),
        ]
    }

    fn web_rows(&self) -> [Row; 3] {
        let times = &self.times;
        [
            Row::slower(
                "save to verdict with axum, tests pass",
                &times.web_pass,
                "bare rustc with the same crates and the tests",
                &times.rustc_web_pass,
                Goal::AtMost(1.25),
            ),
            Row::slower(
                "save to verdict with axum, tests pass",
                &times.web_pass,
                "bare clippy-driver with the same crates and the tests",
                &times.clippy_web_pass,
                Goal::None,
            ),
            Row::slower(
                "save to verdict with axum, error",
                &times.web_error,
                "bare rustc with the same crates",
                &times.rustc_web_error,
                Goal::AtMost(1.1),
            ),
        ]
    }

    /// What no table can say.
    fn write_notes(&self, out: &mut impl Write) -> io::Result<()> {
        let seconds = self.first_build.as_secs_f64();
        writeln!(
            out,
            "\nThe first check of an exercise with crates, which builds all of the course: \
             {seconds:.0} s."
        )?;
        if !self.uncached.is_empty() {
            let names = self.uncached.join(", ");
            writeln!(
                out,
                "Never cached, so not in `verify, nothing changed`: {names}."
            )?;
        }
        Ok(())
    }

    fn rustlings_rows(&self) -> [Row; 2] {
        let times = &self.times;
        let against = format!("Rustlings {}", rustlings::VERSION);
        [
            Row::faster(
                "save to verdict, tests pass",
                &times.pass,
                &against,
                &times.rustlings_pass,
                Goal::AtLeast(7.0),
            ),
            Row::faster(
                "save to verdict, borrow error",
                &times.error,
                &against,
                &times.rustlings_error,
                Goal::None,
            ),
        ]
    }
}

/// A tool that watches the exercise.
struct Watched {
    terminal: Terminal,
    file: PathBuf,
}

impl Watched {
    /// Starts the tool and waits for its first verdict.
    fn start(file: PathBuf, command: CommandBuilder, verdict: &str) -> Result<Self> {
        let terminal = Terminal::start(command)?;
        terminal.wait_for(verdict)?;
        Ok(Self { terminal, file })
    }

    /// From just before a save until the verdict is on the screen.
    fn save(&self, save: &Save, verdict: &str) -> Result<Duration> {
        let [time] = self.save_and_see(save, [verdict])?;
        Ok(time)
    }

    /// From just before a save until each of these texts, one after the other, is on the screen.
    /// Whoever measures something else next should wait for the last: until then we work.
    fn save_and_see<const N: usize>(&self, save: &Save, texts: [&str; N]) -> Result<[Duration; N]> {
        self.terminal.rest()?;
        let saved = Instant::now();
        fs::write(&self.file, &save.text)?;
        let shown = self.terminal.wait_for_each(texts)?;
        Ok(shown.map(|shown| shown - saved))
    }
}

fn watch_command(folder: &Path) -> CommandBuilder {
    let mut command = terminal_command(PROGRAM, folder);
    command.arg("watch");
    command
}

fn watch_with_rustlings(scratch: &Path) -> Result<Watched> {
    let program = rustlings::install()?;
    let course = rustlings::init(&program, scratch)?;
    let save = sources::passing(0);
    fs::write(&course.file, save.text)?;
    let command = terminal_command(program, &course.folder);
    Watched::start(course.file, command, &save.rustlings)
}

/// From the start of `watch` until the exercise's name is on the screen.
fn first_screen(folder: &Path) -> Result<Duration> {
    let list = ask(folder, "list")?;
    let name = list["current"].as_str().context("list names no current")?;
    sleep(REST);
    let terminal = Terminal::start(watch_command(folder))?;
    let shown = terminal.wait_for(name)?;
    let time = shown - terminal.started;
    // Ended now, it might be ended in the middle of something.
    terminal.rest()?;
    Ok(time)
}

/// Watches the exercise with axum in another folder of the built-in course.
fn watch_web(scratch: &Path, built_in: &Path, save: &Save) -> Result<Watched> {
    let folder = scratch.join("web");
    init(&folder)?;
    let state = state(&folder);
    fs::create_dir_all(state.join("crates"))?;
    let built = super::ours::state(built_in).join("crates/crates.json");
    // What it names lies in the other folder, and need not be built once more.
    fs::copy(built, state.join("crates/crates.json"))?;
    fs::copy(built_in.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    // If it is all the same, then not on the screen, where nobody waits so long.
    verify(&folder, &[WEB.to_owned()])?;
    let progress = format!("{{\"schema\":\"rustlings-like/progress/v1\",\"current\":\"{WEB}\"}}");
    fs::write(state.join("progress.json"), progress)?;
    let file = folder.join(format!("exercises/19_web/{WEB}.rs"));
    fs::write(&file, &save.text)?;
    Watched::start(file, watch_command(&folder), &save.ours)
}

/// Verifies these exercises, of which some fail.
fn verify(folder: &Path, names: &[String]) -> Result<Duration> {
    sleep(REST);
    let (output, time) = timed(command(PROGRAM, folder).arg("verify").args(names))?;
    // A new course has exercises that fail: exit code 1.
    let is_usual = output.status.code() == Some(1);
    ensure!(is_usual, "verify fails: {output:?}");
    Ok(time)
}

/// The exercises that came from the cache, and the others with the reasons of their verdicts.
fn split(document: &Value) -> Result<(Vec<String>, Vec<String>)> {
    let (mut cached, mut fresh) = (Vec::new(), Vec::new());
    for exercise in exercises(document)? {
        let name = exercise["name"].as_str().context("no name")?.to_owned();
        match exercise["cached"].as_bool() {
            Some(true) => cached.push(name),
            _ => fresh.push(format!("{name} ({})", exercise["reason"])),
        }
    }
    Ok((cached, fresh))
}

fn exercises(document: &Value) -> Result<&Vec<Value>> {
    let exercises = document["exercises"].as_array();
    exercises.context("the program names no exercises")
}
