//! Holds the layers of the design: who may use whom, and what `model` must not touch.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of `src/` and the folders that it may name after `crate::`.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("rust", &["rust"]),
    ("model", &["model", "rust"]),
    ("grading", &["grading", "rust", "model"]),
    ("lens", &["lens", "rust", "model"]),
    (
        "engine",
        &["engine", "lens", "grading", "rust", "model", "exit"],
    ),
    ("view", &["view", "lens", "grading", "rust", "model"]),
    (
        "watch",
        &[
            "watch", "engine", "view", "lens", "grading", "rust", "model", "exit",
        ],
    ),
    (
        "class",
        &[
            "class", "engine", "view", "lens", "grading", "rust", "model", "exit",
        ],
    ),
    (
        "commands",
        &[
            "commands", "class", "watch", "engine", "view", "lens", "grading", "rust", "model",
            "exit",
        ],
    ),
];

/// The layers that turn values into values.
const PURE: [&str; 4] = ["rust", "model", "lens", "grading"];

/// What a pure layer has no business with.
const IMPURE: [&str; 9] = [
    "std::fs",
    "std::process",
    "std::env",
    "std::net",
    "std::thread",
    "std::io",
    "Instant::now",
    "SystemTime",
    "println!",
];

/// What a file of a pure layer needs all the same, and why.
const EXCEPTIONS: [(&str, &str); 3] = [
    // The parser recurses, so it gets a stack of its own; nothing runs beside the caller.
    ("src/rust/parse.rs", "std::thread"),
    // They name the path in programs that they read and repairs that they write.
    ("src/lens/query/threads.rs", "std::thread"),
    ("src/lens/codes/moves/repairs/closures.rs", "std::thread"),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.ends_with("lens/examples") {
            // Programs that are explained, as text.
        } else if path.ends_with("tests") || path.ends_with("tests.rs") {
            // Modules that are compiled for tests only.
        } else if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The program's own lines of a file: without comments and without its tests.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).expect("a source is readable");
    let lines = text.lines().enumerate();
    lines
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]\nmod") && *line != "mod tests {")
        .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("").to_owned()))
        .collect()
}

fn layer(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

#[test]
fn no_layer_uses_one_that_it_must_not_know() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for (name, allowed) in MAY_USE {
        for path in sources(&layer(name)) {
            for (line, text) in code(&path) {
                for used in text.split("crate::").skip(1) {
                    seen += 1;
                    let end = used.find(|c: char| !c.is_alphanumeric() && c != '_');
                    let target = &used[..end.unwrap_or(used.len())];
                    if !allowed.contains(&target) {
                        broken.push(format!("{}:{line}: uses crate::{target}", path.display()));
                    }
                }
            }
        }
    }
    assert!(
        seen > 100,
        "only {seen} uses of crate:: were seen: has the style changed?"
    );
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_lower_layers_are_pure() {
    let mut broken = Vec::new();
    let files = PURE.iter().flat_map(|name| sources(&layer(name)));
    for path in files {
        for (line, text) in code(&path) {
            // Programs that the layer writes, in literals, name paths from their root.
            let text = text.replace("::std::", "");
            let is_allowed = |impure: &str| {
                let mut exceptions = EXCEPTIONS.iter();
                exceptions.any(|(file, what)| path.ends_with(file) && *what == impure)
            };
            let found = IMPURE.iter().filter(|impure| text.contains(*impure));
            for impure in found.filter(|impure| !is_allowed(impure)) {
                broken.push(format!("{}:{line}: {impure}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn engine_and_view_do_not_print() {
    let mut broken = Vec::new();
    for name in ["engine", "view"] {
        for path in sources(&layer(name)) {
            for (line, text) in code(&path) {
                if ["print!", "println!", "stdout()", "stderr()"]
                    .iter()
                    .any(|p| text.contains(p))
                {
                    broken.push(format!("{}:{line}: {text}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The lens has circles until it's rebuilt.
const MAY_IMPORT_IN_CIRCLES: &str = "lens";

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    let circle = |start: &String| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&String> = imports[start].iter().collect();
        while let Some(module) = next.pop() {
            if reached.insert(module) {
                next.extend(&imports[module]);
            }
        }
        reached.contains(start)
    };
    let modules = imports
        .keys()
        .filter(|name| !name.starts_with(MAY_IMPORT_IN_CIRCLES));
    let circles: Vec<&String> = modules.filter(|module| circle(module)).collect();
    assert!(
        imports.len() > 200,
        "only {} files were seen",
        imports.len()
    );
    assert!(circles.is_empty(), "{circles:#?}");
}

/// For each file, as a module's path, the files that its imports name.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let root = layer("");
    let module = |path: &Path| {
        let path = path.strip_prefix(&root).expect("a file of src");
        let path = path.with_extension("").to_string_lossy().replace('/', "::");
        path.strip_suffix("::mod").unwrap_or(&path).to_owned()
    };
    let files = sources(&root);
    let names: BTreeSet<String> = files.iter().map(|path| module(path)).collect();
    let imported = |path: &PathBuf| {
        let name = module(path);
        let around = name.rsplit_once("::").map_or("", |(around, _)| around);
        let lines = code(path).into_iter().map(|(_, line)| line);
        let paths = lines.flat_map(|line| {
            let mut paths: Vec<String> = line.split("crate::").skip(1).map(str::to_owned).collect();
            let above = line.trim_start().strip_prefix("use super::");
            paths.extend(above.map(|path| format!("{around}::{path}")));
            paths
        });
        let named = paths.filter_map(|path| longest_module(&path, &names));
        named.filter(|found| *found != name).collect()
    };
    files
        .iter()
        .map(|path| (module(path), imported(path)))
        .collect()
}

/// The file that a path such as `engine::check::Checker` leads to.
fn longest_module(path: &str, names: &BTreeSet<String>) -> Option<String> {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let mut path = path[..end.unwrap_or(path.len())].trim_end_matches(':');
    loop {
        if names.contains(path) {
            return Some(path.to_owned());
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// A glob import would hide from the test above what a file uses.
#[test]
fn there_are_no_glob_imports_outside_tests() {
    let mut broken = Vec::new();
    for path in sources(&layer("")) {
        for (line, text) in code(&path) {
            if text.trim_start().starts_with("use ") && text.contains("::*") {
                broken.push(format!("{}:{line}: {text}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
