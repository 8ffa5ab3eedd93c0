//! Lets cargo build a course's crates.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::config::Config;
use super::place::Place;
use super::progress::Progress;
use super::{Crates, WasmPart, lock};
use crate::engine::course_dir::CourseDir;
use crate::engine::fast::instantiations::{self, Instantiations};
use crate::engine::files;
use crate::engine::process::{Cancel, Job, Runner, Seen, Stream};
use crate::engine::recorder;
use crate::engine::toolchain::{Toolchain, WASM};
use crate::model::building::{Building, Meanwhile};
use crate::model::cargo_messages::{self, Message};
use crate::model::limits::Limits;
use crate::model::machine::Fault;
use crate::model::outcome::{Ending, Outcome};
use crate::model::package::CargoManifest;
use crate::model::recording::{NOTES_VARIABLE, Recording, VARIABLE};

/// Raised whenever what an older version stored must not be read.
const FORMAT: &str = "4";

/// Builds for one course with one toolchain.
pub struct Builder<'a> {
    dir: &'a CourseDir,
    runner: &'a dyn Runner,
    toolchain: &'a Toolchain,
    wasm: Option<&'a WasmPart>,
    config: Config,
}

impl<'a> Builder<'a> {
    /// Nothing is done yet.
    pub fn new(dir: &'a CourseDir, runner: &'a dyn Runner, toolchain: &'a Toolchain) -> Self {
        Self {
            dir,
            runner,
            toolchain,
            wasm: None,
            config: Config::read(&dir.root),
        }
    }

    /// For WebAssembly, if this is a part for it.
    pub(super) fn for_wasm(self, wasm: Option<&'a WasmPart>) -> Self {
        Self { wasm, ..self }
    }

    /// The crates as they were stored, if nothing can have changed.
    pub fn stored(&self) -> Option<Crates> {
        let place = Place::prepare(self.dir, self.wasm).ok()?;
        let stored = read_whole(&place, &made_of(&self.inputs(), &place));
        let stored = stored.filter(|_| !self.dir.package.may_change);
        stored.map(|stored| stored.crates)
    }

    /// The crates, as they were stored if nothing can have changed.
    ///
    /// # Errors
    /// They cannot be built; what to tell the learner.
    pub fn build(
        &self,
        meanwhile: Meanwhile,
        tell: &(dyn Fn(Building) + Sync),
    ) -> Result<Crates, String> {
        let place = Place::prepare(self.dir, self.wasm).map_err(|error| self.no_place(&error))?;
        let inputs = self.inputs();
        let may_change = self.dir.package.may_change;
        let stored = read_whole(&place, &made_of(&inputs, &place));
        if let Some(stored) = stored.as_ref().filter(|_| !may_change) {
            return Ok(stored.crates.clone());
        }
        let progress = Progress::new(place.target(), stored.is_some(), meanwhile, tell);
        progress.during(|| self.build_anew(&place, &inputs, stored, &progress))
    }

    fn build_anew(
        &self,
        place: &Place,
        inputs: &str,
        stored: Option<Stored>,
        progress: &Progress,
    ) -> Result<Crates, String> {
        if stored.is_none() {
            // Where they are, counting takes longer than what is left to do.
            progress.set_total(self.count(place)?);
        }
        let (mut recording, program) = self.cargo_builds(place, progress)?;
        recording.env = recording.variables(|name| std::env::var(name).ok());
        // Cargo may have written the lock file only now.
        let made_of = self::made_of(inputs, place);
        let id = match self.dir.package.may_change {
            true => files::digest(format!("{made_of} {}", stamp(&program)).as_bytes()),
            false => made_of.clone(),
        };
        let stored = stored.filter(|stored| stored.crates.id == id);
        let instantiations = match stored {
            Some(stored) => stored.crates.instantiations,
            None => self.instantiations(place, &recording),
        };
        let crates = Crates {
            id,
            recording,
            program,
            instantiations,
        };
        let stored = Stored { made_of, crates };
        // Without it cargo is asked again the next time, and says the same.
        let text = serde_json::to_vec(&stored).unwrap_or_default();
        let _ = files::write_atomic(&stored_at(place), &text);
        Ok(stored.crates)
    }

    /// A part for WebAssembly has none: nothing is compiled together there.
    fn instantiations(&self, place: &Place, recording: &Recording) -> Instantiations {
        match self.wasm {
            Some(_) => Instantiations::None,
            None => Instantiations::build(
                self.dir,
                &place.folder,
                recording,
                self.toolchain,
                self.runner,
            ),
        }
    }

