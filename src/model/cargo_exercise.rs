//! Exercises on a cargo package: what their manifests may say, what cargo says of them, and the
//! names of their tests.

use serde::Deserialize;

use crate::model::bounded::{PROBLEM, bound_lines};
use crate::model::course::MANIFEST;
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::model::libtest::TestRun;
use crate::model::module_files::ExerciseFile;

/// Keys of a manifest with which cargo runs code while it builds, or takes crates from elsewhere.
const REFUSED_KEYS: [(&str, &str); 6] = [
    ("patch", "[patch] puts other crates in the place of its own"),
    (
        "replace",
        "[replace] puts other crates in the place of its own",
    ),
    (
        "build-dependencies",
        "a build script's crates have no use here",
    ),
    ("links", "links is about libraries of the machine"),
    ("proc-macro", "a procedural macro runs inside the compiler"),
    ("cargo-features", "cargo-features need another toolchain"),
];

/// Why a package isn't built, worded to follow the path of its manifest; `None` if it is.
/// `files` have paths from the package's folder.
pub fn find_refused(files: &[ExerciseFile]) -> Option<String> {
    files.iter().find_map(|file| {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        if name == "build.rs" {
            return Some(format!(
                "can't be checked: {} is a build script, which runs while cargo builds",
                file.path
            ));
        }
        if name != MANIFEST {
            return None;
        }
        // What isn't TOML, cargo says itself.
        let manifest: toml::Table = toml::from_str(&file.text).ok()?;
        let why = find_refused_key(&manifest, folder, "")?;
        Some(format!("can't be checked: {why} (in {})", file.path))
    })
}

fn find_refused_key(table: &toml::Table, folder: &str, around: &str) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let is_dependencies = key == "dependencies" || key == "dev-dependencies";
        let refused = REFUSED_KEYS
            .iter()
            .find(|(name, _)| *name == key && value.as_bool() != Some(false));
        if let Some((_, why)) = refused {
            return Some((*why).to_owned());
        }
        match value {
            toml::Value::Table(crates) if is_dependencies => find_foreign_crate(crates, folder),
            toml::Value::Table(inside) => find_refused_key(inside, folder, key),
            toml::Value::Array(all) => all.iter().find_map(|value| match value {
                toml::Value::Table(inside) => find_refused_key(inside, folder, key),
                toml::Value::String(path) if PATHS.contains(&key.as_str()) => {
                    leads_out(folder, path)
                }
                _ => None,
            }),
            toml::Value::String(path) if PATHS.contains(&key.as_str()) => leads_out(folder, path),
            toml::Value::String(_) if key == "build" && around == "package" => {
                Some("a build script runs while cargo builds".to_owned())
            }
            _ => None,
        }
    })
}

/// Keys whose values are paths to code.
const PATHS: [&str; 5] = ["path", "workspace", "members", "default-members", "exclude"];

fn find_foreign_crate(crates: &toml::Table, folder: &str) -> Option<String> {
    crates.iter().find_map(|(name, value)| {
        let name = bound_lines(name, 60);
        let foreign = || {
            Some(format!(
                "the crate {name} isn't in its folder, and here a package can only have crates \
                 with a path in it"
            ))
        };
        let Some(table) = value.as_table() else {
            return foreign();
        };
        let is_inherited = table.get("workspace").and_then(toml::Value::as_bool) == Some(true);
        let is_foreign = ["git", "registry", "registry-index"]
            .iter()
            .any(|key| table.contains_key(*key));
        match table.get("path").and_then(toml::Value::as_str) {
            Some(path) if !is_foreign => leads_out(folder, path),
            None if is_inherited => None,
            _ => foreign(),
        }
    })
}

/// Why a path from a folder in the package isn't one in the package.
fn leads_out(folder: &str, path: &str) -> Option<String> {
    let mut depth = folder.split('/').filter(|part| !part.is_empty()).count();
    let is_absolute = path.starts_with(['/', '\\']) || path.contains(':');
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return Some(led_out(path)),
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    is_absolute.then(|| led_out(path))
}

fn led_out(path: &str) -> String {
    format!(
        "the path {:?} leads out of its folder",
        bound_lines(path, 60)
    )
}

