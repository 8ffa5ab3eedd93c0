//! A `Cargo.toml` that has no effect on a course's exercises.

use crate::model::cargo_target::TargetKind;
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
    /// Reads the manifest's text. `None` if it describes no package. `has_code` says whether
    /// there are sources where cargo looks for them by default.
    pub fn read(text: &str, has_code: bool) -> Option<Self> {
        let table: toml::Table = text.parse().ok()?;
        let package = table.get("package")?.as_table()?;
        let edition = match package.get("edition") {
            Some(edition) => edition.as_str(),
            None => Some("2015"),
        };
        let named = ["dependencies", "dev-dependencies"].into_iter();
        let named = named.filter_map(|key| table.get(key)?.as_table());
        let mut targets = TargetKind::ALL.iter();
        Some(Self {
            crates: named
                .flat_map(toml::Table::keys)
                .map(|name| source_name(name))
                .collect(),
            edition: edition.map(str::to_owned),
            has_lints: table.contains_key("lints"),
            has_own_code: has_code
                || table.contains_key("lib")
                || targets.any(|kind| table.contains_key(kind.word())),
        })
    }
}
