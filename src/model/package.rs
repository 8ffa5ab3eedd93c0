//! What a course's `Cargo.toml` says about how its exercises are compiled.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Flags for the compiler that come from `[package] edition` and `[lints]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompilerFlags {
    /// The language's edition, e.g. `2024`.
    pub edition: String,
    /// Lint levels in the order in which the compiler must see them.
    pub lints: Vec<String>,
}

impl Default for CompilerFlags {
    fn default() -> Self {
        Self {
            edition: "2024".to_owned(),
            lints: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
struct CargoToml {
    package: Option<Package>,
    #[serde(default)]
    bin: Vec<Bin>,
    #[serde(default)]
    lints: BTreeMap<String, BTreeMap<String, LintLevel>>,
}

#[derive(Deserialize)]
struct Package {
    edition: Option<String>,
}

#[derive(Deserialize)]
struct Bin {
    path: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum LintLevel {
    Level(String),
    Detailed {
        level: String,
        #[serde(default)]
        priority: i64,
    },
}

/// Reads a `Cargo.toml`.
///
/// A file none of whose `bin` targets is an exercise belongs to something else (a program
/// that the course lives in) and gives the defaults.
///
/// # Errors
/// The text is no TOML of cargo's form; the message has its place.
pub fn compiler_flags(text: &str) -> Result<CompilerFlags, String> {
    let file: CargoToml = toml::from_str(text).map_err(|e| e.to_string())?;
    let about_exercises = file.bin.iter().any(|bin| {
        bin.path
            .as_deref()
            .is_some_and(|path| path.replace('\\', "/").contains("exercises/"))
    });
    if !about_exercises {
        return Ok(CompilerFlags::default());
    }
    let edition = file.package.and_then(|p| p.edition);
    Ok(CompilerFlags {
        edition: edition.unwrap_or_else(|| "2015".to_owned()),
        lints: lint_flags(&file.lints),
    })
}

/// As cargo does it: lower priority first, so that a single lint overrides its group.
fn lint_flags(tools: &BTreeMap<String, BTreeMap<String, LintLevel>>) -> Vec<String> {
    let mut flags: Vec<(i64, String)> = Vec::new();
    for (tool, lints) in tools {
        for (name, level) in lints {
            let (level, priority) = match level {
                LintLevel::Level(level) => (level, 0),
                LintLevel::Detailed { level, priority } => (level, *priority),
            };
            let scope = if tool == "rust" {
                String::new()
            } else {
                format!("{tool}::")
            };
            if ["allow", "warn", "deny", "forbid"].contains(&level.as_str()) {
                flags.push((priority, format!("--{level}={scope}{name}")));
            }
        }
    }
    flags.sort();
    flags.into_iter().map(|(_, flag)| flag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_edition_and_lints_of_a_course() {
        let flags = compiler_flags(
            "bin = [{ name = \"a\", path = \"exercises/a.rs\" }]
             [package]\nedition = \"2021\"
             [lints.rust]\nunsafe_code = \"forbid\"
             [lints.clippy]\nall = { level = \"warn\", priority = -1 }\ntodo = \"deny\"\n",
        );
        let flags = flags.expect("valid");
        assert_eq!(flags.edition, "2021");
        assert_eq!(
            flags.lints,
            [
                "--warn=clippy::all",
                "--deny=clippy::todo",
                "--forbid=unsafe_code"
            ]
        );
    }

    #[test]
    fn a_file_of_another_package_gives_defaults() {
        let text =
            "[package]\nname = \"tool\"\nedition = \"2018\"\n[lints.rust]\nunused = \"deny\"\n";
        assert_eq!(compiler_flags(text), Ok(CompilerFlags::default()));
    }
}
