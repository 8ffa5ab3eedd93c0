//! Builds a course's crates with cargo.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::config::Config;
use super::place::BuildFolder;
use super::progress::BuildProgress;
use super::{Crates, WasmPart, lock};
use crate::engine::course_dir::CourseDir;
use crate::engine::fast::instantiations::{self, Instantiations};
use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};
use crate::engine::process::{Cancel, Job, OutputListener, Runner, Stream};
use crate::engine::recorder;
use crate::engine::toolchain::{Toolchain, WASM};
use crate::model::building::{BuildStatus, Meanwhile};
use crate::model::cargo_messages::{self, BuildMessage};
use crate::model::limits::Limits;
use crate::model::machine::Fault;
use crate::model::outcome::{Ending, Outcome};
use crate::model::package::CargoManifest;
use crate::model::recording::{NOTES_VARIABLE, Recording, VARIABLE};

/// The format of what we store. A new number makes older versions' files invisible.
const FORMAT: &str = "4";

/// Builds the crates of one course with one toolchain.
pub struct Builder<'a> {
    dir: &'a CourseDir,
    runner: &'a dyn Runner,
    toolchain: &'a Toolchain,
    wasm: Option<&'a WasmPart>,
    config: Config,
}

impl<'a> Builder<'a> {
    /// A builder that has built nothing yet.
    pub fn new(dir: &'a CourseDir, runner: &'a dyn Runner, toolchain: &'a Toolchain) -> Self {
        Self {
            dir,
            runner,
            toolchain,
            wasm: None,
            config: Config::read(&dir.root, dir.tool_settings),
        }
    }

    /// Builds this part for WebAssembly, if there is one.
    pub(super) fn for_wasm(self, wasm: Option<&'a WasmPart>) -> Self {
        Self { wasm, ..self }
    }

    /// The stored crates, if they're surely up to date.
    pub fn stored(&self) -> Option<Crates> {
        let place = BuildFolder::prepare(self.dir, self.wasm).ok()?;
        let stored = read_whole(&place, &digest_inputs(&self.inputs(), &place));
        let stored = stored.filter(|_| !self.dir.package.may_change);
        stored.map(|stored| stored.crates)
    }

    /// The stored crates if they're up to date; otherwise builds them.
    ///
    /// # Errors
    /// The crates can't be built. The message is for the learner.
    pub fn build(
        &self,
        meanwhile: Meanwhile,
        tell: &(dyn Fn(BuildStatus) + Sync),
    ) -> Result<Crates, String> {
        let place = BuildFolder::prepare(self.dir, self.wasm)
            .map_err(|error| self.explain_folder_error(&error))?;
        let inputs = self.inputs();
        let may_change = self.dir.package.may_change;
        let stored = read_whole(&place, &digest_inputs(&inputs, &place));
        if let Some(stored) = stored.as_ref().filter(|_| !may_change) {
            return Ok(stored.crates.clone());
        }
        let progress = BuildProgress::new(place.target(), stored.is_some(), meanwhile, tell);
        progress.report_during(|| self.build_now(&place, &inputs, stored, &progress))
    }