    /// What decides about the crates, but for the lock file.
    fn inputs(&self) -> String {
        let text = |path: PathBuf| fs::read_to_string(path).unwrap_or_default();
        let mut parts = vec![
            FORMAT.to_owned(),
            env!("CARGO_PKG_VERSION").to_owned(),
            self.toolchain.id.clone(),
            self.wasm
                .and(self.toolchain.wasm_std.clone())
                .unwrap_or_default(),
            text(self.dir.root.join("build.rs")),
            instantiations::find(&self.dir.root)
                .map_or_else(String::new, |path| text(self.dir.root.join(path))),
        ];
        if let CargoManifest::Made(manifest) = &self.dir.package.manifest {
            parts.push(manifest.clone());
        }
        parts.extend(self.config.texts().map(str::to_owned));
        if self.dir.package.manifest == CargoManifest::Own {
            // Cargo looks for a workspace in the folders above too.
            let folders = self.dir.root.ancestors();
            parts.extend(folders.map(|folder| text(folder.join("Cargo.toml"))));
        }
        files::digest(parts.join("\0").as_bytes())
    }

    /// How cargo compiles the course's program, and that program.
    fn cargo_builds(
        &self,
        place: &Place,
        progress: &Progress,
    ) -> Result<(Recording, PathBuf), String> {
        for last_try in [false, true] {
            let program = self.cargo_builds_program(place, progress)?;
            let recording = program
                .as_ref()
                .and_then(|program| read(&recorder::file(&place.recordings(), program)));
            if let (Some(program), Some(recording)) = (program, recording) {
                return Ok((recording, program));
            }
            if !last_try {
                // Cargo found nothing to do, but how it once did it is lost.
                let _ = fs::remove_dir_all(place.target());
            }
        }
        Err(self.failed("Cargo built them, but not the course's own program."))
    }

