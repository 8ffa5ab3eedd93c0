//! The cargo package around a file: its manifest, and `cargo check` on the whole package.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::engine::ordinary_file;
use crate::engine::process::Job;
use crate::engine::toolchain;
use crate::model::cargo_messages;
use crate::model::cargo_package::{self, CargoPackage};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::judge;
use crate::model::limits::Limits;
use crate::model::machine::{Fault, Machine};
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;

const MANIFEST: &str = "Cargo.toml";

/// Our folder in the user's target folder: neither build waits for the other, and `cargo clean`
/// removes both.
const TARGET: &str = "rustlings-like";

/// The package around a file.
#[derive(Debug, Clone)]
pub struct SurroundingPackage {
    /// The package as its manifest describes it.
    pub package: CargoPackage,
    /// The manifest's folder.
    pub folder: PathBuf,
}

impl SurroundingPackage {
    /// Whether cargo compiles a file as the root of a crate.
    pub fn is_crate_root(&self, file: &Path) -> bool {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let below = file.strip_prefix(&self.folder).unwrap_or(&file);
        let names = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        self.package
            .is_crate_root(&names.collect::<Vec<_>>().join("/"))
    }
}

/// The package of the nearest `Cargo.toml` around a file or folder. `None` if there is none, or
/// if that manifest describes only a workspace.
///
/// # Errors
/// The manifest can't be read. The message names it.
pub fn package_around(path: &Path) -> Result<Option<SurroundingPackage>, String> {
    let Some(manifest) = manifest_around(path) else {
        return Ok(None);
    };
    let read = |path: &Path| {
        ordinary_file::read_text(path)
            .map_err(|e| format!("{} cannot be read: {e}", path.display()))
    };
    let text = read(&manifest)?;
    let folder = manifest.parent().unwrap_or(&manifest).to_owned();
    let workspace = workspace_of(&text, &folder);
    let package = CargoPackage::of_manifest(&text, workspace.as_deref());
    let package = package.map_err(|e| format!("{} cannot be read: {e}", manifest.display()))?;
    Ok(package.map(|package| SurroundingPackage { package, folder }))
}

/// The nearest `Cargo.toml` around a file or folder.
pub fn manifest_around(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let mut manifests = absolute.ancestors().map(|folder| folder.join(MANIFEST));
    manifests.find(|manifest| manifest.is_file())
}

/// The edition of the workspace whose manifest is nearest to a folder.
pub fn workspace_edition_around(path: &Path) -> Option<String> {
    let text = ordinary_file::read_text(&manifest_around(path)?).ok()?;
    cargo_package::edition_of_workspace(&text)
}

/// The manifest of a package's workspace: the one that it names, or the one above it.
fn workspace_of(text: &str, folder: &Path) -> Option<String> {
    if let Some(named) = cargo_package::named_workspace(text) {
        return ordinary_file::read_text(folder.join(named).join(MANIFEST)).ok();
    }
    let above = folder.ancestors().skip(1);
    let texts = above.filter_map(|folder| ordinary_file::read_text(folder.join(MANIFEST)).ok());
    texts
        .into_iter()
        .find(|text| cargo_package::is_workspace(text))
}

/// Runs `cargo check`, including build scripts, on the package around a file or folder. Returns
/// the diagnostics and the folder that their file names are relative to.
///
/// # Errors
/// There is no package or no cargo, or cargo failed for a reason other than an error in a
/// program.
pub fn check_package(path: &Path) -> Result<(Vec<Diagnostic>, PathBuf), String> {
    let manifest = manifest_around(path).ok_or_else(|| {
        format!(
            "there is no cargo package around {} (no {MANIFEST})",
            path.display()
        )
    })?;
    let folder = manifest.parent().unwrap_or(&manifest);
    let compiler = toolchain::find_compiler(folder)?;
    let cargo = compiler.cargo();
    let metadata = ["metadata", "--no-deps", "--format-version=1"];
    let metadata = run_cargo(&cargo, folder, &metadata, None)?;
    if metadata.ending != Ending::Exited(0) {
        return Err(explain_failure(&metadata, &compiler.machine()));
    }
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata.stdout.text()).unwrap_or_default();
    let path_of = |key: &str| {
        metadata
            .get(key)
            .and_then(|path| path.as_str())
            .map(PathBuf::from)
    };
    let root = path_of("workspace_root").unwrap_or_else(|| folder.to_owned());
    let target = path_of("target_directory").unwrap_or_else(|| folder.join("target"));
    let args = [
        "check",
        "--all-targets",
        // After an error in one target, we still want to hear about the others.
        "--keep-going",
        "--message-format=json-diagnostic-rendered-ansi",
    ];
    let checked = run_cargo(&cargo, folder, &args, Some(&target.join(TARGET)))?;
    let diagnostics = rustc_json::parse_any(&checked.stdout.text()).diagnostics;
    let has_error = diagnostics.iter().any(|d| d.level == Level::Error);
    if checked.ending != Ending::Exited(0) {
        let machine = compiler.machine();
        if let Some(lacks) = judge::find_machine_failure(&diagnostics, &machine) {
            return Err(format!("the package could not be checked: {lacks}"));
        }
        if !has_error {
            return Err(explain_failure(&checked, &machine));
        }
    }
    Ok((diagnostics, root))
}

fn explain_failure(outcome: &Outcome, machine: &Machine) -> String {
    let words = outcome.stderr.text();
    if let Some(fault) = Fault::find(&words) {
        let lacks = fault.sentence(machine);
        return format!("the package could not be checked: {lacks}");
    }
    let words = cargo_messages::first_error(&words);
    format!("cargo could not check the package\n{words}")
}

fn run_cargo(
    cargo: &Path,
    folder: &Path,
    args: &[&str],
    target: Option<&Path>,
) -> Result<Outcome, String> {
    let mut env: Vec<(OsString, Option<OsString>)> =
        vec![("CARGO_TERM_COLOR".into(), Some("never".into()))];
    for name in ["CARGO_TARGET_DIR", "CARGO_BUILD_BUILD_DIR"] {
        env.extend(target.map(|target| (name.into(), Some(target.into()))));
    }
    super::run(&Job {
        program: cargo.to_owned(),
        args: args.iter().map(Into::into).collect(),
        waiting_args: Vec::new(),
        cwd: folder.to_owned(),
        env,
        limits: Limits::cargo(),
        yields: false,
        in_order: false,
        input: String::new(),
        sandbox: None,
    })
}