    fn build_now(
        &self,
        place: &BuildFolder,
        inputs: &str,
        stored: Option<StoredCrates>,
        progress: &BuildProgress,
    ) -> Result<Crates, String> {
        if stored.is_none() {
            // If they're stored, counting would take longer than the rest of the work.
            progress.set_total(self.count_crates(place)?);
        }
        let (mut recording, program) = self.build_and_record(place, progress)?;
        recording.env = recording.variables(|name| std::env::var(name).ok());
        // Cargo may have written the lock file only now.
        let made_of = digest_inputs(inputs, place);
        let id = if self.dir.package.may_change {
            files::digest(format!("{made_of} {}", modification_stamp(&program)).as_bytes())
        } else {
            made_of.clone()
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
        let stored = StoredCrates { made_of, crates };
        // If this fails, cargo is asked again next time and gives the same answer.
        let text = serde_json::to_vec(&stored).unwrap_or_default();
        let _ = files::write_atomic(&stored_at(place), &text);
        Ok(stored.crates)
    }

    /// Builds the crates' common generic code. There is none for WebAssembly, where exercises
    /// are never compiled together.
    fn instantiations(&self, place: &BuildFolder, recording: &Recording) -> Instantiations {
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

    /// A digest of everything that decides how the crates are built, except the lock file.
    fn inputs(&self) -> String {
        let text = |path: PathBuf| ordinary_file::read_text(path).unwrap_or_default();
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

    /// Builds the course's program. Returns how cargo compiled it, and its file.
    fn build_and_record(
        &self,
        place: &BuildFolder,
        progress: &BuildProgress,
    ) -> Result<(Recording, PathBuf), String> {
        for last_try in [false, true] {
            let program = self.build_program(place, progress)?;
            let recording = program
                .as_ref()
                .and_then(|program| read(&recorder::file(&place.recordings(), program)));
            if let (Some(program), Some(recording)) = (program, recording) {
                return Ok((recording, program));
            }
            if !last_try {
                // Cargo found nothing to do, but the recording of its earlier build is lost.
                let _ = fs::remove_dir_all(place.target());
            }
        }
        Err(self.explain_failure("Cargo built them, but not the course's own program."))
    }

    fn build_program(
        &self,
        place: &BuildFolder,
        progress: &BuildProgress,
    ) -> Result<Option<PathBuf>, String> {
        let target = &self.dir.package.target;
        let output = Mutex::new(CargoOutput::default());
        let on_output = |stream, bytes: &[u8]| {
            if stream != Stream::Output {
                return;
            }
            let mut output = lock(&output);
            output.unread.extend_from_slice(bytes);
            while let Some(end) = output.unread.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = output.unread.drain(..=end).collect();
                match cargo_messages::parse(&String::from_utf8_lossy(&line), target) {
                    Some(BuildMessage::Built { id }) => progress.count_built(id),
                    Some(BuildMessage::Program { file }) => output.program = Some(file.into()),
                    None => {}
                }
            }
        };
        let mut args = vec![
            "test",
            "--no-run",
            // Errors as text, on standard error.
            "--message-format=json-render-diagnostics",
            target.kind.option(),
            &target.name,
        ];
        args.extend(self.target_option());
        self.run_successfully(place, &args, progress.notes(), &on_output)?;
        let output = output.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(output.program)
    }

    /// The option with the target, if cargo wouldn't build for this machine by default. Without
    /// the option, cargo builds crates that build scripts use too only once.
    fn target_option(&self) -> Vec<&str> {
        match self.wasm {
            Some(_) => vec!["--target", WASM],
            None if self.config.names_target() => vec!["--target", &self.toolchain.host],
            None => Vec::new(),
        }
    }

    /// Counts the crates, for the progress bar.
    fn count_crates(&self, place: &BuildFolder) -> Result<usize, String> {
        let mut args = vec![
            "tree",
            "--prefix=none",
            "--format={p}",
            "--edges=normal,build,dev",
        ];
        args.extend(self.target_option());
        let outcome = self.run_successfully(place, &args, None, &|_, _| {})?;
        let text = outcome.stdout.text();
        // Cargo marks a crate that it has shown before with a star.
        let names = text.lines().map(|line| line.trim_end_matches(" (*)"));
        let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
        // The course's own package doesn't count.
        Ok(names.len().saturating_sub(1))
    }

    /// Runs cargo, which must succeed.
    fn run_successfully(
        &self,
        place: &BuildFolder,
        args: &[&str],
        notes: Option<&Path>,
        seen: OutputListener,
    ) -> Result<Outcome, String> {
        let outcome = self.run_cargo(place, args, notes, seen)?;
        match outcome.ending {
            Ending::Exited(0) => Ok(outcome),
            _ => Err(self.explain_cargo_failure(&outcome)),
        }
    }

    /// Runs cargo, whether it succeeds or not.
    ///
    /// # Errors
    /// Cargo can't be started.
    pub fn ask_cargo(&self, place: &BuildFolder, args: &[&str]) -> Result<Outcome, String> {
        self.run_cargo(place, args, None, &|_, _| {})
    }

    /// Runs cargo, whether it succeeds or not. Compilers leave files in `notes` while they run.
    fn run_cargo(
        &self,
        place: &BuildFolder,
        args: &[&str],
        notes: Option<&Path>,
        seen: OutputListener,
    ) -> Result<Outcome, String> {
        let settings = self.dir.tool_settings;
        let mut args: Vec<OsString> = args.iter().map(Into::into).collect();
        args.extend(settings.cargo_arguments(&self.dir.root));
        args.push("--manifest-path".into());
        args.push((&place.manifest).into());
        let job = Job {
            program: self.toolchain.cargo.clone(),
            args,
            waiting_args: Vec::new(),
            // Usually the folder with the course's own settings for cargo.
            cwd: settings.cargo_folder(&self.dir.root),
            env: self.environment(place, notes),
            limits: Limits::cargo(),
            // The learner usually works on something else while the crates are built.
            yields: true,
            in_order: false,
            input: String::new(),
            sandbox: None,
        };
        let outcome = self.runner.run_watched(&job, &Cancel::default(), seen);
        outcome.map_err(|error| {
            self.explain_failure(&format!(
                "Cargo, which builds them, could not be started ({}: {error}). \
                 Install Rust with cargo from https://rustup.rs and open a new terminal.",
                job.program.display()
            ))
        })
    }

    /// The variables for cargo: it calls us for each compile, builds in our folder, and uses our
    /// flags.
    fn environment(
        &self,
        place: &BuildFolder,
        notes: Option<&Path>,
    ) -> Vec<(OsString, Option<OsString>)> {
        let us = std::env::current_exe().unwrap_or_default();
        let set = |name: &str, value: PathBuf| (name.into(), Some(value.into_os_string()));
        let settings = self.dir.tool_settings;
        let toolchain = settings.toolchain_variable(&self.toolchain.sysroot);
        let mut variables = vec![
            set("RUSTC", self.toolchain.rustc.clone()),
            // Instead of any wrapper that the user has set.
            set("RUSTC_WRAPPER", us.clone()),
            set("RUSTC_WORKSPACE_WRAPPER", us),
            (NOTES_VARIABLE.into(), notes.map(Into::into)),
            set(VARIABLE, place.recordings()),
            set("CARGO_TARGET_DIR", place.target()),
            set("CARGO_BUILD_BUILD_DIR", place.target()),
            // Nobody debugs the crates, and without debug information they link faster.
            set("CARGO_PROFILE_DEV_DEBUG", "0".into()),
            set("CARGO_PROFILE_TEST_DEBUG", "0".into()),
            // Exercises are compiled without them too: see `config`.
            set("CARGO_PROFILE_DEV_LTO", "false".into()),
            set("CARGO_PROFILE_TEST_LTO", "false".into()),
            set("CARGO_ENCODED_RUSTFLAGS", self.rustflags().into()),
            ("CARGO_BUILD_TARGET".into(), None),
            set("CARGO_TERM_COLOR", "never".into()),
            set("CARGO_TERM_PROGRESS_WHEN", "never".into()),
        ];
        variables.extend(toolchain);
        variables
    }

    /// The flags that replace all the `rustflags` that cargo would read by itself.
    fn rustflags(&self) -> String {
        match self.wasm {
            Some(_) => String::new(),
            None => {
                let flags = &self.toolchain.flags;
                [&flags.course[..], &flags.linking].concat().join("\x1f")
            }
        }
    }

    /// Explains cargo's failure: the likely cause and what to do, then cargo's own words.
    fn explain_cargo_failure(&self, outcome: &Outcome) -> String {
        let stderr = outcome.stderr.text();
        let fault = Fault::find(&stderr);
        let cause = if let Some(fault) = fault {
            format!(
                "Cargo could not build them: {}.",
                fault.sentence(&self.toolchain.machine)
            )
        } else if cargo_messages::is_told_to_stay_offline(&stderr) {
            "They could not be downloaded, since cargo is set to stay offline (`net.offline` in \
             its configuration or CARGO_NET_OFFLINE): let it connect to the network once, then \
             check again."
                .to_owned()
        } else if cargo_messages::is_offline(&stderr) {
            "They could not be downloaded: connect to the network, then check again.".to_owned()
        } else {
            "Fix what cargo says here, then check again.".to_owned()
        };
        let words = cargo_messages::first_error(&stderr);
        self.explain_failure(&format!("{cause}\n{words}"))
    }

    fn explain_folder_error(&self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::Unsupported {
            return self.explain_failure(&format!(
                "{error}: set XDG_CACHE_HOME to a folder where they can."
            ));
        }
        let words = files::reason(error);
        self.explain_failure(&format!("No folder for them can be written: {words}."))
    }

    /// Explains that the crates couldn't be built: a summary in one line, then the details.
    fn explain_failure(&self, cause: &str) -> String {
        let crates = &self.dir.package.crates;
        let what = if crates.is_empty() {
            "This course has a build script.".to_owned()
        } else {
            format!("This course uses {}.", crates.join(", "))
        };
        let others = if self.dir.package.for_all {
            ""
        } else {
            " Exercises without crates can be checked meanwhile."
        };
        format!("its crates could not be built\n{what}{others}\n{cause}")
    }
}

/// What we keep on disk about a build.
#[derive(Serialize, Deserialize)]
struct StoredCrates {
    made_of: String,
    crates: Crates,
}

/// What we've read of cargo's output so far.
#[derive(Default)]
struct CargoOutput {
    /// The beginning of a line that isn't complete yet.
    unread: Vec<u8>,
    program: Option<PathBuf>,
}

/// Reads the stored crates, if they were built from the same inputs and all files still exist.
fn read_whole(place: &BuildFolder, made_of: &str) -> Option<StoredCrates> {
    let stored = read::<StoredCrates>(&stored_at(place));
    stored.filter(|stored| stored.made_of == made_of && stored.crates.is_whole())
}

fn stored_at(place: &BuildFolder) -> PathBuf {
    place.folder.join("crates.json")
}

/// A digest of everything that decides how the crates are built.
fn digest_inputs(inputs: &str, place: &BuildFolder) -> String {
    let lock = ordinary_file::read_text(&place.lock).unwrap_or_default();
    files::digest(format!("{inputs} {lock}").as_bytes())
}

/// The program's modification time: cargo rebuilds it whenever something in it has changed.
fn modification_stamp(program: &Path) -> String {
    let made = fs::metadata(program).and_then(|file| file.modified());
    format!("{} {made:?}", program.display())
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    let text = ordinary_file::read(path, Links::Refuse, LONGEST_FILE).ok()?;
    serde_json::from_slice(&text).ok()
}
