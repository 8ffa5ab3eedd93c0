//! Our own course has none. `tests/dodges.rs` has one of each kind.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::rust::Edition;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_test_of_our_course_can_be_dodged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = rust_files(&root.join("solutions"));
    assert!(files.len() > 100);
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        let dodges = find_dodges(&Source::new(text, Edition::E2024), None, &[]);
        assert_eq!(dodges, [], "{}", file.display());
    }
}