/// A manifest whose package is in no workspace around its folder.
pub fn with_workspace(manifest: &str) -> String {
    let table: Option<toml::Table> = toml::from_str(manifest).ok();
    match table {
        Some(table) if !table.contains_key("workspace") => {
            format!("{}\n\n[workspace]\n", manifest.trim_end())
        }
        _ => manifest.to_owned(),
    }
}

/// A program with tests that cargo has built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestProgram {
    /// The program.
    pub executable: String,
    /// The folder of its package.
    pub package: String,
    /// The file that its crate begins with, from the package's folder.
    pub root: String,
    /// What the names of its tests begin with in a report, so that no two tests of a package have
    /// the same name.
    pub prefix: String,
}

#[derive(Deserialize)]
struct RawArtifact {
    reason: String,
    manifest_path: Option<String>,
    target: Option<RawTarget>,
    profile: Option<RawProfile>,
    executable: Option<String>,
}

#[derive(Deserialize)]
struct RawTarget {
    kind: Vec<String>,
    name: String,
    src_path: String,
}

#[derive(Deserialize)]
struct RawProfile {
    test: bool,
}

/// The programs with tests in cargo's messages. `folder` is that of the package, as cargo names it.
pub fn test_programs(stdout: &str, folder: &str) -> Vec<TestProgram> {
    let artifacts = stdout
        .lines()
        .filter_map(|line| serde_json::from_str::<RawArtifact>(line).ok());
    let mut found: Vec<(bool, TestProgram)> = artifacts
        .filter(|it| it.reason == "compiler-artifact")
        .filter_map(|it| {
            let target = it.target?;
            let is_test = it.profile.is_some_and(|profile| profile.test);
            let executable = it.executable.filter(|_| is_test)?;
            let manifest = it.manifest_path?.replace('\\', "/");
            let package = manifest.strip_suffix(MANIFEST)?.trim_end_matches('/');
            let root = target.src_path.replace('\\', "/");
            let root = root
                .strip_prefix(folder)?
                .trim_start_matches('/')
                .to_owned();
            let is_main = package == folder && !target.kind.iter().any(|kind| kind == "test");
            let is_library = is_main && !target.kind.iter().any(|kind| kind == "bin");
            let program = TestProgram {
                executable,
                package: package.to_owned(),
                root,
                prefix: format!("{}::", target.name),
            };
            Some((is_library, program))
        })
        .collect();
    found.sort_by_key(|(is_library, program)| (!is_library, program.root.clone()));
    // The tests of the library itself have their own names, or else those of the program.
    let first = found
        .iter_mut()
        .find(|(is_library, program)| *is_library || program.root == "src/main.rs");
    if let Some((_, program)) = first {
        program.prefix.clear();
    }
    found.into_iter().map(|(_, program)| program).collect()
}

impl TestProgram {
    /// The name of a test of this program whose function stands in this file, by its path in the
    /// file. `None` if the file can't be part of the program.
    pub fn name_of(&self, file: &str, test: &str) -> Option<String> {
        if file == self.root {
            return Some(test.to_owned());
        }
        let (folder, _) = self.root.rsplit_once('/').unwrap_or(("", ""));
        let below = file.strip_prefix(folder)?.strip_prefix('/')?;
        let below = below.strip_suffix(".rs")?;
        let below = below.strip_suffix("/mod").unwrap_or(below);
        Some(format!("{}::{test}", below.replace('/', "::")))
    }

    /// Puts the prefix before the names in the results of a run.
    pub fn name_results(&self, mut run: TestRun) -> TestRun {
        let rename = |name: &mut String| *name = format!("{}{name}", self.prefix);
        run.tests.iter_mut().for_each(|test| rename(&mut test.name));
        run.unfinished.iter_mut().for_each(rename);
        run
    }
}

/// The names, in a report, of tests that have to pass. Each is given by its file and its path
/// there. `results` are the tests that each program has.
pub fn required_names(
    required: &[(String, String)],
    programs: &[(TestProgram, Vec<String>)],
) -> Vec<String> {
    let name = |(file, test): &(String, String)| {
        let found = programs.iter().find_map(|(program, names)| {
            let name = program.name_of(file, test)?;
            let name = format!("{}{name}", program.prefix);
            names.contains(&name).then_some(name)
        });
        found.unwrap_or_else(|| format!("{test} in {file}"))
    };
    required.iter().map(name).collect()
}

