//! Reads cargo's configuration, and decides what counts for exercises and crates.
//!
//! Exercises are compiled without cargo, so each setting counts for both crates and exercises,
//! or for neither:
//! - How this machine links (`linker`, and flags in `rustflags` that are about linking) counts
//!   for both: without it nothing might link.
//! - All `rustflags` of the course's own `.cargo/config.toml` count for both.
//! - The user's other flags count for neither: `-Dwarnings` in a learner's or a CI system's
//!   `RUSTFLAGS` mustn't change a verdict.
//! - `build.target` counts for neither: programs are compiled for this machine.
//!
//! When we grade, nothing of a learner's folder counts: see [`tool_settings`].
//!
//! [`tool_settings`]: crate::engine::tool_settings

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::engine::crates::flags::Flags;
use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, LONGEST_TEXT, Links};
use crate::engine::process::{Cancel, Job, Runner};
use crate::engine::recorder::EMPTY_SOURCE;
use crate::engine::tool_settings::{CARGO_FILES, ToolSettings};
use crate::engine::toolchain::Toolchain;
use crate::model::limits::Limits;
use crate::model::outcome::Ending;
use crate::model::recording::{Recording, VARIABLE};

/// The configuration files that count for a folder, the nearest first.
pub struct Config {
    root: PathBuf,
    settings: ToolSettings,
    files: Vec<(PathBuf, String)>,
}

/// Variables with the same meaning as `build.rustflags`.
const RUSTFLAGS: [&str; 3] = [
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
];

