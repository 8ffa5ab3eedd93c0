//! What cargo says while it builds: JSON lines on its standard output, words on the other.
//!
//! Source of the form: the chapter "External tools" of cargo's book.

use serde::Deserialize;

/// One line of cargo's, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A crate is there.
    Built {
        /// Its name.
        name: String,
    },
}

#[derive(Deserialize)]
struct Raw {
    reason: String,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Reads a line; `None` if it is something else. A build script is no crate of its own.
pub fn parse(line: &str) -> Option<Message> {
    let raw: Raw = serde_json::from_str(line).ok()?;
    let target = raw.target.filter(|_| raw.reason == "compiler-artifact")?;
    let is_crate = !target.kind.iter().any(|kind| kind == "custom-build");
    is_crate.then_some(Message::Built { name: target.name })
}

/// Whether cargo failed since it could not reach what it had to download.
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
        "attempting to make an HTTP request, but --offline was specified",
        "network failure seems to have happened",
    ];
    signs.iter().any(|sign| stderr.contains(sign))
}

/// The most lines of an error that are shown.
const MOST_LINES: usize = 20;

/// Cargo's words from its first error on.
pub fn first_error(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("error"));
    let from = first.unwrap_or_else(|| lines.len().saturating_sub(MOST_LINES));
    let shown = lines.iter().skip(from).take(MOST_LINES).copied();
    shown.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_crates_and_no_build_scripts() {
        let line = |reason: &str, kind: &str| {
            parse(&format!(
                "{{\"reason\":\"{reason}\",\"target\":{{\"name\":\"x\",\"kind\":[\"{kind}\"]}}}}"
            ))
        };
        let built = Some(Message::Built {
            name: "x".to_owned(),
        });
        assert_eq!(line("compiler-artifact", "lib"), built);
        assert_eq!(line("compiler-artifact", "proc-macro"), built);
        assert_eq!(line("compiler-artifact", "custom-build"), None);
        assert_eq!(line("build-script-executed", "lib"), None);
        assert_eq!(parse("{"), None);
    }

    #[test]
    fn finds_the_first_error() {
        let said = "   Compiling a\nwarning: x\nerror: no such crate\n  needed by b\n";
        assert_eq!(first_error(said), "error: no such crate\n  needed by b");
        assert_eq!(first_error("only this\n"), "only this");
        assert!(!is_offline(said));
    }
}
