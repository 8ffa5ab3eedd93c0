//! Finds the compiler that the learner's shell would use, and finds out what it can do.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::engine::crates::flags::Flags;
use crate::engine::fast::linker::{DirectLinker, LinkerQuestion};
use crate::engine::{files, machine};
use crate::model::machine::Machine;
use crate::model::rustup_words;

/// The WebAssembly target for browsers.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The program that is rustc with clippy's lints.
const DRIVER: &str = "clippy-driver";

/// A compiler, as far as compiles for diagnostics alone need to know it.
#[derive(Debug, Clone)]
pub struct Compiler {
    /// The compiler itself, not rustup's proxy for it.
    pub rustc: PathBuf,
    /// Identifies the compiler's files: two machines with the same files have the same id.
    pub id: String,
    sysroot: PathBuf,
}

impl Compiler {
    /// Facts about this machine, for advice.
    pub fn machine(&self) -> Machine {
        // Without the name of the target, the toolchain keeps its whole name.
        machine::this(&self.sysroot, "")
    }

    /// Cargo of the same toolchain, if it has one.
    pub fn cargo(&self) -> PathBuf {
        let cargo = Some(executable(&self.sysroot, "cargo")).filter(|file| file.is_file());
        cargo.unwrap_or_else(|| "cargo".into())
    }
}

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
    /// What the compiler calls its version.
    #[cfg(feature = "class")]
    pub fn version(&self) -> Option<String> {
        let output = Command::new(&self.rustc).arg("--version").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        Some(text.trim().to_owned())
    }

    /// Whether clippy has been installed since this toolchain was found.
    pub fn lacks_what_is_there(&self) -> bool {
        self.clippy.is_none() && executable(&self.sysroot, DRIVER).is_file()
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

/// Finds the compiler for a folder (rustup may choose by folder).
///
/// This starts a process. After that we call the compiler directly, since rustup's proxy takes some
/// milliseconds. If it's rustup's, we ask rustup, which answers in half the time of the compiler.
///
/// # Errors
/// There is no working `rustc`. The message says what to do.
pub fn find_compiler(folder: &Path) -> Result<Compiler, String> {
    let (rustc, sysroot) = match ask_rustup(folder) {
        Some(found) => found,
        None => {
            let found = ask_compiler(folder)?;
            (found.rustc, found.sysroot)
        }
    };
    Ok(Compiler {
        id: identity(&sysroot, None, &rustc, folder),
        rustc,
        sysroot,
    })
}

/// What a compiler tells of itself.
struct CompilerAnswer {
    /// The compiler itself, not rustup's proxy for it.
    rustc: PathBuf,
    sysroot: PathBuf,
    /// The folder with the standard library.
    libdir: PathBuf,
}

fn ask_compiler(folder: &Path) -> Result<CompilerAnswer, String> {
    let rustc = named_compiler().unwrap_or_else(|| "rustc".into());
    let (sysroot, libdir) = ask(&rustc, folder)?;
    let direct = executable(&sysroot, "rustc");
    let rustc = if direct.is_file() {
        direct
    } else {
        PathBuf::from(rustc)
    };
    Ok(CompilerAnswer {
        rustc,
        sysroot,
        libdir,
    })
}

fn named_compiler() -> Option<OsString> {
    std::env::var_os("RUSTC").filter(|name| !name.is_empty())
}

/// The compiler that rustup would start in a folder, and its sysroot. `None` if `rustc` isn't
/// rustup's, or if rustup has no answer: the compiler says why then.
fn ask_rustup(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    if named_compiler().is_some() {
        return None;
    }
    let path = std::env::var_os("PATH")?;
    let mut folders = std::env::split_paths(&path);
    let bin = folders.find(|bin| bin.join("rustc").is_file())?;
    let rustup = bin.join("rustup");
    if !rustup.is_absolute() || !is_same_file(&bin.join("rustc"), &rustup) {
        return None;
    }
    let mut command = Command::new(rustup);
    command.args(["which", "rustc"]).current_dir(folder);
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let rustc = PathBuf::from(text.trim_end());
    let sysroot = rustc.parent()?.parent()?.to_owned();
    (output.status.success() && executable(&sysroot, "rustc") == rustc && rustc.is_file())
        .then_some((rustc, sysroot))
}

/// Whether both names stand for one file.
#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let number = |path| {
        let file = std::fs::metadata(path).ok()?;
        Some((file.dev(), file.ino()))
    };
    number(one).is_some() && number(one) == number(other)
}

/// Whether both names stand for one file. On this system we can't tell.
#[cfg(not(unix))]
fn is_same_file(_one: &Path, _other: &Path) -> bool {
    false
}

/// Finds the whole toolchain for a folder.
///
/// This starts two processes, `rustc --print ...` and `cc -###`.
///
/// # Errors
/// As for [`find_compiler`].
pub fn find(folder: &Path) -> Result<Toolchain, String> {
    let question = LinkerQuestion::ask();
    let CompilerAnswer {
        rustc,
        sysroot,
        libdir,
    } = ask_compiler(folder)?;
    let compiler = Compiler {
        id: identity(&sysroot, Some(&libdir), &rustc, folder),
        rustc,
        sysroot,
    };
    let sysroot = &compiler.sysroot;
    let host = libdir
        .parent()
        .and_then(Path::file_name)
        .unwrap_or_default();
    let host = host.to_string_lossy().into_owned();
    let wasm_libdir = sysroot.join("lib/rustlib").join(WASM).join("lib");
    let is_wasm_std = |name: &String| name.starts_with("libstd-") && name.ends_with(".rlib");
    Ok(Toolchain {
        clippy: Some(executable(sysroot, DRIVER)).filter(|file| file.is_file()),
        direct_linker: question.answer(&libdir),
        wasm_std: list_names(&wasm_libdir).into_iter().find(is_wasm_std),
        dynamic_std: Some(libdir).filter(|dir| cfg!(unix) && has_dynamic_std(dir)),
        cargo: compiler.cargo(),
        machine: machine::this(sysroot, &host),
        flags: Flags::default(),
        host,
        rustc: compiler.rustc,
        id: compiler.id,
        sysroot: compiler.sysroot,
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
fn identity(sysroot: &Path, libdir: Option<&Path>, rustc: &Path, folder: &Path) -> String {
    let mut parts: Vec<String> = ["lib", "bin"]
        .iter()
        .flat_map(|folder| list_names(&sysroot.join(folder)))
        .filter(|name| name.contains("rustc_driver-"))
        .collect();
    let libraries = libdir.into_iter().flat_map(list_names);
    parts.extend(libraries.filter(|name| is_std(name)));
    if parts.is_empty() {
        let version = Command::new(rustc).arg("-vV").current_dir(folder).output();
        parts.extend(version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()));
    }
    parts.sort();
    let has_clippy = executable(sysroot, DRIVER).is_file();
    parts.push(format!("clippy: {has_clippy}"));
    files::digest(parts.join("\n").as_bytes())
}

fn list_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}
