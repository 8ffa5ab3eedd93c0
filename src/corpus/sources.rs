//! The programs that are changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A program of ours.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its path below the project's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
    /// How many changes are made to it.
    pub quota: Quota,
}

/// How many changes are made to a program at most.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// Of one kind.
    pub per_kind: usize,
    /// About ownership, types, names, and slips.
    pub per_topic: [usize; 4],
}

/// Where programs are, how many changes of a kind are made to each, and how many about each topic.
const FOLDERS: [(&str, usize, [usize; 4]); 5] = [
    ("solutions", 2, [18, 5, 4, 1]),
    ("exercises", 1, [3, 1, 1, 0]),
    ("tests/lens", 1, [4, 1, 0, 0]),
    ("tests/wrong_repairs", 1, [1, 0, 0, 0]),
    ("src", 1, [6, 1, 1, 1]),
];

/// What only a crate can give.
const CRATES: [&str; 10] = [
    "axum",
    "clap",
    "http_body_util",
    "serde",
    "serde_json",
    "sqlx",
    "tempfile",
    "tokio",
    "tower",
    "wasm_bindgen",
];

/// All programs that need no crate, in a fixed order.
pub fn programs() -> Vec<Program> {
    let mut programs = Vec::new();
    for (folder, per_kind, per_topic) in FOLDERS {
        let mut paths = Vec::new();
        collect(&root().join(folder), folder == "src", &mut paths);
        paths.sort();
        programs.extend(paths.iter().filter_map(|path| {
            let text = fs::read_to_string(path).ok()?;
            let path = path.strip_prefix(root()).ok()?.to_str()?.replace('\\', "/");
            let is_alone = !needs_a_crate(&text) && !text.starts_with("#![feature");
            is_alone.then_some(Program {
                path,
                text: text.into(),
                quota: Quota {
                    per_kind,
                    per_topic,
                },
            })
        }));
    }
    programs
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn needs_a_crate(text: &str) -> bool {
    CRATES.iter().any(|name| {
        text.contains(&format!("use {name}::"))
            || text.contains(&format!("{name}::main"))
            || text.contains(&format!("#[{name}"))
            || text.contains(&format!(" {name}::"))
    })
}

/// The programs below a folder. Those of `src` are the pages' examples, which are `.txt`.
fn collect(folder: &Path, is_own_source: bool, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let is_program = match is_own_source {
            true => {
                folder.ends_with("lens/examples") && path.extension().is_some_and(|e| e == "txt")
            }
            false => path.extension().is_some_and(|e| e == "rs"),
        };
        if path.is_dir() {
            collect(&path, is_own_source, found);
        } else if is_program {
            found.push(path);
        }
    }
}