    fn cargo_builds_program(
        &self,
        place: &Place,
        progress: &Progress,
    ) -> Result<Option<PathBuf>, String> {
        let target = &self.dir.package.target;
        let so_far = Mutex::new(SoFar::default());
        let seen = |stream, bytes: &[u8]| {
            if stream != Stream::Output {
                return;
            }
            let mut so_far = lock(&so_far);
            so_far.unread.extend_from_slice(bytes);
            while let Some(end) = so_far.unread.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = so_far.unread.drain(..=end).collect();
                match cargo_messages::parse(&String::from_utf8_lossy(&line), target) {
                    Some(Message::Built { id }) => progress.built(id),
                    Some(Message::Program { file }) => so_far.program = Some(file.into()),
                    None => {}
                }
            }
        };
        let mut args = vec![
            "test",
            "--no-run",
            // Errors in words, on standard error.
            "--message-format=json-render-diagnostics",
            target.kind.option(),
            &target.name,
        ];
        args.extend(self.target());
        self.cargo(place, &args, progress.notes(), &seen)?;
        let so_far = so_far.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(so_far.program)
    }

    /// What to build for, where cargo would not build for this machine by itself. Without the
    /// option, crates that build scripts use too are built once.
    fn target(&self) -> Vec<&str> {
        match self.wasm {
            Some(_) => vec!["--target", WASM],
            None if self.config.names_target() => vec!["--target", &self.toolchain.host],
            None => Vec::new(),
        }
    }

    /// How many crates there are, for the bar.
    fn count(&self, place: &Place) -> Result<usize, String> {
        let mut args = vec![
            "tree",
            "--prefix=none",
            "--format={p}",
            "--edges=normal,build,dev",
        ];
        args.extend(self.target());
        let outcome = self.cargo(place, &args, None, &|_, _| {})?;
        let text = outcome.stdout.text();
        // One that was shown before is marked with a star.
        let names = text.lines().map(|line| line.trim_end_matches(" (*)"));
        let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
        // The course's own package is no crate that it uses.
        Ok(names.len().saturating_sub(1))
    }

    /// Runs cargo, which must end well.
    fn cargo(
        &self,
        place: &Place,
        args: &[&str],
        notes: Option<&Path>,
        seen: Seen,
    ) -> Result<Outcome, String> {
        let outcome = self.run_cargo(place, args, notes, seen)?;
        match outcome.ending {
            Ending::Exited(0) => Ok(outcome),
            _ => Err(self.cargo_failed(&outcome)),
        }
    }

    /// Runs cargo to whatever end.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn ask_cargo(&self, place: &Place, args: &[&str]) -> Result<Outcome, String> {
        self.run_cargo(place, args, None, &|_, _| {})
    }

    /// The same. Compilers leave `notes` there while they are at work.
    fn run_cargo(
        &self,
        place: &Place,
        args: &[&str],
        notes: Option<&Path>,
        seen: Seen,
    ) -> Result<Outcome, String> {
        let mut args: Vec<OsString> = args.iter().map(Into::into).collect();
        args.push("--manifest-path".into());
        args.push((&place.manifest).into());
        let us = std::env::current_exe().unwrap_or_default();
        let set = |name: &str, value: PathBuf| (name.into(), Some(value.into_os_string()));
        let job = Job {
            program: self.toolchain.cargo.clone(),
            args,
            args_to_wait: Vec::new(),
            // Where the course's own settings for cargo lie.
            cwd: self.dir.root.clone(),
            env: vec![
                set("RUSTC", self.toolchain.rustc.clone()),
                // In the place of a wrapper of the user's.
                set("RUSTC_WRAPPER", us.clone()),
                set("RUSTC_WORKSPACE_WRAPPER", us),
                (NOTES_VARIABLE.into(), notes.map(Into::into)),
                set(VARIABLE, place.recordings()),
                set("CARGO_TARGET_DIR", place.target()),
                set("CARGO_BUILD_BUILD_DIR", place.target()),
                // Nobody debugs the crates, and they link in half the time without.
                set("CARGO_PROFILE_DEV_DEBUG", "0".into()),
                set("CARGO_PROFILE_TEST_DEBUG", "0".into()),
                // Exercises are compiled without either: see `config`.
                set("CARGO_PROFILE_DEV_LTO", "false".into()),
                set("CARGO_PROFILE_TEST_LTO", "false".into()),
                set("CARGO_ENCODED_RUSTFLAGS", self.rustflags().into()),
                ("CARGO_BUILD_TARGET".into(), None),
                set("CARGO_TERM_COLOR", "never".into()),
                set("CARGO_TERM_PROGRESS_WHEN", "never".into()),
            ],
            limits: Limits::cargo(),
            // Most are built while the learner works on what needs none.
            yields: true,
            in_order: false,
            sandbox: None,
        };
        let outcome = self.runner.run_watched(&job, &Cancel::default(), seen);
        outcome.map_err(|error| {
            self.failed(&format!(
                "Cargo, which builds them, could not be started ({}: {error}). \
                 Install Rust with cargo from https://rustup.rs and open a new terminal.",
                job.program.display()
            ))
        })
    }

    /// In the place of all that cargo would read of them.
    fn rustflags(&self) -> String {
        match self.wasm {
            Some(_) => String::new(),
            None => {
                let flags = &self.toolchain.flags;
                [&flags.course[..], &flags.linking].concat().join("\x1f")
            }
        }
    }

    /// Cargo's own words, with the likely cause and the way out first.
    fn cargo_failed(&self, outcome: &Outcome) -> String {
        let said = outcome.stderr.text();
        let fault = Fault::find(&said);
        let cause = if let Some(fault) = fault {
            format!(
                "Cargo could not build them: {}.",
                fault.sentence(&self.toolchain.machine)
            )
        } else if cargo_messages::is_told_to_stay_offline(&said) {
            "They could not be downloaded, since cargo is set to stay offline (`net.offline` in \
             its configuration or CARGO_NET_OFFLINE): let it connect to the network once, then \
             check again."
                .to_owned()
        } else if cargo_messages::is_offline(&said) {
            "They could not be downloaded: connect to the network, then check again.".to_owned()
        } else {
            "Put right what cargo says here, then check again.".to_owned()
        };
        let words = cargo_messages::first_error(&said);
        self.failed(&format!("{cause}\n{words}"))
    }

    fn no_place(&self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::Unsupported {
            return self.failed(&format!(
                "{error}: set XDG_CACHE_HOME to a folder where they can."
            ));
        }
        let words = self.toolchain.machine.explain(&error.to_string());
        self.failed(&format!("No folder for them can be written: {words}."))
    }

    fn failed(&self, cause: &str) -> String {
        let crates = &self.dir.package.crates;
        let what = match crates.is_empty() {
            true => "This course has a build script.".to_owned(),
            false => format!("This course uses {}.", crates.join(", ")),
        };
        let others = match self.dir.package.for_all {
            true => "",
            false => " Exercises without crates can be checked meanwhile.",
        };
        format!("its crates could not be built\n{what}{others}\n{cause}")
    }
}

/// What is kept from one start of the program to the next.
#[derive(Serialize, Deserialize)]
struct Stored {
    made_of: String,
    crates: Crates,
}

/// What cargo has said so far.
#[derive(Default)]
struct SoFar {
    /// The beginning of a line.
    unread: Vec<u8>,
    program: Option<PathBuf>,
}

/// What is stored there, if it was made of this and is still there.
fn read_whole(place: &Place, made_of: &str) -> Option<Stored> {
    let stored = read::<Stored>(&stored_at(place));
    stored.filter(|stored| stored.made_of == made_of && stored.crates.is_whole())
}

fn stored_at(place: &Place) -> PathBuf {
    place.folder.join("crates.json")
}

fn made_of(inputs: &str, place: &Place) -> String {
    let lock = fs::read_to_string(&place.lock).unwrap_or_default();
    files::digest(format!("{inputs} {lock}").as_bytes())
}

/// Cargo makes the program anew whenever something changed that it is made of.
fn stamp(program: &Path) -> String {
    let made = fs::metadata(program).and_then(|file| file.modified());
    format!("{} {made:?}", program.display())
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}
