//! Tests of the reader as a whole.

mod corpus;
mod cost;
mod deep;
mod rustc;
mod statements;

use std::fs;
use std::path::{Path, PathBuf};

/// All `.rs` texts of the repository, in order of their paths from its root.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in [
        "exercises",
        "solutions",
        "tests",
        "src",
        "crates",
        "benches",
        "ci",
    ] {
        collect(&root.join(folder), &mut texts);
    }
    texts.sort();
    assert!(texts.len() > 900, "only {} texts", texts.len());
    texts
}

fn collect(folder: &Path, texts: &mut Vec<(PathBuf, String)>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).ok();
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let name = path.strip_prefix(root).map(Path::to_owned);
            texts.extend(text.map(|text| (name.expect("below the root"), text)));
        }
    }
}

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below this one.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let end = u64::try_from(end).expect("a length fits");
        usize::try_from((self.0 >> 11) % end).expect("it is below one")
    }

    fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
