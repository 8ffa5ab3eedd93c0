//! Reads from a course's `Cargo.toml` how its exercises are compiled.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::model::bounded::{PROBLEM, bound_lines};
use crate::model::cargo_target::{CargoTarget, RawTarget, TargetKind, choose_target};
use crate::model::course::Exercise;
use crate::model::crate_name::source_name;
use crate::model::exercise_text;
use crate::model::ignored::IgnoredManifest;
use crate::rust::{Edition, Source};

/// The compiler flags that come from `[package] edition` and `[lints]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompilerFlags {
    /// The edition, e.g. `2024`.
    pub edition: String,
    /// The lint levels, in the order in which the compiler must see them.
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

/// The most characters of an edition in a message.
pub const LONGEST_EDITION: usize = 40;

/// How a course's exercises are built: their flags, and the crates that they may use.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Edition and lints, as far as we can tell without cargo.
    pub flags: CompilerFlags,
    /// The crates, by the names that they have in a source.
    pub crates: Vec<String>,
    /// The table `[dependencies]`, as it's written.
    pub dependencies: toml::Table,
    /// The manifest with which cargo builds the crates.
    pub manifest: CargoManifest,
    /// A target that represents all exercises.
    pub target: CargoTarget,
    /// Whether all exercises need cargo, not only those that name a crate: a build script may
    /// set `cfg`s and variables.
    pub for_all: bool,
    /// Whether the crates may change although the manifest doesn't, since some are in folders.
    pub may_change: bool,
    /// The course's `Cargo.toml`, if it's ignored.
    pub ignored: Option<IgnoredManifest>,
}

/// The manifest that we give cargo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CargoManifest {
    /// The course's own `Cargo.toml`.
    Own,
    /// A manifest made from the `[dependencies]` of `info.toml`. This is its text.
    Made(String),
}

/// The lock file of a course that declares its crates in `info.toml`, below its root.
pub const MADE_LOCK: &str = "exercises/Cargo.lock";

/// The path of the file with calls that a course's exercises have in common.
pub const INSTANTIATIONS: &str = "crates/instantiations.rs";

/// The same file in older courses. We read it if there's none at the current path.
pub const OLD_INSTANTIATIONS: &str = "exercises/instantiations.rs";

/// The name of a package that we make, and of its `bin` target.
pub const MADE_NAME: &str = "exercises";

