//! Compile jobs: which flags, which output.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::engine::crates::Crates;
use crate::engine::fast::linker::Linking;
use crate::engine::process::Job;
use crate::engine::tool_settings::CLIPPY_FILES;
use crate::engine::toolchain::{Toolchain, WASM};
use crate::model::limits::Limits;
use crate::model::package::CompilerFlags;
use crate::rust::Outline;

/// The lint that says where unsafe code is.
pub const UNSAFE_CODE: &str = "unsafe_code";

/// What to compile and how.
pub struct Compile<'a> {
    /// The compiler.
    pub toolchain: &'a Toolchain,
    /// The course's edition and lints.
    pub flags: &'a CompilerFlags,
    /// The course's crates, if the source needs them. Then the edition and the lints come from
    /// what cargo said about them.
    pub crates: Option<&'a Crates>,
    /// The exercise's name. The crate is named after it.
    pub name: &'a str,
    /// The path of the source below the course's root.
    pub path: &'a str,
    /// What there is in the source.
    pub outline: &'a Outline,
    /// Whether its tests are built.
    pub tests: bool,
    /// Whether unsafe code is an error.
    pub forbids_unsafe: bool,
    /// Where the compiler keeps what it can use the next time, if it does.
    pub incremental: Option<&'a Path>,
}

/// What is compiled from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The tests' program.
    Tests,
    /// The program of `main`.
    Main,
    /// The program of `main`, if the tests are compiled too: their diagnostics say it all.
    QuietMain,
    /// A WebAssembly module. All that matters is whether it can be built.
    Wasm,
    /// No program: only whether there are errors, without the notes that an incremental compile
    /// has to read first.
    Errors,
    /// No program: only what clippy says, which includes rustc's warnings.
    Lints,
    /// The program of the tests, or of `main` if there are none, built by clippy's driver while it
    /// lints.
    Linted,
}

impl Target {
    /// The name of a folder for it. Each target needs its own, since the compiler names its
    /// intermediate files after the crate, and two compiles of one crate would take each other's.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Tests | Self::Linted => "tests",
            Self::Main | Self::QuietMain => "main",
            Self::Errors => "errors",
            Self::Lints => "lints",
            Self::Wasm => "wasm",
        }
    }

    /// Whether the compiler makes code for this machine.
    fn makes_code(self) -> bool {
        matches!(
            self,
            Self::Tests | Self::Main | Self::QuietMain | Self::Linted
        )
    }
}

