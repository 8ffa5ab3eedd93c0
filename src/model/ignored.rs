//! A `Cargo.toml` that has no effect on a course's exercises.

use toml::Value;

use crate::model::cargo_target::{TargetKind, is_in_exercises};
use crate::model::crate_name::source_name;

/// A `Cargo.toml` beside `info.toml` that is ignored, since none of its targets is an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredManifest {
    /// The crates that it names, as a source names them.
    pub(super) crates: Vec<String>,
    /// `None` if it's inherited.
    pub(super) edition: Option<String>,
    pub(super) has_lints: bool,
    /// Whether it has its own code, such as a tool that the course belongs to.
    pub(super) has_own_code: bool,
}

impl IgnoredManifest {
    /// Reads the manifest's text. `None` if it describes no package, and no workspace with settings
    /// for packages. `exists` says whether there is something at a path below the course's root.
    pub fn read(text: &str, exists: &dyn Fn(&str) -> bool) -> Option<Self> {
        let table: toml::Table = text.parse().ok()?;
        let package = table.get("package").and_then(Value::as_table);
        let workspace = table.get("workspace").and_then(Value::as_table);
        let shared = workspace.and_then(|all| all.get("package")?.get("edition")?.as_str());
        let edition = match (package, package.and_then(|package| package.get("edition"))) {
            (Some(_), Some(Value::String(edition))) => Some(edition.as_str()),
            (Some(_), None) => Some("2015"),
            (Some(_), Some(_)) | (None, _) => shared,
        };
        let has_lints = match (package, workspace) {
            (Some(_), _) => table.contains_key("lints"),
            (None, Some(workspace)) => workspace.contains_key("lints"),
            (None, None) => return None,
        };
        if package.is_none() && edition.is_none() && !has_lints {
            // It's about other packages.
            return None;
        }
        let named = ["dependencies", "dev-dependencies"].into_iter();
        let named = named.filter_map(|key| table.get(key)?.as_table());
        let members = workspace.and_then(|all| all.get("members")?.as_array());
        let has_members = members.is_some_and(|members| !members.is_empty());
        let mut usual = ["src/main.rs", "src/lib.rs", "src/bin"].into_iter();
        Some(Self {
            crates: named
                .flat_map(toml::Table::keys)
                .map(|name| source_name(name))
                .collect(),
            edition: edition.map(str::to_owned),
            has_lints,
            has_own_code: usual.any(exists)
                || (package.is_none() && has_members)
                || has_target_elsewhere(&table, exists),
        })
    }
}

/// Whether a manifest has a target outside `exercises/`. One without a path has a file where cargo
/// looks for it, or it's a mistake.
fn has_target_elsewhere(manifest: &toml::Table, exists: &dyn Fn(&str) -> bool) -> bool {
    let path = |target: &Value| Some(target.get("path")?.as_str()?.to_owned());
    let library = manifest.get("lib").and_then(path);
    let of_kind = |kind: &TargetKind| {
        let targets = manifest.get(kind.word()).and_then(Value::as_array);
        targets.into_iter().flatten().any(|target| {
            let name = target.get("name").and_then(Value::as_str);
            match (path(target), name) {
                (Some(path), _) => !is_in_exercises(&path),
                (None, Some(name)) => {
                    let folder = kind.folder();
                    exists(&format!("{folder}/{name}.rs")) || exists(&format!("{folder}/{name}"))
                }
                (None, None) => false,
            }
        })
    };
    library.is_some_and(|path| !is_in_exercises(&path)) || TargetKind::ALL.iter().any(of_kind)
}
