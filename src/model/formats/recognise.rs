//! Folders of other programs that this one can't open: which one it is, in a sentence.

use serde::Deserialize;

/// What was found in a folder.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// `.wr.toml` or `wr.toml` is there.
    pub wr_config: bool,
    /// `.exercism/` is there.
    pub exercism: bool,
    /// A folder in it has `.exercism/`.
    pub exercism_below: bool,
    /// The text of `config.json`.
    pub config_json: Option<String>,
    /// The text of `Cargo.toml`.
    pub cargo_toml: Option<String>,
}

/// What a folder is, if it isn't a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A workshop for Mainmatter's `wr`.
    Wr,
    /// One exercise of Exercism.
    ExercismExercise,
    /// A folder with exercises of Exercism.
    ExercismExercises,
    /// The repository of an Exercism track, for this language.
    ExercismTrack(String),
    /// A package of cargo's, with its name.
    Package(Option<String>),
    /// A workspace of cargo's.
    Workspace,
}

#[derive(Deserialize)]
struct TrackConfig {
    language: String,
    #[serde(rename = "exercises")]
    _exercises: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct CargoToml {
    package: Option<CargoPackage>,
    workspace: Option<toml::Table>,
}

#[derive(Deserialize)]
struct CargoPackage {
    name: Option<String>,
}

impl Found {
    /// What the folder is, if that is known.
    pub fn shape(&self) -> Option<Shape> {
        if self.wr_config {
            return Some(Shape::Wr);
        }
        if self.exercism {
            return Some(Shape::ExercismExercise);
        }
        let config = self.config_json.as_deref();
        let track = config.and_then(|text| serde_json::from_str::<TrackConfig>(text).ok());
        if let Some(track) = track {
            return Some(Shape::ExercismTrack(track.language));
        }
        if self.exercism_below {
            return Some(Shape::ExercismExercises);
        }
        let cargo: CargoToml = toml::from_str(self.cargo_toml.as_deref()?).ok()?;
        match (cargo.package, cargo.workspace) {
            (Some(package), _) => Some(Shape::Package(package.name)),
            (None, Some(_)) => Some(Shape::Workspace),
            (None, None) => None,
        }
    }
}

impl Shape {
    /// Whether the folder may also lie in another one that says more: a package is what
    /// exercises of several programs are made of.
    pub fn is_general(&self) -> bool {
        matches!(self, Self::Package(_) | Self::Workspace)
    }

    /// What it is and what to do with it, to follow the folder's name.
    pub fn words(&self) -> String {
        match self {
            Self::Wr => {
                "is a workshop for `wr`, whose exercises are packages of cargo's: solve it \
                 with `wr` (`cargo install workshop-runner`)"
                    .to_owned()
            }
            Self::ExercismExercise => "is an exercise of Exercism, a package of cargo's: check \
                 it with `cargo test` and hand it in with `exercism submit`"
                .to_owned(),
            Self::ExercismExercises => "holds exercises of Exercism, each a package of cargo's: \
                 check one with `cargo test` in its own folder"
                .to_owned(),
            Self::ExercismTrack(language) => format!(
                "is Exercism's track for {}, whose exercises are made for Exercism's own tools: \
                 get them with `exercism download`",
                language.chars().take(40).collect::<String>()
            ),
            Self::Package(name) => format!(
                "is {} of cargo's and has no list of exercises: use `cargo test` and `cargo run` \
                 there",
                match name {
                    Some(name) => {
                        let name: String = name.chars().take(60).collect();
                        format!("the package `{name}`")
                    }
                    None => "a package".to_owned(),
                }
            ),
            Self::Workspace => "is a workspace of cargo's and has no list of exercises: use \
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
        for (found, shape) in [
            (Found::default(), None),
            (
                Found {
                    cargo_toml: package(),
                    ..Found::default()
                },
                Some(Shape::Package(Some("x".into()))),
            ),
            (
                Found {
                    cargo_toml: Some("[workspace]\n".into()),
                    ..Found::default()
                },
                Some(Shape::Workspace),
            ),
            (
                Found {
                    cargo_toml: Some("[profile.dev]\n".into()),
                    ..Found::default()
                },
                None,
            ),
            (
                Found {
                    cargo_toml: package(),
                    exercism: true,
                    ..Found::default()
                },
                Some(Shape::ExercismExercise),
            ),
            (
                Found {
                    config_json: Some(config.into()),
                    cargo_toml: package(),
                    ..Found::default()
                },
                Some(Shape::ExercismTrack("Rust".into())),
            ),
            (
                Found {
                    config_json: Some(r#"{"language": "de"}"#.into()),
                    ..Found::default()
                },
                None,
            ),
            (
                Found {
                    wr_config: true,
                    cargo_toml: package(),
                    ..Found::default()
                },
                Some(Shape::Wr),
            ),
        ] {
            assert_eq!(found.shape(), shape, "{found:?}");
        }
    }
}