impl Compile<'_> {
    /// The flags that the result depends on, without paths of this machine.
    pub fn flags(&self, target: Target) -> Vec<String> {
        let mut flags = vec![
            "--crate-name".to_owned(),
            crate_name(self.name),
            match target {
                Target::Wasm => "--crate-type=cdylib".to_owned(),
                _ => "--crate-type=bin".to_owned(),
            },
            "--error-format=json".to_owned(),
            "--json=diagnostic-rendered-ansi".to_owned(),
            // Debug information is most of what there is to link, and nobody debugs this.
            "-Cstrip=debuginfo".to_owned(),
        ];
        match target {
            Target::QuietMain => flags.push("--cap-lints=allow".to_owned()),
            // The native build gives all warnings.
            Target::Wasm => flags.push("--cap-lints=allow".to_owned()),
            _ if self.tests => flags.push("--test".to_owned()),
            _ => {}
        }
        if self.forbids_unsafe {
            // Where lints are capped, nothing is forbidden any more, and this alone is heard.
            flags.push(match target {
                Target::QuietMain | Target::Wasm => format!("--force-warn={UNSAFE_CODE}"),
                _ => format!("-F{UNSAFE_CODE}"),
            });
        }
        if self.links_dynamically(target) {
            flags.push("-Cprefer-dynamic".to_owned());
        }
        if self.crates.is_none() {
            // Otherwise cargo named them.
            if target == Target::Wasm {
                flags.push(format!("--target={WASM}"));
            }
            flags.push(format!("--edition={}", self.flags.edition));
            flags.extend(self.flags.lints.iter().cloned());
        }
        flags
    }

    /// The job that writes the program to `output` and the list of its inputs to
    /// `output` with `.d` behind it.
    pub fn job(&self, target: Target, linking: Linking, root: &Path, output: &Path) -> Job {
        let mut args: Vec<OsString> = self.flags(target).into_iter().map(Into::into).collect();
        let crates = self.crates.map(Crates::flags).unwrap_or_default();
        let configured = self.configured_flags(target);
        // If the user says how to link, we do that.
        let mut all = crates.iter().chain(&configured);
        let says_how = all.any(|flag| flag.starts_with("-Clink"));
        args.extend(crates.into_iter().chain(configured).map(Into::into));
        let direct = self.toolchain.direct_linker.as_ref();
        let direct =
            direct.filter(|_| linking == Linking::Direct && target != Target::Wasm && !says_how);
        let libdir = self.toolchain.dynamic_std.as_ref();
        if let Some(libdir) = libdir.filter(|_| self.links_dynamically(target)) {
            let flag = match direct {
                Some(_) => "-Clink-arg=-rpath=",
                None => "-Clink-arg=-Wl,-rpath,",
            };
            args.push(with_path(flag, libdir));
        }
        if let Some(direct) = direct {
            args.extend(direct.flags.iter().map(Into::into));
            // So little is linked that threads cost more than they bring.
            args.push("-Clink-arg=--threads=1".into());
        }
        let product = match target {
            Target::Errors | Target::Lints => "--emit=metadata=",
            _ => "--emit=link=",
        };
        if let Some(folder) = self.incremental.filter(|_| target.makes_code()) {
            args.push(with_path("-Cincremental=", &folder.join(target.folder())));
        }
        // Below the course, so that a comma in its path ends nothing here.
        let below = output.strip_prefix(root).unwrap_or(output);
        let mut emit = with_path(product, below);
        if self.incremental.is_some() && target == Target::Tests {
            // It's empty for a program, but rustc says when it has been written.
            emit.push(with_path(",metadata=", &below.with_extension("rmeta")));
            args.push("--json=artifacts".into());
        }
        emit.push(",dep-info=");
        emit.push(inputs_file(below));
        args.push(emit);
        // Otherwise intermediate files would go into the course's folder.
        args.push(with_path("--out-dir=", output.parent().unwrap_or(output)));
        args.push(self.path.into());
        let compiler = match (target, &self.toolchain.clippy) {
            (Target::Lints | Target::Linted, Some(clippy)) => clippy,
            // Errors come from rustc itself: clippy's driver writes types with their whole paths,
            // and nobody looks at lints before the errors are gone.
            _ => &self.toolchain.rustc,
        };
        // Clippy's driver looks for a sysroot in the list, unless one comes before it.
        let mut sysroot = OsString::from("--sysroot=");
        sysroot.push(&self.toolchain.sysroot);
        Job {
            program: compiler.clone(),
            args,
            waiting_args: vec![sysroot, "@/dev/stdin".into()],
            cwd: root.to_owned(),
            env: self.variables(),
            limits: Limits::compiler(),
            yields: false,
            in_order: false,
            input: String::new(),
            sandbox: None,
        }
    }

    /// The flags in cargo's configuration. With crates, they are among cargo's own.
    pub(in crate::engine) fn configured_flags(&self, target: Target) -> Vec<String> {
        let flags = &self.toolchain.flags;
        if self.crates.is_some() || target == Target::Wasm {
            return Vec::new();
        }
        [&flags.course[..], &flags.linking].concat()
    }

    /// Changes to our own environment; `None` removes.
    pub(in crate::engine) fn variables(&self) -> Vec<(OsString, Option<OsString>)> {
        let mut variables = vec![("RUST_BACKTRACE".into(), Some("0".into()))];
        let crates = self.crates.map(Crates::variables).unwrap_or_default();
        let crates = crates
            .iter()
            .map(|(name, value)| (name.into(), Some(value.into())));
        variables.extend(crates);
        if self.crates.is_some() {
            // What cargo would say about this exercise.
            let own = [
                ("CARGO_BIN_NAME", self.name.to_owned()),
                ("CARGO_CRATE_NAME", crate_name(self.name)),
            ];
            variables.extend(own.map(|(name, value)| (name.into(), Some(value.into()))));
        }
        variables
    }

    /// Whether to link the standard library dynamically. That's faster, but the dynamic library has
    /// its own copy of what a `#[global_allocator]` would replace.
    fn links_dynamically(&self, target: Target) -> bool {
        self.toolchain.dynamic_std.is_some()
            && !self.outline.global_allocator
            && target != Target::Wasm
    }
}

