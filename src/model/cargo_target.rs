//! The targets in a course's `Cargo.toml`.

use serde::Deserialize;

/// The kinds of targets that can be exercises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// A program.
    Bin,
    /// An example for a library.
    Example,
    /// An integration test.
    Test,
    /// A benchmark.
    Bench,
}

impl TargetKind {
    /// All kinds, starting with the one for which cargo builds the fewest other things.
    pub const ALL: [Self; 4] = [Self::Bin, Self::Example, Self::Test, Self::Bench];

    /// Cargo's word for this kind, in manifests and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bin => "bin",
            Self::Example => "example",
            Self::Test => "test",
            Self::Bench => "bench",
        }
    }

    /// The folder where cargo looks for targets of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Bin => "src/bin",
            Self::Example => "examples",
            Self::Test => "tests",
            Self::Bench => "benches",
        }
    }

    /// The option that makes cargo build one target of this kind, and nothing unnecessary.
    pub fn option(self) -> &'static str {
        match self {
            Self::Bin => "--bin",
            Self::Example => "--example",
            Self::Test => "--test",
            Self::Bench => "--bench",
        }
    }
}

/// A target that cargo can build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CargoTarget {
    /// The kind of target.
    pub kind: TargetKind,
    /// The target's name, which is unique among its kind.
    pub name: String,
}

/// A target as a manifest writes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RawTarget {
    name: Option<String>,
    path: Option<String>,
    required_features: Option<toml::Value>,
}

/// Chooses a target in `exercises/` that represents all exercises, if there is one. A target
/// that needs no extra features is preferred.
pub fn choose_target<'a>(
    targets: impl Iterator<Item = (TargetKind, &'a RawTarget)>,
) -> Option<CargoTarget> {
    let is_exercise = |target: &RawTarget| target.path.as_deref().is_some_and(is_in_exercises);
    let exercises = targets.filter(|(_, target)| is_exercise(target));
    // `min_by_key` takes the first of several that are equally good.
    let (kind, target) = exercises.min_by_key(|(_, target)| target.required_features.is_some())?;
    Some(CargoTarget {
        kind,
        name: target.name.clone().unwrap_or_default(),
    })
}

/// Whether a target's path is in `exercises/`.
pub fn is_in_exercises(path: &str) -> bool {
    let path = plain_path(path);
    path.starts_with("exercises/") || path.contains("/exercises/")
}

/// The same path with `/`, and without `.` and `NAME/..`.
pub fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !["..", ""].contains(last)) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_in_exercises_however_it_is_written() {
        for (path, plain, is_in) in [
            ("exercises/a.rs", "exercises/a.rs", true),
            (
                "./exercises/../exercises/ch/a.rs",
                "exercises/ch/a.rs",
                true,
            ),
            (".\\exercises\\a.rs", "exercises/a.rs", true),
            ("../exercises/a.rs", "../exercises/a.rs", true),
            ("/c/exercises/a.rs", "/c/exercises/a.rs", true),
            ("exercises/../src/tool.rs", "src/tool.rs", false),
            ("my-exercises/a.rs", "my-exercises/a.rs", false),
            ("../../a.rs", "../../a.rs", false),
        ] {
            assert_eq!(plain_path(path), plain);
            assert_eq!(is_in_exercises(path), is_in, "{path}");
        }
    }
}
