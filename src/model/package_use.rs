//! What a file that was compiled alone lacks of its package: what rustc didn't find there, and
//! the package has.

use crate::model::cargo_package::CargoPackage;
use crate::model::diagnostic::{Diagnostic, Level, Span};

/// What a file uses of its package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageUse {
    /// The package's name.
    pub package: String,
    /// The crates and modules, each once, as rustc named them.
    pub names: Vec<String>,
}

/// A file that is compiled alone, and what surrounds it.
#[derive(Debug, Clone, Copy)]
pub struct LoneFile<'a> {
    /// Its text.
    pub source: &'a str,
    /// Its package.
    pub package: &'a CargoPackage,
    /// Whether cargo compiles it as the root of a crate, as it was compiled here.
    pub is_crate_root: bool,
}

/// rustc's codes for a path, a crate or a file of a module that it doesn't find.
const MISSING_PATH: [&str; 3] = ["E0432", "E0433", "E0463"];
const MISSING_FILE: &str = "E0583";

/// Its codes for a name that isn't in the module that a path leads to.
const MISSING_ITEM: [&str; 10] = [
    "E0404", "E0405", "E0412", "E0422", "E0423", "E0425", "E0531", "E0532", "E0573", "E0574",
];

/// Takes those errors away that only say that the file was compiled without its package, and
/// tells what it uses of that. `None` if rustc missed nothing that the package has.
pub fn take_from(errors: &mut Vec<Diagnostic>, file: LoneFile) -> Option<PackageUse> {
    let mut names: Vec<String> = Vec::new();
    errors.retain(|error| match missing(error, file) {
        Some(name) => {
            if !names.contains(&name) {
                names.push(name);
            }
            false
        }
        None => true,
    });
    (!names.is_empty()).then(|| PackageUse {
        package: file.package.name.clone(),
        names,
    })
}

/// What an error says is missing, if the package has such a thing.
fn missing(error: &Diagnostic, file: LoneFile) -> Option<String> {
    let code = error
        .code
        .as_deref()
        .filter(|_| error.level == Level::Error)?;
    if code == MISSING_FILE {
        // A module looks for its own in another folder than the root of a crate.
        let name = quoted(&error.message)?;
        return (!file.is_crate_root).then(|| format!("mod {name}"));
    }
    let path = path_at(error.primary_span()?, file.source)
        .filter(|path| path.contains("::"))
        .or_else(|| quoted(&error.message))?;
    let first = path.trim_start_matches("::").split("::").next()?;
    let is_module = !file.is_crate_root && ["crate", "super"].contains(&first);
    let is_crate = file.package.crates.iter().any(|name| name == first);
    if is_module && (MISSING_PATH.contains(&code) || MISSING_ITEM.contains(&code)) {
        Some(path)
    } else if is_crate && MISSING_PATH.contains(&code) {
        Some(first.to_owned())
    } else {
        None
    }
}

/// The first path between back quotes.
fn quoted(message: &str) -> Option<String> {
    let text = message.split('`').nth(1)?;
    // `a::b as c`
    text.split(' ').next().map(str::to_owned)
}

/// The path that ends with a span of one line.
fn path_at(span: &Span, source: &str) -> Option<String> {
    let line: Vec<char> = source
        .lines()
        .nth(span.line_start.checked_sub(1)?)?
        .chars()
        .collect();
    let start = span.column_start.checked_sub(1)?;
    let end = span.column_end.checked_sub(1)?;
    if span.line_start != span.line_end || start > end {
        return None;
    }
    let before = line.get(..start)?.iter().rev();
    let belongs = |c: &&char| c.is_alphanumeric() || **c == '_' || **c == ':';
    let before: Vec<&char> = before.take_while(belongs).collect();
    let path = before.into_iter().rev().chain(line.get(start..end)?);
    Some(path.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: &str, message: &str, at: (usize, usize, usize)) -> Diagnostic {
        Diagnostic {
            code: Some(code.to_owned()),
            level: Level::Error,
            message: message.to_owned(),
            spans: vec![Span {
                file_name: "a.rs".to_owned(),
                line_start: at.0,
                line_end: at.0,
                column_start: at.1,
                column_end: at.2,
                is_primary: true,
                label: None,
                suggested_replacement: None,
                suggestion_applicability: None,
            }],
            children: Vec::new(),
            rendered: String::new(),
        }
    }

    fn package() -> CargoPackage {
        let text = "[package]\nname = \"app\"\n[dependencies]\nserde = \"1\"\n";
        let package = CargoPackage::of_manifest(text, None);
        package.expect("TOML").expect("a package")
    }

    const SOURCE: &str =
        "use serde::Serialize;\nuse crate::{kitchen::Oven};\nlet x = crate::f();\nuse none::x;\n";

    fn take(is_crate_root: bool) -> (Option<PackageUse>, usize) {
        let mut errors = vec![
            error("E0432", "unresolved import `serde`", (1, 5, 10)),
            error(
                "E0433",
                "cannot find module or crate `serde` in this scope",
                (1, 5, 10),
            ),
            error("E0432", "unresolved import `crate::kitchen`", (2, 13, 20)),
            error(
                "E0425",
                "cannot find function `f` in the crate root",
                (3, 16, 17),
            ),
            error("E0583", "file not found for module `oven`", (1, 1, 2)),
            error("E0432", "unresolved import `none`", (4, 5, 9)),
            error("E0382", "use of moved value: `crate`", (4, 5, 9)),
        ];
        let package = package();
        let file = LoneFile {
            source: SOURCE,
            package: &package,
            is_crate_root,
        };
        let found = take_from(&mut errors, file);
        (found, errors.len())
    }

    #[test]
    fn a_module_uses_crates_and_other_modules() {
        let (found, left) = take(false);
        let names = found.expect("it uses its package").names;
        assert_eq!(names, ["serde", "crate::kitchen", "crate::f", "mod oven"]);
        assert_eq!(left, 2);
    }

    #[test]
    fn what_a_crate_root_misses_of_itself_is_missing() {
        let (found, left) = take(true);
        assert_eq!(found.expect("it uses a crate").names, ["serde"]);
        assert_eq!(left, 5);
    }
}