impl Config {
    /// Reads all files that count for a course. Files that can't be read are skipped.
    pub fn read(root: &Path, settings: ToolSettings) -> Self {
        let folders = settings.cargo_folders(root).into_iter();
        let folders = folders.flat_map(|folder| CARGO_FILES.map(|name| folder.join(name)));
        let of_user = files::cargo_home()
            .into_iter()
            .flat_map(|home| [home.join("config"), home.join("config.toml")]);
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        for path in folders.chain(of_user) {
            let is_known = files.iter().any(|(known, _)| *known == path);
            if let (false, Ok(text)) = (is_known, ordinary_file::read_text(&path)) {
                files.push((path, text));
            }
        }
        Self {
            root: root.to_owned(),
            settings,
            files,
        }
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(_, text)| text.as_str())
    }

    /// Whether a file may name a target to build for. A file that includes others counts.
    pub fn names_target(&self) -> bool {
        let names = |text: &str| {
            let table = text.parse::<toml::Table>().unwrap_or_default();
            let build = table.get("build").and_then(toml::Value::as_table);
            build.is_some_and(|build| build.contains_key("target")) || table.contains_key("include")
        };
        self.texts().any(names)
    }

    /// The flags that count. We only ask cargo if the configuration may have some, and keep its
    /// answer in `state_folder`. If cargo can't answer, there are none: it'll say why when it
    /// builds crates.
    pub fn flags(&self, toolchain: &Toolchain, state_folder: &Path, runner: &dyn Runner) -> Flags {
        let (linking, course) = (self.may_say_how_to_link(), self.course_has_flags());
        if !linking && !course {
            return Flags::default();
        }
        let (digest, stored_at) = (
            self.digest(toolchain),
            state_folder.join("cargo-flags.json"),
        );
        // A learner may have written what is stored in a learner's folder.
        let may_store = self.settings != ToolSettings::NoFolder;
        let stored = ordinary_file::read(&stored_at, Links::Refuse, LONGEST_TEXT).ok();
        let stored = stored.filter(|_| may_store);
        let stored = stored.and_then(|text| serde_json::from_slice::<StoredFlags>(&text).ok());
        if let Some(stored) = stored.filter(|stored| stored.digest == digest) {
            return stored.flags;
        }
        let ask = |isolated| self.ask(toolchain, runner, isolated).ok().flatten();
        let mut flags = Flags::default();
        let mut is_answered = true;
        if course {
            let answer = ask(true);
            is_answered &= answer.is_some();
            flags.course = answer.unwrap_or_default();
        }
        if linking {
            let answer = ask(false);
            is_answered &= answer.is_some();
            flags.linking = about_linking(answer.unwrap_or_default());
            flags.linking.retain(|flag| !flags.course.contains(flag));
        }
        let stored = StoredFlags { digest, flags };
        // If this fails, or cargo couldn't answer this time, cargo is asked again.
        if let (true, Ok(text)) = (is_answered && may_store, serde_json::to_vec(&stored)) {
            let _ = files::write_atomic(&stored_at, &text);
        }
        stored.flags
    }

    /// Whether the configuration may say how to link. If in doubt, we ask cargo.
    fn may_say_how_to_link(&self) -> bool {
        let is_about = |text: &str| ["link", "-L", "-l"].iter().any(|sign| text.contains(sign));
        let of_environment =
            variables().any(|(name, value)| name.ends_with("_LINKER") || is_about(&value));
        let in_file =
            |text: &str| text.contains("linker") || (text.contains("rustflags") && is_about(text));
        of_environment || self.texts().any(in_file)
    }

    fn course_has_flags(&self) -> bool {
        let mut own = self.own();
        own.any(|(_, text)| text.contains("rustflags") || text.contains("linker"))
    }

    /// The course's own configuration.
    fn own(&self) -> impl Iterator<Item = &(PathBuf, String)> {
        let own = CARGO_FILES.map(|name| self.root.join(name));
        let counts = self.settings != ToolSettings::NoFolder;
        let files = self.files.iter();
        files.filter(move |(path, _)| counts && own.contains(path))
    }

    fn digest(&self, toolchain: &Toolchain) -> String {
        let mut parts = vec![env!("CARGO_PKG_VERSION").to_owned(), toolchain.id.clone()];
        parts.extend(variables().map(|(name, value)| format!("{name}={value}")));
        let files = self.files.iter();
        parts.extend(files.map(|(path, text)| format!("{}\0{text}", path.display())));
        files::digest(parts.join("\0").as_bytes())
    }

    /// Asks for the flags by having cargo check an empty package through the recorder. If
    /// `isolated`, only the course's own configuration counts.
    fn ask(
        &self,
        toolchain: &Toolchain,
        runner: &dyn Runner,
        isolated: bool,
    ) -> io::Result<Option<Vec<String>>> {
        let scratch = tempfile::tempdir()?;
        let folder = scratch.path();
        write_empty_package(folder)?;
        let mut args: Vec<OsString> = vec!["check".into(), "--quiet".into()];
        let mut env = environment(toolchain, folder)?;
        let mut cwd = self.settings.cargo_folder(&self.root);
        if isolated {
            if self.settings == ToolSettings::FolderAndAbove {
                cwd = folder.join("package");
                for (path, text) in self.own() {
                    let name = path.file_name().unwrap_or_default();
                    files::write_atomic(&cwd.join(".cargo").join(name), text.as_bytes())?;
                }
            }
            args.extend(self.settings.cargo_arguments(&self.root));
            env.push(set("CARGO_HOME", folder.join("home")));
            env.extend(variables().map(|(name, _)| (name.into(), None)));
        }
        args.extend(["--target".into(), OsString::from(&toolchain.host)]);
        args.extend([
            "--manifest-path".into(),
            folder.join("package/Cargo.toml").into(),
        ]);
        let job = Job {
            program: toolchain.cargo.clone(),
            args,
            waiting_args: Vec::new(),
            cwd,
            env,
            limits: Limits::cargo(),
            yields: false,
            in_order: false,
            input: String::new(),
            sandbox: None,
        };
        let outcome = runner.run(&job, &Cancel::default())?;
        if outcome.ending != Ending::Exited(0) {
            return Ok(None);
        }
        read_configured_flags(&folder.join(RECORDINGS))
    }
}

/// The folder for the recorder's files, in a scratch folder.
const RECORDINGS: &str = "recordings";

/// Writes the package that cargo checks, and the source that the recorder compiles instead.
fn write_empty_package(folder: &Path) -> io::Result<()> {
    let manifest = "[package]\nname = \"flags\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
                    [workspace]\n";
    let empty_source = format!("{RECORDINGS}/{EMPTY_SOURCE}");
    for (file, text) in [
        ("package/Cargo.toml", manifest),
        ("package/src/main.rs", "fn main() {}\n"),
        (&empty_source, "fn main() {}\n"),
    ] {
        files::write_atomic(&folder.join(file), text.as_bytes())?;
    }
    Ok(())
}

