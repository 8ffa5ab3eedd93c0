//! Compile jobs: which flags, which output.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::engine::process::Job;
use crate::engine::toolchain::Toolchain;
use crate::model::limits::Limits;
use crate::model::package::CompilerFlags;
use crate::model::source::Outline;

/// What to compile and how.
pub struct Compile<'a> {
    /// The compiler.
    pub toolchain: &'a Toolchain,
    /// The course's edition and lints.
    pub flags: &'a CompilerFlags,
    /// The exercise's name, from which the crate's is made.
    pub name: &'a str,
    /// The source below the course's root.
    pub path: &'a str,
    /// What the source holds.
    pub outline: &'a Outline,
}

/// Which of a file's two programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The tests, with all diagnostics.
    Tests,
    /// `main`, with all diagnostics.
    Main,
    /// `main` of a file whose tests are compiled beside it: its diagnostics are known.
    QuietMain,
}

impl Compile<'_> {
    /// The flags that decide about the result, without paths of this machine.
    pub fn flags(&self, target: Target) -> Vec<String> {
        let mut flags = vec![
            "--crate-name".to_owned(),
            crate_name(self.name),
            "--crate-type=bin".to_owned(),
            format!("--edition={}", self.flags.edition),
            "--error-format=json".to_owned(),
            "--json=diagnostic-rendered-ansi".to_owned(),
        ];
        match target {
            Target::Tests => flags.push("--test".to_owned()),
            Target::Main => {}
            Target::QuietMain => flags.push("--cap-lints=allow".to_owned()),
        }
        if self.links_dynamically() {
            flags.push("-Cprefer-dynamic".to_owned());
        }
        flags.extend(self.flags.lints.iter().cloned());
        flags
    }

    /// The job that writes the program to `output` and the list of its inputs to
    /// `output` with `.d` behind it.
    pub fn job(&self, target: Target, root: &Path, output: &Path) -> Job {
        let mut args: Vec<OsString> = self.flags(target).into_iter().map(Into::into).collect();
        if let Some(libdir) = self
            .toolchain
            .dynamic_std
            .as_ref()
            .filter(|_| self.links_dynamically())
        {
            args.push(with_path("-Clink-arg=-Wl,-rpath,", libdir));
        }
        let mut emit = with_path("--emit=link=", output);
        emit.push(",dep-info=");
        emit.push(inputs_file(output));
        args.push(emit);
        // Where intermediate files go: without it, the current folder, that is the course's.
        args.push(with_path("--out-dir=", output.parent().unwrap_or(output)));
        args.push(self.path.into());
        let compiler = match target {
            Target::QuietMain => &self.toolchain.rustc,
            Target::Tests | Target::Main => &self.toolchain.compiler,
        };
        Job {
            program: compiler.clone(),
            args,
            cwd: root.to_owned(),
            env: vec![("RUST_BACKTRACE".into(), Some("0".into()))],
            limits: Limits::compiler(),
        }
    }

    /// The standard library's dynamic form links faster, but has its own copy of what a
    /// `#[global_allocator]` would replace.
    fn links_dynamically(&self) -> bool {
        self.toolchain.dynamic_std.is_some() && !self.outline.global_allocator
    }
}

/// Where a compile lists the files it read.
pub fn inputs_file(output: &Path) -> PathBuf {
    output.with_extension("d")
}

/// Reads such a list: the lines of the form `FILE:`, with `\ ` for a space. `None` if the
/// source also read variables of the environment.
pub fn read_inputs(text: &str) -> Option<Vec<String>> {
    // Clippy's driver lists its own variables, which no source can see.
    let mut variables = text
        .lines()
        .filter_map(|line| line.strip_prefix("# env-dep:"));
    if variables.any(|variable| !variable.starts_with("CLIPPY_")) {
        return None;
    }
    let lines = text.lines().filter_map(|line| line.strip_suffix(':'));
    Some(lines.map(|file| file.replace("\\ ", " ")).collect())
}

fn with_path(text: &str, path: &Path) -> OsString {
    let mut arg = OsString::from(text);
    arg.push(path);
    arg
}

/// A crate's name may hold letters, digits and `_`, and must not begin with a digit.
fn crate_name(name: &str) -> String {
    let cleaned = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' });
    let cleaned: String = cleaned.collect();
    match cleaned.starts_with(|c: char| c.is_numeric()) {
        true => format!("_{cleaned}"),
        false => cleaned,
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
        assert_eq!(read_inputs(text), Some(files));
        assert_eq!(read_inputs(&format!("{text}\n# env-dep:X\n")), None);
    }
}