#[derive(Deserialize)]
struct RawManifest {
    package: Option<RawPackage>,
    lib: Option<Library>,
    workspace: Option<Workspace>,
    patch: Option<toml::Table>,
    #[serde(default)]
    bin: Vec<RawTarget>,
    #[serde(default)]
    example: Vec<RawTarget>,
    #[serde(default)]
    test: Vec<RawTarget>,
    #[serde(default)]
    bench: Vec<RawTarget>,
    #[serde(default)]
    lints: Lints,
    #[serde(flatten)]
    dependencies: DependencyTables,
    #[serde(default)]
    target: BTreeMap<String, DependencyTables>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct DependencyTables {
    dependencies: toml::Table,
    dev_dependencies: toml::Table,
}

#[derive(Deserialize)]
struct RawPackage {
    name: Option<String>,
    #[serde(default, deserialize_with = "known_edition")]
    edition: Option<toml::Value>,
    build: Option<toml::Value>,
}

#[derive(Deserialize)]
struct Library {
    name: Option<String>,
}

#[derive(Deserialize, Default)]
struct Workspace {
    #[serde(default)]
    package: WorkspacePackage,
    #[serde(default)]
    lints: Lints,
}

#[derive(Deserialize, Default)]
struct WorkspacePackage {
    edition: Option<String>,
}

/// A manifest that the course's own may inherit from.
#[derive(Deserialize)]
struct WorkspaceToml {
    workspace: Option<Workspace>,
}

/// Facts about the folders around a course's `Cargo.toml`.
#[derive(Debug, Clone, Copy, Default)]
pub struct ManifestSurroundings<'a> {
    /// Whether there is a `build.rs`.
    pub build_script: bool,
    /// Whether there is a `src/lib.rs`.
    pub library: bool,
    /// The manifests in the folders above, the nearest first.
    pub above: &'a [String],
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Lints {
    Inherited {
        #[serde(rename = "workspace")]
        _workspace: bool,
    },
    Own(BTreeMap<String, BTreeMap<String, LintLevel>>),
    #[default]
    None,
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

impl RawManifest {
    fn targets(&self) -> impl Iterator<Item = (TargetKind, &RawTarget)> {
        let of_kind = |kind| match kind {
            TargetKind::Bin => &self.bin,
            TargetKind::Example => &self.example,
            TargetKind::Test => &self.test,
            TargetKind::Bench => &self.bench,
        };
        let kinds = TargetKind::ALL.into_iter();
        kinds.flat_map(move |kind| of_kind(kind).iter().map(move |target| (kind, target)))
    }
}

impl Package {
    /// The package of a course without dependencies or settings.
    pub fn plain() -> Self {
        Self {
            flags: CompilerFlags::default(),
            crates: Vec::new(),
            dependencies: toml::Table::new(),
            manifest: CargoManifest::Made(String::new()),
            target: CargoTarget {
                kind: TargetKind::Bin,
                name: MADE_NAME.to_owned(),
            },
            for_all: false,
            may_change: false,
            ignored: None,
        }
    }

    /// Reads a course's `Cargo.toml`. `None` if none of its targets is an exercise, since it then
    /// belongs to something else, such as a program that contains the course.
    ///
    /// # Errors
    /// The text isn't a valid manifest. The message has the place.
    pub fn of_cargo_toml(text: &str, around: ManifestSurroundings) -> Result<Option<Self>, String> {
        let file: RawManifest = toml::from_str(text).map_err(|error| {
            // The message shows the line, which may be long.
            bound_lines(&error.to_string(), PROBLEM).into_owned()
        })?;
        let Some(target) = choose_target(file.targets()) else {
            return Ok(None);
        };
        let above = workspace_above(around.above);
        let workspace = file.workspace.as_ref().or(above.as_ref());
        let package = file.package.as_ref();
        let tables = std::iter::once(&file.dependencies).chain(file.target.values());
        let all = tables.flat_map(|t| t.dependencies.iter().chain(&t.dev_dependencies));
        let all: Vec<(&String, &toml::Value)> = all.collect();
        let mut crates: Vec<String> = all.iter().map(|(name, _)| source_name(name)).collect();
        // The course's own library is a crate like any other.
        let library = around.library || file.lib.is_some();
        let library_name = file.lib.as_ref().and_then(|lib| lib.name.as_ref());
        let library_name = library_name.or(package.and_then(|package| package.name.as_ref()));
        crates.extend(
            library_name
                .filter(|_| library)
                .map(|name| source_name(name)),
        );
        let build = package.and_then(|package| package.build.as_ref());
        let for_all = build.map_or(around.build_script, |build| build.as_bool() != Some(false));
        let in_folder =
            |value: &toml::Value| ["path", "workspace"].map(|key| value.get(key).is_some());
        let may_change = all
            .iter()
            .any(|(_, value)| in_folder(value).contains(&true));
        Ok(Some(Self {
            flags: CompilerFlags {
                edition: edition(package, workspace)?,
                lints: match &file.lints {
                    Lints::Own(tables) => lint_flags(tables),
                    Lints::Inherited { .. } => workspace.map_or_else(Vec::new, Workspace::lints),
                    Lints::None => Vec::new(),
                },
            },
            may_change: may_change || library || for_all || file.patch.is_some(),
            crates,
            dependencies: file.dependencies.dependencies,
            manifest: CargoManifest::Own,
            target,
            for_all,
            ignored: None,
        }))
    }

    /// Makes a package from the `[dependencies]` of a manifest. Crates' paths are relative to the
    /// course's folder, `root`.
    pub fn of_dependencies(dependencies: &toml::Table, root: &str) -> Self {
        if dependencies.is_empty() {
            return Self::plain();
        }
        Self::made(dependencies, root, "2024")
    }

    /// Makes a package with only the dependencies that a source names.
    pub fn part_for(&self, source: &str, root: &str, edition: &str) -> Self {
        let mut named = self.dependencies.clone();
        let source = Source::new(source, Edition::named(edition));
        named.retain(|name, _| source.names_crate(&[source_name(name)]));
        Self::made(&named, root, edition)
    }

    /// Makes a package with the `[dependencies]` and flags of a manifest in `folder`. We can't
    /// give cargo that manifest itself, since it's for a folder other than the course's.
    pub fn made_from(self, folder: &str) -> Self {
        let mut made = if self.dependencies.is_empty() {
            Self::plain()
        } else {
            Self::made(&self.dependencies, folder, &self.flags.edition)
        };
        made.flags = self.flags;
        made
    }

    fn made(written: &toml::Table, root: &str, edition: &str) -> Self {
        let dependencies = dependencies_from(root, written);
        let may_change = dependencies
            .values()
            .any(|value| value.get("path").is_some());
        Self {
            crates: dependencies.keys().map(|name| source_name(name)).collect(),
            dependencies: written.clone(),
            manifest: CargoManifest::Made(made_manifest("", edition, &dependencies)),
            may_change,
            ..Self::plain()
        }
    }

    /// Reads a source in this package's edition.
    pub fn read(&self, text: impl Into<String>) -> Source {
        Source::new(text, self.edition())
    }

    /// This package's edition.
    pub fn edition(&self) -> Edition {
        Edition::named(&self.flags.edition)
    }

    /// Reads the program that the text of an exercise is. `None` if its files can't be put into
    /// one text.
    pub fn read_program(&self, exercise: &Exercise, path: &str, text: &str) -> Option<Source> {
        let program = exercise_text::program(exercise, path, text, self.edition()).ok()?;
        Some(self.read(program.text))
    }

    /// Whether an exercise with this source needs the crates.
    pub fn is_needed_by(&self, source: &str) -> bool {
        let names_crate = || self.read(source).names_crate(&self.crates);
        self.for_all || (!self.crates.is_empty() && names_crate())
    }

    /// Whether exercises may use a crate with this name in a manifest.
    pub fn has_crate(&self, name: &str) -> bool {
        self.crates.contains(&source_name(name))
    }

    /// Whether cargo has anything to build.
    pub fn has_crates(&self) -> bool {
        self.for_all || !self.crates.is_empty()
    }
}

/// Dependencies with absolute paths instead of paths relative to the course's folder, `root`.
pub fn dependencies_from(root: &str, written: &toml::Table) -> toml::Table {
    let mut dependencies = written.clone();
    for (_, value) in &mut dependencies {
        if let Some(toml::Value::String(path)) = value.get_mut("path") {
            *path = Path::new(root).join(&path).to_string_lossy().into_owned();
        }
    }
    dependencies
}

/// The text of a `Cargo.toml` with these dependencies. `bins` goes before the tables.
pub fn made_manifest(bins: &str, edition: &str, dependencies: &toml::Table) -> String {
    let mut tables = toml::Table::new();
    tables.insert("dependencies".to_owned(), dependencies.clone().into());
    // Serialising tables that were read from TOML can't fail.
    let tables = toml::to_string(&tables).unwrap_or_default();
    format!(
        "{bins}[package]\nname = \"{MADE_NAME}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\
         publish = false\n\n{tables}\n[workspace]\n"
    )
}

fn workspace_above(manifests: &[String]) -> Option<Workspace> {
    // If one of them isn't TOML, cargo will say so.
    let parsed = manifests
        .iter()
        .map(|text| toml::from_str::<WorkspaceToml>(text));
    parsed.flatten().find_map(|manifest| manifest.workspace)
}

/// Reads an edition that Rust has, or where it's inherited from.
fn known_edition<'de, D: Deserializer<'de>>(source: D) -> Result<Option<toml::Value>, D::Error> {
    let value = toml::Value::deserialize(source)?;
    match &value {
        toml::Value::String(edition) if !Edition::is_name(edition) => {
            Err(D::Error::custom(no_such_edition(edition)))
        }
        toml::Value::String(_) | toml::Value::Table(_) => Ok(Some(value)),
        _ => Err(D::Error::custom("an edition is a string, such as \"2024\"")),
    }
}

/// What is wrong with an edition that Rust doesn't have.
pub fn no_such_edition(edition: &str) -> String {
    let edition = bound_lines(edition, LONGEST_EDITION);
    format!("Rust has no edition {edition:?}; it has \"2015\", \"2018\", \"2021\" and \"2024\"")
}

/// The package's edition. Cargo's default is the first one, 2015.
///
/// # Errors
/// It inherits one that Rust doesn't have.
fn edition(package: Option<&RawPackage>, workspace: Option<&Workspace>) -> Result<String, String> {
    let edition = match package.and_then(|package| package.edition.as_ref()) {
        Some(toml::Value::String(edition)) => Some(edition),
        Some(_) => workspace.and_then(|workspace| workspace.package.edition.as_ref()),
        None => None,
    };
    match edition {
        Some(edition) if !Edition::is_name(edition) => {
            Err(format!("[workspace.package]: {}", no_such_edition(edition)))
        }
        Some(edition) => Ok(edition.clone()),
        None => Ok("2015".to_owned()),
    }
}

impl Workspace {
    fn lints(&self) -> Vec<String> {
        match &self.lints {
            Lints::Own(tables) => lint_flags(tables),
            Lints::Inherited { .. } | Lints::None => Vec::new(),
        }
    }
}

/// The lint flags in cargo's order: lower priority first, so that a single lint overrides its
/// group.
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
        let package = Package::of_cargo_toml(
            "bin = [{ name = \"a\", path = \"exercises/a.rs\" }]
             [package]\nedition = \"2021\"
             [lints.rust]\nunsafe_code = \"forbid\"
             [lints.clippy]\nall = { level = \"warn\", priority = -1 }\ntodo = \"deny\"\n",
            ManifestSurroundings::default(),
        );
        let package = package.expect("valid").expect("exercises");
        assert_eq!(package.flags.edition, "2021");
        assert_eq!(
            package.flags.lints,
            [
                "--warn=clippy::all",
                "--deny=clippy::todo",
                "--forbid=unsafe_code"
            ]
        );
        assert!(!package.has_crates());
    }

    #[test]
    fn takes_the_crates_of_a_course() {
        let package = Package::of_cargo_toml(
            "[package]\nname = \"my-course\"\nedition.workspace = true\n
             [[bin]]\nname = \"a\"\npath = \"exercises/a.rs\"
             [dependencies]\nserde-json = \"1\"\njson = { package = \"serde_json\", version = \"1\" }
             [target.'cfg(unix)'.dev-dependencies]\nhelp = { path = \"help\" }
             [lints]\nworkspace = true\n",
            ManifestSurroundings {
                build_script: true,
                library: true,
                above: &[
                    "[package]\nname = \"between\"\n".to_owned(),
                    "[workspace]\npackage.edition = \"2018\"\nlints.rust.unused = \"deny\"\n".to_owned(),
                ],
            },
        );
        let package = package.expect("valid").expect("exercises");
        assert_eq!(package.crates, ["json", "serde_json", "help", "my_course"]);
        assert_eq!(package.flags.edition, "2018");
        assert_eq!(package.flags.lints, ["--deny=unused"]);
        assert!(package.for_all && package.may_change);
        assert!(package.is_needed_by(""));
    }

    #[test]
    fn makes_a_manifest_of_dependencies() {
        let table: toml::Table = toml::from_str(
            "tokio = { version = \"1\", features = [\"full\"] }\nmine = { path = \"x\" }",
        )
        .expect("TOML");
        let package = Package::of_dependencies(&table, "/course");
        assert!(package.is_needed_by("use tokio::time;"));
        assert!(!package.is_needed_by("let tokio = 1; // tokio::time"));
        let CargoManifest::Made(text) = &package.manifest else {
            panic!("must be made");
        };
        let made: toml::Table = toml::from_str(text).expect("TOML");
        assert_eq!(
            made["dependencies"]["mine"]["path"].as_str(),
            Some("/course/x")
        );
        assert_eq!(made["dependencies"]["tokio"], table["tokio"]);
    }

    #[test]
    fn takes_a_part_of_the_dependencies() {
        let table: toml::Table =
            toml::from_str("tokio = \"1\"\nwasm-bindgen = { path = \"x\" }").expect("TOML");
        let whole = Package::of_dependencies(&table, "/course");
        let part = whole.part_for("use wasm_bindgen::prelude;", "/course", "2021");
        assert_eq!(part.crates, ["wasm_bindgen"]);
        let CargoManifest::Made(text) = &part.manifest else {
            panic!("must be made");
        };
        let made: toml::Table = toml::from_str(text).expect("TOML");
        assert_eq!(made["package"]["edition"].as_str(), Some("2021"));
        let dependencies = made["dependencies"].as_table().expect("a table");
        assert_eq!(dependencies.len(), 1);
        assert_eq!(
            dependencies["wasm-bindgen"]["path"].as_str(),
            Some("/course/x")
        );
        assert!(!whole.part_for("", "/course", "2021").has_crates());
    }

    #[test]
    fn a_file_of_another_package_is_none_of_the_courses() {
        let text =
            "[package]\nname = \"tool\"\nedition = \"2018\"\n[lints.rust]\nunused = \"deny\"\n";
        assert_eq!(
            Package::of_cargo_toml(text, ManifestSurroundings::default()),
            Ok(None)
        );
    }
}