/// The variables that make cargo call the recorder and build in the scratch folder.
fn environment(
    toolchain: &Toolchain,
    folder: &Path,
) -> io::Result<Vec<(OsString, Option<OsString>)>> {
    let us = std::env::current_exe()?;
    Ok(vec![
        set("RUSTC", &toolchain.rustc),
        // We need both, or the recorder thinks that the package is a dependency.
        set("RUSTC_WRAPPER", &us),
        set("RUSTC_WORKSPACE_WRAPPER", &us),
        set(VARIABLE, folder.join(RECORDINGS)),
        set("CARGO_TARGET_DIR", folder.join("target")),
        set("CARGO_BUILD_BUILD_DIR", folder.join("target")),
        set("CARGO_NET_OFFLINE", "true"),
        ("CARGO_BUILD_TARGET".into(), None),
    ])
}

/// Reads the flags from the recorder's file. `None` if there is none.
fn read_configured_flags(recordings: &Path) -> io::Result<Option<Vec<String>>> {
    let mut entries = fs::read_dir(recordings)?.flatten();
    let is_recording = |path: &PathBuf| path.extension() == Some(OsStr::new("json"));
    let recording = entries.find_map(|entry| Some(entry.path()).filter(is_recording));
    let Some(recording) = recording else {
        return Ok(None);
    };
    let recording: Recording = serde_json::from_slice(&ordinary_file::read(
        recording,
        Links::Refuse,
        LONGEST_FILE,
    )?)?;
    Ok(Some(recording.configured_flags()))
}

/// Cargo's answer as we keep it on disk, with a digest of what it depends on.
#[derive(Serialize, Deserialize)]
struct StoredFlags {
    digest: String,
    flags: Flags,
}

fn set(name: &str, value: impl AsRef<OsStr>) -> (OsString, Option<OsString>) {
    (name.into(), Some(value.as_ref().to_owned()))
}

/// The variables with the same meaning as `rustflags` and `linker`, if they aren't empty.
fn variables() -> impl Iterator<Item = (String, String)> {
    let all = std::env::vars_os().filter_map(|(name, value)| {
        Some((
            name.into_string().ok()?,
            value.to_string_lossy().into_owned(),
        ))
    });
    all.filter(|(name, value)| {
        let of_target = name.starts_with("CARGO_TARGET_")
            && (name.ends_with("_LINKER") || name.ends_with("_RUSTFLAGS"));
        !value.is_empty() && (of_target || RUSTFLAGS.contains(&name.as_str()))
    })
}

/// Keeps the flags that say how to link.
fn about_linking(flags: Vec<String>) -> Vec<String> {
    // Other options begin with `link` too, but are about code: `-Clinker-plugin-lto`.
    let about_linking = ["-Clinker=", "-Clinker-flavor=", "-Clink-arg"];
    let joined = ["-L", "-l"].into_iter().chain(about_linking);
    let mut kept = Vec::new();
    let mut flags = flags.into_iter();
    while let Some(flag) = flags.next() {
        let is_joined = joined.clone().any(|start| flag.starts_with(start));
        if flag == "-L" || flag == "-l" {
            kept.push(flag);
            kept.extend(flags.next());
        } else if is_joined {
            kept.push(flag);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_flags_about_linking_are_the_machines() {
        let flags = "-Clinker=clang -Dwarnings -Clink-arg=-fuse-ld=mold -L /a --cfg x -L/b -lc \
                     -Ctarget-cpu=native -Clinker-plugin-lto -Clinker-flavor=gcc";
        let flags = flags.split_whitespace().map(str::to_owned).collect();
        let kept = "-Clinker=clang -Clink-arg=-fuse-ld=mold -L /a -L/b -lc -Clinker-flavor=gcc";
        assert_eq!(about_linking(flags).join(" "), kept);
    }

    #[test]
    fn a_target_is_found_in_any_file() {
        let config = |text: &str| Config {
            root: PathBuf::new(),
            settings: ToolSettings::default(),
            files: vec![
                (PathBuf::new(), String::new()),
                (PathBuf::new(), text.to_owned()),
            ],
        };
        assert!(config("[build]\ntarget = \"x\"\n").names_target());
        assert!(config("build.target = [\"x\"]\n").names_target());
        assert!(config("include = \"other.toml\"\n").names_target());
        assert!(
            !config("[build]\ntarget-dir = \"x\"\n[target.x]\nlinker = \"y\"\n").names_target()
        );
        assert!(!config("[build\n").names_target());
    }
}
