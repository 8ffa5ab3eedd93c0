//! Recognises folders of other programs that this one can't open, and says what they are.

use serde::Deserialize;

/// The files in a folder that tell which program it belongs to.
#[derive(Debug, Clone, Default)]
pub struct FolderFacts {
    /// Whether there is a `.wr.toml` or `wr.toml`.
    pub wr_config: bool,
    /// Whether there is an `.exercism/`.
    pub exercism: bool,
    /// Whether a folder in it has an `.exercism/`.
    pub exercism_below: bool,
    /// Whether each of those folders has a `Cargo.toml`.
    pub packages_below: bool,
    /// The text of `config.json`.
    pub config_json: Option<String>,
    /// The text of `Cargo.toml`.
    pub cargo_toml: Option<String>,
}

/// What a folder is that isn't a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderKind {
    /// A workshop for Mainmatter's `wr`.
    Wr,
    /// One exercise of Exercism.
    ExercismExercise {
        /// Whether it's a cargo package: Exercism teaches many languages.
        is_package: bool,
    },
    /// A folder with exercises of Exercism.
    ExercismExercises {
        /// Whether each is a cargo package.
        are_packages: bool,
    },
    /// The repository of an Exercism track, for this language.
    ExercismTrack(String),
    /// A cargo package, with its name.
    Package(Option<String>),
    /// A cargo workspace.
    Workspace,
}

#[derive(Deserialize)]
struct TrackConfig {
    language: String,
    #[serde(rename = "exercises")]
    _exercises: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct ManifestTables {
    package: Option<PackageTable>,
    workspace: Option<toml::Table>,
}

#[derive(Deserialize)]
struct PackageTable {
    name: Option<String>,
}

impl FolderFacts {
    /// What the folder is, if we recognise it.
    pub fn kind(&self) -> Option<FolderKind> {
        if self.wr_config {
            return Some(FolderKind::Wr);
        }
        if self.exercism {
            let is_package = self.cargo_toml.is_some();
            return Some(FolderKind::ExercismExercise { is_package });
        }
        let config = self.config_json.as_deref();
        let track = config.and_then(|text| serde_json::from_str::<TrackConfig>(text).ok());
        if let Some(track) = track {
            return Some(FolderKind::ExercismTrack(track.language));
        }
        if self.exercism_below {
            let are_packages = self.packages_below;
            return Some(FolderKind::ExercismExercises { are_packages });
        }
        let cargo: ManifestTables = toml::from_str(self.cargo_toml.as_deref()?).ok()?;
        match (cargo.package, cargo.workspace) {
            (Some(package), _) => Some(FolderKind::Package(package.name)),
            (None, Some(_)) => Some(FolderKind::Workspace),
            (None, None) => None,
        }
    }
}

impl FolderKind {
    /// Whether a folder further up may say more: exercises of several programs are packages.
    pub fn is_general(&self) -> bool {
        matches!(self, Self::Package(_) | Self::Workspace)
    }

    /// What the folder is and what to do there, worded to follow its name.
    pub fn words(&self) -> String {
        match self {
            Self::Wr => "is a workshop for `wr`, whose exercises are cargo packages: solve it \
                 with `wr` (`cargo install workshop-runner`)"
                .to_owned(),
            Self::ExercismExercise { is_package: true } => "is an Exercism exercise, a cargo \
                 package: check it with `cargo test` and hand it in with `exercism submit`"
                .to_owned(),
            Self::ExercismExercise { is_package: false } => "is an Exercism exercise: hand it in \
                 with `exercism submit`"
                .to_owned(),
            Self::ExercismExercises { are_packages: true } => "holds Exercism exercises, each a \
                 cargo package: check one with `cargo test` in its own folder"
                .to_owned(),
            Self::ExercismExercises {
                are_packages: false,
            } => "holds Exercism exercises: check each in its own folder, as its language does"
                .to_owned(),
            Self::ExercismTrack(language) => format!(
                "is Exercism's {} track, whose exercises need Exercism's own tools: \
                 get them with `exercism download`",
                language.chars().take(40).collect::<String>()
            ),
            Self::Package(name) => format!(
                "is {} and has no list of exercises: use `cargo test` and `cargo run` there",
                match name {
                    Some(name) => {
                        let name: String = name.chars().take(60).collect();
                        format!("the cargo package `{name}`")
                    }
                    None => "a cargo package".to_owned(),
                }
            ),
            Self::Workspace => "is a cargo workspace and has no list of exercises: use \
                 `cargo test` there"
                .to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_telling_sign_counts() {
        let package = || Some("[package]\nname = \"x\"\n".to_owned());
        let config = r#"{"language": "Rust", "slug": "rust", "exercises": {"practice": []}}"#;
        for (facts, kind) in [
            (FolderFacts::default(), None),
            (
                FolderFacts {
                    cargo_toml: package(),
                    ..FolderFacts::default()
                },
                Some(FolderKind::Package(Some("x".into()))),
            ),
            (
                FolderFacts {
                    cargo_toml: Some("[workspace]\n".into()),
                    ..FolderFacts::default()
                },
                Some(FolderKind::Workspace),
            ),
            (
                FolderFacts {
                    cargo_toml: Some("[profile.dev]\n".into()),
                    ..FolderFacts::default()
                },
                None,
            ),
            (
                FolderFacts {
                    cargo_toml: package(),
                    exercism: true,
                    ..FolderFacts::default()
                },
                Some(FolderKind::ExercismExercise { is_package: true }),
            ),
            (
                FolderFacts {
                    config_json: Some(config.into()),
                    cargo_toml: package(),
                    ..FolderFacts::default()
                },
                Some(FolderKind::ExercismTrack("Rust".into())),
            ),
            (
                FolderFacts {
                    config_json: Some(r#"{"language": "de"}"#.into()),
                    ..FolderFacts::default()
                },
                None,
            ),
            (
                FolderFacts {
                    wr_config: true,
                    cargo_toml: package(),
                    ..FolderFacts::default()
                },
                Some(FolderKind::Wr),
            ),
        ] {
            assert_eq!(facts.kind(), kind, "{facts:?}");
        }
    }
}
