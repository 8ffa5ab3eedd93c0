//! Parses what cargo says while it builds: JSON on standard output, text on standard error.
//!
//! The JSON is described in "External Tools" in The Cargo Book.

use serde::Deserialize;

use crate::model::bounded::bound_lines;
use crate::model::cargo_target::CargoTarget;

/// One of cargo's messages, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuildMessage {
    /// A crate was built.
    Built {
        /// The id of the crate's package.
        id: String,
    },
    /// The course's program was built.
    Program {
        /// The program's file.
        file: String,
    },
}

#[derive(Deserialize)]
struct RawMessage {
    reason: String,
    #[serde(default)]
    package_id: String,
    target: Option<RawArtifactTarget>,
    executable: Option<String>,
}

#[derive(Deserialize)]
struct RawArtifactTarget {
    name: String,
    kind: Vec<String>,
}

/// Parses a line. `None` if it's some other message: build scripts, for example, don't count as
/// crates. `program` is the target that cargo should build.
pub fn parse(line: &str, program: &CargoTarget) -> Option<BuildMessage> {
    let raw: RawMessage = serde_json::from_str(line).ok()?;
    let target = raw.target.filter(|_| raw.reason == "compiler-artifact")?;
    let is = |wanted: &str| target.kind.iter().any(|kind| kind == wanted);
    match raw.executable {
        _ if is("custom-build") => None,
        Some(file) if is(program.kind.word()) && target.name == program.name => {
            Some(BuildMessage::Program { file })
        }
        // Tests are built with the package's programs.
        Some(_) => None,
        None => Some(BuildMessage::Built { id: raw.package_id }),
    }
}

/// Whether cargo's JSON says that the build failed.
pub fn is_failed_build(json: &str) -> bool {
    #[derive(Deserialize)]
    struct Finished {
        reason: String,
        success: bool,
    }
    let mut lines = json.lines();
    lines.any(|line| {
        let finished = serde_json::from_str::<Finished>(line).ok();
        finished.is_some_and(|build| build.reason == "build-finished" && !build.success)
    })
}

/// Whether cargo failed because it couldn't download something.
pub fn is_offline(stderr: &str) -> bool {
    let signs = [
        "failed to download",
        "download of config.json failed",
        "Could not resolve host",
        "Couldn't resolve host",
        "Couldn't connect to server",
        "Failed to connect to",
        "spurious network error",
        "Unable to update registry",
        "you're using offline mode",
        "attempting to make an HTTP request, but --offline was specified",
        "network failure seems to have happened",
    ];
    signs.iter().any(|sign| stderr.contains(sign))
}

/// Whether cargo failed because its settings forbid downloads.
pub fn is_told_to_stay_offline(stderr: &str) -> bool {
    let signs = ["you're using offline mode", "but --offline was specified"];
    signs.iter().any(|sign| stderr.contains(sign))
}

/// Whether cargo failed because it would have to change a lock file and may not.
pub fn is_refused_by_lock(stderr: &str) -> bool {
    stderr.contains("because --locked was passed")
}

/// The most lines of an error to show: from its beginning, and from its end.
const MOST_LINES: (usize, usize) = (12, 12);

/// The most characters of a line to show.
const MOST_CHARACTERS: usize = 1_000;

/// Cargo's output from its first error on, shortened.
pub fn first_error(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.trim_end().lines().collect();
    let first = lines.iter().position(|line| line.starts_with("error"));
    let lines = &lines[first.unwrap_or(0)..];
    let (head, tail) = MOST_LINES;
    let shown = if lines.len() > head + tail + 1 {
        [&lines[..head], &["..."], &lines[lines.len() - tail..]].concat()
    } else {
        lines.to_vec()
    };
    bound_lines(&shown.join("\n"), MOST_CHARACTERS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cargo_target::TargetKind;

    #[test]
    fn counts_crates_and_no_build_scripts() {
        let program = |kind| CargoTarget {
            kind,
            name: "x".to_owned(),
        };
        let line = |reason: &str, kind: &str| {
            let line = format!(
                "{{\"reason\":\"{reason}\",\"package_id\":\"x 1\",\"target\":{{\"name\":\"x\",\"kind\":[\"{kind}\"]}}}}"
            );
            parse(&line, &program(TargetKind::Bin))
        };
        let built = Some(BuildMessage::Built {
            id: "x 1".to_owned(),
        });
        assert_eq!(line("compiler-artifact", "lib"), built);
        assert_eq!(line("compiler-artifact", "proc-macro"), built);
        assert_eq!(line("compiler-artifact", "custom-build"), None);
        assert_eq!(line("build-script-executed", "lib"), None);
        assert_eq!(parse("{", &program(TargetKind::Bin)), None);
        let line = r#"{"reason":"compiler-artifact","target":{"name":"x","kind":["bin"]},"executable":"/x-1"}"#;
        let file = "/x-1".to_owned();
        let built = Some(BuildMessage::Program { file });
        assert_eq!(parse(line, &program(TargetKind::Bin)), built);
        assert_eq!(parse(line, &program(TargetKind::Test)), None);
    }

    #[test]
    fn finds_the_first_error() {
        let said = "   Compiling a\nwarning: x\nerror: no such crate\n  needed by b\n";
        assert_eq!(first_error(said), "error: no such crate\n  needed by b");
        assert_eq!(first_error("only this\n"), "only this");
        assert!(!is_offline(said));
        let long: String = (1..=40).map(|number| format!("error {number}\n")).collect();
        let shown = first_error(&long);
        assert_eq!(shown.lines().count(), 25);
        assert!(shown.starts_with("error 1\n") && shown.ends_with("\nerror 40"));
    }
}
