//! Linking without the C compiler in between.
//!
//! rustc calls `cc`, which calls `collect2`, which calls a wrapper, which calls `rust-lld`.
//! Called directly, with the files that `cc` would have added, `rust-lld` takes less time. If
//! direct linking fails, we relink through rustc, and that result counts.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::model::outcome::{Ending, Outcome};

/// How a program is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    /// Directly, if this machine can. A failure doesn't count.
    Direct,
    /// As rustc does by itself.
    Usual,
}

/// Compiles with a direct link, and again as rustc does if that link failed.
///
/// # Errors
/// Those of `compile`.
pub fn direct_first<E>(compile: impl Fn(Linking) -> Result<Outcome, E>) -> Result<Outcome, E> {
    let compiled = compile(Linking::Direct)?;
    if failed_in_direct_link(&compiled) {
        compile(Linking::Usual)
    } else {
        Ok(compiled)
    }
}

/// Whether a compile failed in a direct link, so that the usual one decides.
fn failed_in_direct_link(compiled: &Outcome) -> bool {
    // rustc says "linking with `…`" or "could not exec the linker `…`". If the words come from the
    // source, that only costs a second compile.
    compiled.ending != Ending::Exited(0) && compiled.stderr.text().contains("/rust-lld`")
}

/// How to call `rust-lld`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectLinker {
    /// The flags for rustc that name the linker and its arguments.
    pub flags: Vec<String>,
}

/// A `cc` that was asked what it would pass to a linker.
pub struct LinkerQuestion(Option<Child>);

impl LinkerQuestion {
    /// Asks the C compiler, without waiting for its answer. We can read the answer only on Linux,
    /// so nobody is asked elsewhere.
    pub fn ask() -> Self {
        if !cfg!(target_os = "linux") {
            return Self(None);
        }
        // No file is read and nothing is written: `-###` only shows the commands.
        let question = ["-###", "-pie", "-nodefaultlibs", "-o", "x", "x.o"];
        let child = Command::new("cc")
            .args(question)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        Self(child.ok())
    }

    /// The linker of the toolchain whose libraries are in `libdir`. `None` if it has no linker of
    /// its own, or if we don't understand the answer.
    pub fn answer(self, libdir: &Path) -> Option<DirectLinker> {
        let output = self.0?.wait_with_output().ok()?;
        let linker = libdir.with_file_name("bin").join("rust-lld");
        if !linker.is_file() {
            return None;
        }
        let args = read_answer(&String::from_utf8_lossy(&output.stderr))?;
        let mut flags = vec![
            format!("-Clinker={}", linker.to_str()?),
            "-Clinker-flavor=ld.lld".to_owned(),
        ];
        flags.extend(args.iter().map(|arg| format!("-Clink-arg={arg}")));
        Some(DirectLinker { flags })
    }
}

/// The start files, folders and the loader in the command that `cc -###` shows.
fn read_answer(text: &str) -> Option<Vec<String>> {
    let line = text
        .lines()
        .rfind(|line| line.contains("-dynamic-linker"))?;
    let mut words = line.split_whitespace().map(|word| word.trim_matches('"'));
    let (mut args, mut has_start) = (Vec::new(), false);
    while let Some(word) = words.next() {
        let file = word.rsplit('/').next().unwrap_or(word);
        let is_start_file = file.ends_with(".o") && file.contains("crt");
        if word == "-dynamic-linker" {
            args.push(format!("--dynamic-linker={}", words.next()?));
        } else if is_start_file || (word.starts_with("-L") && word.len() > 2) {
            has_start |= file == "Scrt1.o";
            args.push(word.to_owned());
        }
    }
    has_start.then_some(args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_gcc_and_clang_say() {
        let gcc = " /usr/lib/gcc/collect2 -plugin liblto.so --eh-frame-hdr -m elf_x86_64 \
            -dynamic-linker /lib64/ld.so.2 -pie -o x /usr/lib/Scrt1.o /usr/lib/crti.o \
            -L/usr/lib/gcc -L/lib x.o /usr/lib/crtn.o";
        let expected = [
            "--dynamic-linker=/lib64/ld.so.2",
            "/usr/lib/Scrt1.o",
            "/usr/lib/crti.o",
            "-L/usr/lib/gcc",
            "-L/lib",
            "/usr/lib/crtn.o",
        ];
        let expected = expected.map(str::to_owned).to_vec();
        assert_eq!(read_answer(gcc), Some(expected));
        let clang =
            r#" "/usr/bin/ld" "-pie" "-dynamic-linker" "/lib/ld.so" "-o" "x" "/a/Scrt1.o" "-L/b""#;
        let expected = ["--dynamic-linker=/lib/ld.so", "/a/Scrt1.o", "-L/b"];
        let expected = expected.map(str::to_owned).to_vec();
        assert_eq!(read_answer(clang), Some(expected));
        assert_eq!(read_answer("cc: error: no such option"), None);
        assert_eq!(read_answer("ld -dynamic-linker /lib/ld.so x.o"), None);
    }
}