/// Puts the paths of an exercise in the course in the place of those that cargo and its programs
/// know.
pub struct PackagePlaces<'a> {
    /// The folder in which the package was built, as text.
    pub built_in: &'a str,
    /// The exercise's folder, below the course's root.
    pub folder: &'a str,
    /// The paths of the package's files, from its folder.
    pub files: &'a [ExerciseFile],
}

impl PackagePlaces<'_> {
    /// In a text.
    pub fn in_text(&self, text: &str) -> String {
        let mut text = text.replace(&format!("{}/", self.built_in), &format!("{}/", self.folder));
        for file in self.files {
            text = self.rename(&text, &file.path);
        }
        text
    }

    /// In a diagnostic.
    pub fn in_diagnostic(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let children = diagnostic.children.iter_mut();
        let spans = children.flat_map(|child| &mut child.spans);
        for span in diagnostic.spans.iter_mut().chain(spans) {
            let name = span.file_name.replace('\\', "/");
            if self.files.iter().any(|file| file.path == name) {
                span.file_name = format!("{}/{name}", self.folder);
            }
        }
        diagnostic.rendered = self.in_text(&diagnostic.rendered);
        diagnostic
    }

    /// Names a file, where a line of it follows, as the course does.
    fn rename(&self, text: &str, path: &str) -> String {
        let place = format!("{path}:");
        let mut renamed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(&place) {
            let (head, behind) = rest.split_at(at);
            let before = without_colour(head);
            let goes_on = before.ends_with(|c: char| c.is_alphanumeric() || "/\\_-.".contains(c));
            renamed.push_str(head);
            if !goes_on {
                renamed.push_str(self.folder);
                renamed.push('/');
            }
            renamed.push_str(&place);
            rest = &behind[place.len()..];
        }
        renamed.push_str(rest);
        renamed
    }

    /// What cargo says is wrong, when no compiler has said so: mostly about a manifest.
    pub fn cargo_error(&self, stderr: &str) -> Diagnostic {
        let text = self.in_text(stderr);
        let lines: Vec<&str> = text.lines().collect();
        let first = lines.iter().position(|line| line.starts_with("error"));
        let words = lines[first.unwrap_or(0)..].join("\n");
        let message = words.lines().next().unwrap_or_default();
        let message = message.trim_start_matches("error:").trim();
        // Without a word about a place, it's about the first manifest.
        let manifest = format!("{}/{MANIFEST}", self.folder);
        let place = lines.iter().find_map(|line| {
            let (_, place) = line.split_once("--> ")?;
            let mut parts = place.trim().rsplitn(3, ':');
            let column = parts.next()?.parse().ok()?;
            let line = parts.next()?.parse().ok()?;
            Some((parts.next()?.to_owned(), line, column))
        });
        let (file_name, line, column) = place.unwrap_or((manifest, 1, 1));
        Diagnostic {
            code: None,
            level: Level::Error,
            message: bound_lines(message, PROBLEM).into_owned(),
            spans: vec![Span {
                file_name,
                line_start: line,
                line_end: line,
                column_start: column,
                column_end: column + 1,
                is_primary: true,
                label: None,
                suggested_replacement: None,
                suggestion_applicability: None,
            }],
            children: Vec::new(),
            rendered: format!("{words}\n"),
        }
    }
}

