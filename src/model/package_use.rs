//! Finds out what a file that was compiled alone lacks from its package: what rustc didn't find,
//! but the package has.
use crate::model::cargo_package::CargoPackage;
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::rust::Source;

/// What a file uses from its package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageUse {
    /// The package's name.
    pub package: String,
    /// The crates and modules, each once, as rustc named them.
    pub names: Vec<String>,
}

/// A file that's compiled alone, with facts about its package.
#[derive(Debug, Clone, Copy)]
pub struct LoneFile<'a> {
    /// The file's name in the compiler's messages.
    pub name: &'a str,
    /// The file's text.
    pub source: &'a Source,
    /// The package around it.
    pub package: &'a CargoPackage,
    /// Whether cargo also compiles it as the root of a crate.
    pub is_crate_root: bool,
}

/// rustc's codes for a path, a crate or a module's file that it can't find.
const MISSING_PATH: [&str; 3] = ["E0432", "E0433", "E0463"];
const MISSING_FILE: &str = "E0583";

/// rustc's codes for a name that isn't in the module that a path leads to.
const MISSING_ITEM: [&str; 10] = [
    "E0404", "E0405", "E0412", "E0422", "E0423", "E0425", "E0531", "E0532", "E0573", "E0574",
];

/// Finds out what a file uses from its package, by what rustc couldn't find. `None` if rustc
/// found everything that the package may have. Otherwise no error can be trusted: if a derive is
/// missing, for example, so are the implementations that it generates.
pub fn find(diagnostics: &[Diagnostic], file: LoneFile) -> Option<PackageUse> {
    let mut names: Vec<String> = Vec::new();
    let errors = diagnostics
        .iter()
        .filter(|error| error.level == Level::Error);
    for name in errors.filter_map(|error| missing(error, file)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| PackageUse {
        package: file.package.name.clone(),
        names,
    })
}

/// What an error says is missing, if the package may have it.
fn missing(error: &Diagnostic, file: LoneFile) -> Option<String> {
    let Some(code) = error.code.as_deref() else {
        return missing_macro(error, file);
    };
    let own = error
        .primary_span()
        .filter(|span| span.file_name == file.name);
    if code == MISSING_FILE {
        // A module's own modules are in another folder than those of a crate's root.
        let name = quoted(&error.message)?;
        return (own.is_some() && !file.is_crate_root).then(|| format!("mod {name}"));
    }
    let path = own
        .and_then(|span| path_at(span, file.source))
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

/// A missing macro that the crate's root may import for all modules, or a variable that cargo
/// sets. rustc has no codes for these.
fn missing_macro(error: &Diagnostic, file: LoneFile) -> Option<String> {
    let name = quoted(&error.message)?;
    let begins = |words: &str| error.message.starts_with(words);
    let is_cargos = name == "OUT_DIR" || name.starts_with("CARGO_");
    if begins("environment variable `") && is_cargos {
        Some(format!("env!(\"{name}\")"))
    } else if file.is_crate_root {
        None
    } else if begins("cannot find macro `") {
        Some(format!("{name}!"))
    } else if begins("cannot find derive macro `") {
        Some(format!("#[derive({name})]"))
    } else if begins("cannot find attribute `") {
        Some(format!("#[{name}]"))
    } else {
        None
    }
}

/// The first path between backticks.
fn quoted(message: &str) -> Option<String> {
    let text = message.split('`').nth(1)?;
    // `a::b as c`
    text.split(' ').next().map(str::to_owned)
}

/// The path that ends with a span of one line.
fn path_at(span: &Span, source: &Source) -> Option<String> {
    let end = source.byte_at(span.line_end, span.column_end)?;
    let begin = source.byte_at(span.line_start, span.column_start)?;
    let behind = source.token_at(end);
    let is_part = |at: &usize| source.is_identifier(*at) || source.word(*at) == ":";
    let is_touched = |at: &usize| source.end_before(*at + 1) == source.begin(*at + 1);
    let last = behind.checked_sub(1).filter(is_part)?;
    let first = (0..last)
        .rev()
        .take_while(|at| is_part(at) && is_touched(at))
        .last();
    let tokens = first.unwrap_or(last)..behind;
    let is_one_line = span.line_start == span.line_end && begin <= end;
    is_one_line.then(|| source.text_of(&tokens).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

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

    fn names(is_crate_root: bool) -> Vec<String> {
        let mut variable = error("", "environment variable `OUT_DIR` not defined", (1, 1, 2));
        variable.code = None;
        let mut called = error("", "cannot find macro `info` in this scope", (1, 1, 2));
        called.code = None;
        let errors = [
            error("E0432", "unresolved import `serde`", (1, 5, 10)),
            error("E0433", "cannot find module or crate `serde`", (1, 5, 10)),
            error("E0432", "unresolved import `crate::kitchen`", (2, 13, 20)),
            error(
                "E0425",
                "cannot find function `f` in the crate root",
                (3, 16, 17),
            ),
            error("E0583", "file not found for module `oven`", (1, 1, 2)),
            error("E0432", "unresolved import `none`", (4, 5, 9)),
            error("E0382", "use of moved value: `crate`", (4, 5, 9)),
            called,
            variable,
        ];
        let package = package();
        let file = LoneFile {
            name: "a.rs",
            source: &Source::new(SOURCE, Edition::E2024),
            package: &package,
            is_crate_root,
        };
        find(&errors, file).expect("it uses its package").names
    }

    #[test]
    fn a_module_uses_crates_other_modules_and_macros() {
        let expected = [
            "serde",
            "crate::kitchen",
            "crate::f",
            "mod oven",
            "info!",
            "env!(\"OUT_DIR\")",
        ];
        assert_eq!(names(false), expected);
    }

    #[test]
    fn what_a_crate_root_misses_of_itself_is_missing() {
        assert_eq!(names(true), ["serde", "env!(\"OUT_DIR\")"]);
    }

    #[test]
    fn a_place_in_another_file_is_not_looked_up_in_this_one() {
        let mut elsewhere = error("E0433", "cannot find module or crate `serde`", (3, 16, 17));
        elsewhere.spans[0].file_name = "b.rs".to_owned();
        let package = package();
        let file = LoneFile {
            name: "a.rs",
            source: &Source::new(SOURCE, Edition::E2024),
            package: &package,
            is_crate_root: true,
        };
        let found = find(&[elsewhere], file).expect("it uses a crate");
        assert_eq!(found.names, ["serde"]);
    }
}