/// What clippy also reads, in the folder that it is started in.
pub const PACKAGE_FILE: &str = "Cargo.toml";

/// The paths of all that clippy reads for a course: relative in its folder, absolute above it.
pub fn clippy_files(root: &Path) -> Vec<String> {
    let above = root.ancestors().skip(1);
    let above = above.flat_map(|folder| CLIPPY_FILES.map(|name| folder.join(name)));
    let own = CLIPPY_FILES.into_iter().chain([PACKAGE_FILE]);
    let own = own.map(str::to_owned);
    own.chain(above.map(|path| path.to_string_lossy().into_owned()))
        .collect()
}

/// Whether the compiler says in `words`, a piece of its output, that it has written the metadata.
/// Then it has no objections, and begins to make code.
pub fn tells_of_metadata(words: &[u8]) -> bool {
    String::from_utf8_lossy(words).contains(r#""emit":"metadata""#)
}

/// Where a compile lists the files it read.
pub fn inputs_file(output: &Path) -> PathBuf {
    output.with_extension("d")
}

/// Reads such a list: the lines of the form `FILE:`, with `\ ` for a space. `None` if the
/// source also reads environment variables.
///
/// With `by_cargo`, variables about the package are allowed (`clap` reads its version): they come
/// from the manifest, which is part of the cache key.
pub fn read_inputs(text: &str, by_cargo: bool) -> Option<Vec<String>> {
    // Clippy's driver lists its own variables, which a source can't read.
    let is_harmless = |variable: &str| {
        variable.starts_with("CLIPPY_") || (by_cargo && variable.starts_with("CARGO_PKG_"))
    };
    let mut variables = text
        .lines()
        .filter_map(|line| line.strip_prefix("# env-dep:"));
    if variables.any(|variable| !is_harmless(variable)) {
        return None;
    }
    Some(files_read(text))
}

/// The files in such a list.
pub fn files_read(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_suffix(':'));
    lines.map(|file| file.replace("\\ ", " ")).collect()
}

fn with_path(text: &str, path: &Path) -> OsString {
    let mut arg = OsString::from(text);
    arg.push(path);
    arg
}

/// The crate's name for an exercise: only letters, digits and `_`, and no digit at the start.
fn crate_name(name: &str) -> String {
    let cleaned = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' });
    let cleaned: String = cleaned.collect();
    if cleaned.starts_with(|c: char| c.is_numeric()) {
        format!("_{cleaned}")
    } else {
        cleaned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crate_names_are_legal() {
        assert_eq!(crate_name("1-intro"), "_1_intro");
        assert_eq!(crate_name("moved_in_loop"), "moved_in_loop");
    }

    #[test]
    fn reads_the_inputs_of_a_dep_info_file() {
        let text =
            "/tmp/o: a.rs my\\ data.txt\n\n/tmp/o.d: a.rs my\\ data.txt\n\na.rs:\nmy\\ data.txt:\n";
        let files = vec!["a.rs".to_owned(), "my data.txt".to_owned()];
        assert_eq!(read_inputs(text, false), Some(files));
        let with = |variable: &str, by_cargo| {
            read_inputs(&format!("{text}\n# env-dep:{variable}\n"), by_cargo)
        };
        assert_eq!(with("X", true), None);
        assert_eq!(with("CARGO_MANIFEST_DIR=/a", true), None);
        assert!(with("CARGO_PKG_VERSION=0.0.0", true).is_some());
        assert_eq!(with("CARGO_PKG_VERSION=0.0.0", false), None);
    }
}
