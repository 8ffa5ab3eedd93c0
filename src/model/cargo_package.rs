//! Reads the `Cargo.toml` of a package that isn't a course: enough to compile one of its files
//! alone, and to know what that file then lacks.

use toml::{Table, Value};

use crate::model::crate_name::source_name;
use crate::model::package::no_such_edition;
use crate::rust::Edition;

/// A cargo package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CargoPackage {
    /// `[package] name`.
    pub name: String,
    /// The edition. `None` if it's inherited from a workspace that we don't know.
    pub edition: Option<String>,
    /// The crates that its files may name, as a source writes them.
    pub crates: Vec<String>,
    /// The paths of `[[bin]]`, `[lib]` and other targets, below the package's folder.
    target_paths: Vec<String>,
}

/// The tables that name crates, in a manifest or in a `[target.'cfg(...)']`.
const DEPENDENCY_TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Folders in which each file, and the `main.rs` of each folder, is a crate of its own.
const TARGET_FOLDERS: [&str; 4] = ["src/bin", "tests", "examples", "benches"];

impl CargoPackage {
    /// Reads a manifest. `None` if it describes only a workspace. `workspace` is the manifest
    /// of the package's workspace, if that's another file.
    ///
    /// # Errors
    /// The text isn't TOML. The message has the place.
    pub fn of_manifest(text: &str, workspace: Option<&str>) -> Result<Option<Self>, String> {
        let manifest: Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
        let Some(package) = table(&manifest, "package") else {
            return Ok(None);
        };
        let other: Option<Table> = workspace.and_then(|text| text.parse().ok());
        let workspace = if manifest.contains_key("workspace") {
            Some(&manifest)
        } else {
            other.as_ref()
        };
        let name = string(package, "name").unwrap_or_default();
        let mut crates: Vec<String> = dependencies(&manifest);
        let edition = match package.get("edition") {
            Some(Value::String(edition)) => Some(edition.clone()),
            Some(_) => workspace.and_then(workspace_edition),
            // Cargo's default is the first one.
            None => Some("2015".to_owned()),
        };
        if let Some(edition) = edition.as_ref().filter(|name| !Edition::is_name(name)) {
            return Err(no_such_edition(edition));
        }
        let library = table(&manifest, "lib").and_then(|library| string(library, "name"));
        crates.push(source_name(library.as_ref().unwrap_or(&name)));
        Ok(Some(Self {
            edition,
            name,
            crates,
            target_paths: target_paths(&manifest),
        }))
    }

    /// Whether cargo compiles the file at this path (below the package's folder) as the root of
    /// a crate, not as a module.
    pub fn is_crate_root(&self, path: &str) -> bool {
        let is_in_target_folder = TARGET_FOLDERS.iter().any(|folder| {
            let below = path.strip_prefix(folder).and_then(|p| p.strip_prefix('/'));
            below.is_some_and(|below| match below.split_once('/') {
                None => true,
                Some((_, file)) => file == "main.rs",
            })
        });
        is_in_target_folder
            || ["src/main.rs", "src/lib.rs", "build.rs"].contains(&path)
            || self.target_paths.iter().any(|target| target == path)
    }
}

/// The edition that packages inherit from a workspace's manifest.
pub fn edition_of_workspace(text: &str) -> Option<String> {
    workspace_edition(&text.parse().ok()?)
}

/// Whether a manifest has a workspace.
pub fn is_workspace(text: &str) -> bool {
    let manifest = text.parse::<Table>();
    manifest.is_ok_and(|manifest| manifest.contains_key("workspace"))
}

/// The folder of the workspace that a package names as its own, if it does.
pub fn named_workspace(text: &str) -> Option<String> {
    let manifest: Table = text.parse().ok()?;
    string(table(&manifest, "package")?, "workspace")
}

fn table<'a>(of: &'a Table, key: &str) -> Option<&'a Table> {
    of.get(key)?.as_table()
}

fn string(of: &Table, key: &str) -> Option<String> {
    of.get(key)?.as_str().map(str::to_owned)
}

fn workspace_edition(manifest: &Table) -> Option<String> {
    string(table(table(manifest, "workspace")?, "package")?, "edition")
}

fn dependencies(manifest: &Table) -> Vec<String> {
    let targets = table(manifest, "target")
        .into_iter()
        .flat_map(Table::values);
    let holders = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    let tables = holders.flat_map(|holder| DEPENDENCY_TABLES.map(|key| table(holder, key)));
    let names = tables.flatten().flat_map(Table::keys);
    names.map(|name| source_name(name)).collect()
}

fn target_paths(manifest: &Table) -> Vec<String> {
    let library = table(manifest, "lib").into_iter();
    let others = ["bin", "test", "example", "bench"].map(|key| manifest.get(key));
    let others = others.into_iter().flatten().filter_map(Value::as_array);
    let others = others.flatten().filter_map(Value::as_table);
    let build = table(manifest, "package").and_then(|package| string(package, "build"));
    let paths = library
        .chain(others)
        .filter_map(|target| string(target, "path"));
    let paths = paths.chain(build).map(|path| path.replace('\\', "/"));
    paths
        .map(|path| path.strip_prefix("./").map_or(path.clone(), str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(text: &str, workspace: Option<&str>) -> CargoPackage {
        let package = CargoPackage::of_manifest(text, workspace);
        package.expect("TOML").expect("a package")
    }

    #[test]
    fn an_edition_is_written_inherited_or_the_first() {
        let edition = |text: &str, workspace| package(text, workspace).edition;
        let written = edition("package = { name = \"a\", edition = \"2021\" }", None);
        assert_eq!(written.as_deref(), Some("2021"));
        let silent = edition("package = { name = \"a\" }", None);
        assert_eq!(silent.as_deref(), Some("2015"));
        let inherits = "[package]\nname = \"a\"\nedition.workspace = true\n";
        let above = "[workspace]\npackage.edition = \"2018\"\n";
        assert_eq!(edition(inherits, Some(above)).as_deref(), Some("2018"));
        let own = format!("{inherits}\n{above}");
        assert_eq!(edition(&own, None).as_deref(), Some("2018"));
        assert_eq!(edition(inherits, None), None);
        assert_eq!(edition(inherits, Some("[workspace]")), None);
    }

    #[test]
    fn a_workspace_alone_is_no_package() {
        let alone = CargoPackage::of_manifest("[workspace]\nmembers = [\"a\"]\n", None);
        assert_eq!(alone, Ok(None));
        assert!(CargoPackage::of_manifest("[package", None).is_err());
    }

    #[test]
    fn knows_the_crates_and_the_roots() {
        let package = package(
            "[package]\nname = \"my-app\"\n[[bin]]\nname = \"x\"\npath = \"./tools/x.rs\"\n
             [dependencies]\nserde-json = \"1\"\n
             [target.'cfg(unix)'.dev-dependencies]\nrustix = \"1\"\n",
            None,
        );
        assert_eq!(package.crates, ["serde_json", "rustix", "my_app"]);
        let roots = [
            "src/main.rs",
            "src/lib.rs",
            "src/bin/a.rs",
            "src/bin/a/main.rs",
            "tests/a.rs",
            "tools/x.rs",
            "build.rs",
        ];
        for root in roots {
            assert!(package.is_crate_root(root), "{root}");
        }
        for module in ["src/kitchen.rs", "src/bin/a/b.rs", "tests/common/mod.rs"] {
            assert!(!package.is_crate_root(module), "{module}");
        }
    }
}
