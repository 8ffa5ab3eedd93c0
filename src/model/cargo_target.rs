//! Targets of a course's `Cargo.toml`: how cargo calls what it builds of an exercise.

use serde::Deserialize;

/// The kinds of targets that may be exercises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// A program.
    Bin,
    /// An example of a library.
    Example,
    /// Tests that use the package from the outside.
    Test,
    /// A benchmark.
    Bench,
}

impl TargetKind {
    /// All of them, those first that cargo builds with the least else.
    pub const ALL: [Self; 4] = [Self::Bin, Self::Example, Self::Test, Self::Bench];

    /// Cargo's word for it, in a manifest and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bin => "bin",
            Self::Example => "example",
            Self::Test => "test",
            Self::Bench => "bench",
        }
    }

    /// The option that lets cargo build one of them, and nothing else that isn't needed.
    pub fn option(self) -> &'static str {
        match self {
            Self::Bin => "--bin",
            Self::Example => "--example",
            Self::Test => "--test",
            Self::Bench => "--bench",
        }
    }
}

/// A target that cargo can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CargoTarget {
    /// What it is.
    pub kind: TargetKind,
    /// Its name, unique among its kind.
    pub name: String,
}

/// A target as a manifest has it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RawTarget {
    name: Option<String>,
    path: Option<String>,
    required_features: Option<toml::Value>,
}

/// The target that stands for all exercises, if there is one below `exercises/`. One that
/// cargo builds without further features is preferred.
pub fn choose_target<'a>(
    targets: impl Iterator<Item = (TargetKind, &'a RawTarget)>,
) -> Option<CargoTarget> {
    let path = |target: &RawTarget| target.path.clone().unwrap_or_default();
    let exercises = targets.filter(|(_, target)| is_in_exercises(&path(target)));
    // The first of those that are equally good.
    let (kind, target) = exercises.min_by_key(|(_, target)| target.required_features.is_some())?;
    Some(CargoTarget {
        kind,
        name: target.name.clone().unwrap_or_default(),
    })
}

/// Whether the path of a target leads below `exercises/`.
pub fn is_in_exercises(path: &str) -> bool {
    path.replace('\\', "/").contains("exercises/")
}
