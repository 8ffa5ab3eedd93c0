//! Finds the compiler that the learner's shell would use, and finds out what it can do.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::engine::crates::flags::Flags;
use crate::engine::fast::linker::{DirectLinker, LinkerQuestion};
use crate::engine::{files, machine};
use crate::model::machine::Machine;
use crate::model::rustup_words;

/// The WebAssembly target for browsers.
pub const WASM: &str = "wasm32-unknown-unknown";

/// A Rust toolchain.
#[derive(Debug, Clone)]
pub struct Toolchain {
    /// The compiler itself, not rustup's proxy for it.
    pub rustc: PathBuf,
    /// Cargo, for the crates that exercises use.
    pub cargo: PathBuf,
    /// Clippy's driver (rustc with clippy's lints), if it's installed.
    pub clippy: Option<PathBuf>,
    /// The folder with the standard library's dynamic library, if there is one.
    pub dynamic_std: Option<PathBuf>,
    /// The toolchain's root folder.
    pub sysroot: PathBuf,
    /// Links programs without going through rustc and `cc`, if that works here.
    pub direct_linker: Option<DirectLinker>,
    /// The file name of WebAssembly's standard library, if it's installed. The name has a hash
    /// of the version.
    pub wasm_std: Option<String>,
    /// The name of this machine's own target.
    pub host: String,
    /// Facts about this machine, for advice.
    pub machine: Machine,
    /// Flags from cargo's configuration for every compile.
    pub flags: Flags,
    /// Identifies the compiler's files: two machines with the same files have the same id.
    pub id: String,
}

impl Toolchain {
    /// Whether clippy has been installed since this toolchain was found.
    pub fn lacks_what_is_there(&self) -> bool {
        self.clippy.is_none() && executable(&self.sysroot, "clippy-driver").is_file()
    }

    /// Adds flags from cargo's configuration. The id then covers them too.
    #[must_use]
    pub fn with_flags(mut self, flags: Flags) -> Self {
        if flags != Flags::default() {
            let text = format!("{} {flags:?}", self.id);
            self.id = files::digest(text.as_bytes());
        }
        self.flags = flags;
        self
    }
}

/// Finds the toolchain for a folder (rustup may choose by folder).
///
/// This starts two processes, `rustc --print ...` and `cc -###`. After that we call the
/// compiler directly, since rustup's proxy takes some milliseconds.
///
/// # Errors
/// There is no working `rustc`. The message says what to do.
pub fn find(folder: &Path) -> Result<Toolchain, String> {
    let named = std::env::var_os("RUSTC").filter(|name| !name.is_empty());
    let rustc = named.unwrap_or_else(|| "rustc".into());
    let question = LinkerQuestion::ask();
    let (sysroot, libdir) = ask(&rustc, folder)?;
    let driver = executable(&sysroot, "clippy-driver");
    let cargo = Some(executable(&sysroot, "cargo")).filter(|file| file.is_file());
    let direct = executable(&sysroot, "rustc");
    let rustc = if direct.is_file() {
        direct
    } else {
        PathBuf::from(rustc)
    };
    let has_clippy = driver.is_file();
    let host = libdir
        .parent()
        .and_then(Path::file_name)
        .unwrap_or_default();
    let host = host.to_string_lossy().into_owned();
    let wasm_libdir = sysroot.join("lib/rustlib").join(WASM).join("lib");
    let is_wasm_std = |name: &String| name.starts_with("libstd-") && name.ends_with(".rlib");
    Ok(Toolchain {
        clippy: has_clippy.then_some(driver),
        id: identity(&sysroot, &libdir, &rustc, has_clippy),
        direct_linker: question.answer(&libdir),
        wasm_std: list_names(&wasm_libdir).into_iter().find(is_wasm_std),
        dynamic_std: Some(libdir).filter(|dir| cfg!(unix) && has_dynamic_std(dir)),
        cargo: cargo.unwrap_or_else(|| "cargo".into()),
        machine: machine::this(&sysroot, &host),
        flags: Flags::default(),
        host,
        rustc,
        sysroot,
    })
}

/// The path of one of the toolchain's programs.
fn executable(sysroot: &Path, name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    sysroot.join("bin").join(file)
}

fn ask(rustc: &OsStr, folder: &Path) -> Result<(PathBuf, PathBuf), String> {
    let output = Command::new(rustc)
        .args(["--print", "sysroot", "--print", "target-libdir"])
        .current_dir(folder)
        .output()
        .map_err(|error| explain_start_failure(rustc, &error))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines().map(PathBuf::from);
    match (output.status.success(), lines.next(), lines.next()) {
        (true, Some(sysroot), Some(libdir)) => Ok((sysroot, libdir)),
        _ => Err(explain_broken_compiler(
            rustc,
            &String::from_utf8_lossy(&output.stderr),
        )),
    }
}

fn explain_start_failure(rustc: &OsStr, error: &io::Error) -> String {
    let name = rustc.display();
    let is_named = std::env::var_os("RUSTC").is_some_and(|named| named == rustc);
    let way_out = match (error.kind(), is_named) {
        (io::ErrorKind::NotFound, true) => {
            format!("correct the variable RUSTC, which names {name}, or unset it")
        }
        (io::ErrorKind::NotFound, false) => {
            return "there is no Rust compiler here (no `rustc` in PATH): install Rust from \
                    https://rustup.rs and open a new terminal"
                .to_owned();
        }
        _ => format!("fix that ({name} comes from PATH or RUSTC)"),
    };
    format!("the Rust compiler could not be started ({name}: {error}): {way_out}")
}

/// Explains why a compiler can't even print its own location: in one sentence if we know what
/// to do, otherwise in its own words.
fn explain_broken_compiler(rustc: &OsStr, stderr: &str) -> String {
    // The backtrace only names places in rustup's own source.
    let words = stderr.split("\nStack backtrace:").next().unwrap_or(stderr);
    let words = words.trim();
    rustup_words::cause(words).unwrap_or_else(|| {
        let name = rustc.display();
        format!("the Rust compiler does not work ({name} --print sysroot failed)\n{words}")
    })
}

fn has_dynamic_std(libdir: &Path) -> bool {
    list_names(libdir).iter().any(|name| is_std(name))
}

fn is_std(name: &str) -> bool {
    name.starts_with("libstd-") && (name.ends_with(".so") || name.ends_with(".dylib"))
}

/// Identifies the compiler by the names of its libraries, which have a hash of their version.
fn identity(sysroot: &Path, libdir: &Path, rustc: &Path, has_clippy: bool) -> String {
    let mut parts: Vec<String> = ["lib", "bin"]
        .iter()
        .flat_map(|folder| list_names(&sysroot.join(folder)))
        .filter(|name| name.contains("rustc_driver-"))
        .collect();
    parts.extend(list_names(libdir).into_iter().filter(|name| is_std(name)));
    if parts.is_empty() {
        let version = Command::new(rustc).arg("-vV").output();
        parts.extend(version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()));
    }
    parts.sort();
    parts.push(format!("clippy: {has_clippy}"));
    files::digest(parts.join("\n").as_bytes())
}

fn list_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}