/// A text without the sequence at its end that sets a colour.
fn without_colour(text: &str) -> &str {
    let sequence = text.rfind("\u{1b}[").map(|at| text.split_at(at));
    let is_colour = |it: &str| {
        let numbers = it.trim_start_matches("\u{1b}[").strip_suffix('m');
        numbers.is_some_and(|it| it.chars().all(|c| c.is_ascii_digit() || c == ';'))
    };
    match sequence {
        Some((before, sequence)) if is_colour(sequence) => before,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> ExerciseFile {
        ExerciseFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn only_crates_in_the_folder_and_no_code_while_building() {
        let refused = |text: &str| find_refused(&[file("a/Cargo.toml", text)]);
        for text in [
            "[dependencies]\nserde = \"1\"",
            "[dev-dependencies]\nserde = { version = \"1\" }",
            "[dependencies]\nb = { git = \"x\", path = \"../b\" }",
            "[dependencies.b]\npath = \"../../b\"",
            "[target.'cfg(unix)'.dependencies]\nb = \"1\"",
            "[workspace.dependencies]\nb = \"1\"",
            "[workspace]\nmembers = [\"../../x\"]",
            "[package]\nworkspace = \"/x\"",
            "[[bin]]\npath = \"../../../x.rs\"",
            "[package]\nbuild = \"make.rs\"",
            "[build-dependencies]\nb = { path = \"b\" }",
            "[patch.crates-io]\nb = { path = \"b\" }",
            "[lib]\nproc-macro = true",
            "[package]\nlinks = \"z\"",
        ] {
            assert!(refused(text).is_some(), "{text}");
        }
        for text in [
            "",
            "[package",
            "[dependencies]\nb = { path = \"../b\", version = \"1\" }\nc.workspace = true",
            "[workspace]\nmembers = [\"x\", \"../y/z\"]",
            "[package]\nbuild = false\n[features]\ndefault = []\n[profile.dev]\nopt-level = 1",
            "[lib]\nproc-macro = false\npath = \"src/it.rs\"",
        ] {
            assert_eq!(refused(text), None, "{text}");
        }
        assert!(find_refused(&[file("x/build.rs", "")]).is_some());
    }

    #[test]
    fn programs_and_their_tests_have_names() {
        let line = |kind: &str, name: &str, package: &str, root: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/b/{package}Cargo.toml","target":{{"kind":["{kind}"],"name":"{name}","src_path":"/b/{package}{root}"}},"profile":{{"test":true}},"executable":"/t/{name}-1"}}"#
            )
        };
        let lines = [
            line("test", "api", "", "tests/api.rs"),
            line("bin", "shop", "", "src/main.rs"),
            line("lib", "shop", "", "src/lib.rs"),
            line("lib", "tax", "tax/", "src/lib.rs"),
            r#"{"reason":"build-finished"}"#.to_owned(),
        ];
        let programs = test_programs(&lines.join("\n"), "/b");
        let found: Vec<(&str, &str)> = programs
            .iter()
            .map(|it| (it.root.as_str(), it.prefix.as_str()))
            .collect();
        let wanted = [
            ("src/lib.rs", ""),
            ("src/main.rs", "shop::"),
            ("tax/src/lib.rs", "tax::"),
            ("tests/api.rs", "api::"),
        ];
        assert_eq!(found, wanted);
        let name = |at: usize, file: &str| programs[at].name_of(file, "t");
        assert_eq!(name(0, "src/lib.rs").as_deref(), Some("t"));
        assert_eq!(name(0, "src/a/mod.rs").as_deref(), Some("a::t"));
        assert_eq!(
            name(3, "tests/common/x.rs").as_deref(),
            Some("common::x::t")
        );
        assert_eq!(name(2, "src/a.rs"), None);
        let required = [("tests/api.rs".to_owned(), "t".to_owned())];
        let with = |names: &[&str]| {
            let names = names.iter().map(|it| (*it).to_owned()).collect();
            required_names(&required, &[(programs[3].clone(), names)])
        };
        assert_eq!(with(&["api::t"]), ["api::t"]);
        assert_eq!(with(&["api::u"]), ["t in tests/api.rs"]);
    }

    #[test]
    fn places_are_those_of_the_course() {
        let files = [file("src/lib.rs", ""), file("Cargo.toml", "")];
        let places = PackagePlaces {
            built_in: "/tmp/x",
            folder: "exercises/shop",
            files: &files,
        };
        let text = places.in_text("at src/lib.rs:1:2, tax/src/lib.rs:1, /tmp/x/src/lib.rs:3");
        let wanted =
            "at exercises/shop/src/lib.rs:1:2, tax/src/lib.rs:1, exercises/shop/src/lib.rs:3";
        assert_eq!(text, wanted);
        let coloured = places.in_text("\u{1b}[1m--> \u{1b}[0msrc/lib.rs:3:5");
        assert!(coloured.ends_with("\u{1b}[0mexercises/shop/src/lib.rs:3:5"));
        let error = places.cargo_error(
            "   Locking\nerror: unclosed table\n --> Cargo.toml:2:9\n  |\n2 | [package\n",
        );
        assert_eq!(error.message, "unclosed table");
        let span = error.primary_span().expect("a place");
        assert_eq!(
            (span.file_name.as_str(), span.line_start),
            ("exercises/shop/Cargo.toml", 2)
        );
        assert_eq!(with_workspace("[package]\n"), "[package]\n\n[workspace]\n");
        assert_eq!(with_workspace("[workspace]"), "[workspace]");
    }
}
