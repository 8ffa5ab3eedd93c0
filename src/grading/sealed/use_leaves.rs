//! What a `use` brings in, name by name.

use std::ops::Range;

use crate::rust::Source;

/// One name of a `use`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// The words of its path. The first is empty if the path begins with `::`.
    pub path: Vec<String>,
    pub rename: Option<String>,
}

impl Leaf {
    pub fn is_glob(&self) -> bool {
        self.path.last().is_some_and(|last| last == "*")
    }

    pub fn name(&self) -> &str {
        let last = self.path.last().map_or("", String::as_str);
        self.rename.as_deref().unwrap_or(last)
    }

    /// The way to what it names, from any module.
    pub fn path_from_anywhere(&self) -> String {
        let path = self.path.join("::");
        if path.starts_with("::") {
            path
        } else {
            format!("::{path}")
        }
    }
}

/// The names of a `use`, which consists of these tokens.
pub(super) fn leaves(source: &Source, item: &Range<usize>) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut tokens = item.clone();
    if let Some(keyword) = tokens.find(|at| source.word(*at) == "use") {
        let end = item.end;
        let end = end - usize::from(source.word(end - 1) == ";");
        add_leaves(source, keyword + 1..end, &[], &mut found);
    }
    found
}

fn add_leaves(source: &Source, tokens: Range<usize>, before: &[String], found: &mut Vec<Leaf>) {
    let mut at = tokens.start;
    while at < tokens.end {
        let mut path = before.to_vec();
        if source.starts_with(at, &[":", ":"]) {
            path.extend(before.is_empty().then(String::new));
            at += 2;
        }
        loop {
            if let Some(inside) = source.inside(at).filter(|inside| inside.end <= tokens.end) {
                at = inside.end + 1;
                add_leaves(source, inside, &path, found);
                break;
            }
            let word = source.name(at).to_owned();
            if word != "self" || path.is_empty() {
                path.push(word);
            }
            at += 1;
            if source.starts_with(at, &[":", ":"]) {
                at += 2;
                continue;
            }
            let rename = (source.word(at) == "as").then(|| source.name(at + 1).to_owned());
            at += 2 * usize::from(rename.is_some());
            found.push(Leaf { path, rename });
            break;
        }
        // Behind the comma.
        while at < tokens.end && source.word(at) != "," {
            at += 1;
        }
        at += 1;
    }
}
