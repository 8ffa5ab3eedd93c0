//! Tests over every text of the repository, and over texts made of them by mistakes.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::lexer::Edition;
use super::source::Source;
use super::tree::{NodeKind, Tree};

/// All `.rs` texts of the repository.
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
    assert!(texts.len() > 900, "only {} texts", texts.len());
    texts
}

fn collect(folder: &Path, texts: &mut Vec<(PathBuf, String)>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") {
            texts.extend(fs::read_to_string(&path).ok().map(|text| (path, text)));
        }
    }
}

/// What must be true of any text.
fn check(text: &str) -> bool {
    let source = Source::new(text, Edition::E2024);
    check_boundaries(&source);
    source.items(source.all());
    let Ok(tree) = source.tree() else {
        return false;
    };
    check_tree(&source, tree);
    true
}

/// Token boundaries are those of rustc's lexer, and nothing but space is left out.
fn check_boundaries(source: &Source) {
    use ra_ap_rustc_lexer::TokenKind as K;
    let text = source.text();
    let mut at = source.head_length();
    let mut wanted = Vec::new();
    let allowed = ra_ap_rustc_lexer::FrontmatterAllowed::Yes;
    for token in ra_ap_rustc_lexer::tokenize(&text[at..], allowed) {
        let bytes = at..at + token.len as usize;
        at = bytes.end;
        if !matches!(token.kind, K::Whitespace | K::Frontmatter { .. }) {
            wanted.push(bytes);
        }
    }
    assert_eq!(at, text.len());
    let tokens = source.tokens().iter().map(|token| token.bytes.clone());
    let comments = source
        .comments()
        .iter()
        .map(|comment| comment.bytes.clone());
    let mut found: Vec<_> = tokens.chain(comments).collect();
    found.sort_by_key(|bytes| bytes.start);
    assert_eq!(found, wanted);
}

/// Ranges lie on token boundaries, nest, and are in order.
fn check_tree(source: &Source, tree: &Tree) {
    let tokens = source.tokens().iter().map(|token| &token.bytes);
    // Documentation is a token to a macro.
    let comments = source.comments().iter().filter(|comment| comment.is_doc);
    let pieces = tokens.chain(comments.map(|comment| &comment.bytes));
    let (begins, ends): (HashSet<_>, HashSet<_>) = pieces.map(|b| (b.start, b.end)).unzip();
    for node in tree.nodes().skip(1) {
        let bytes = tree.bytes(node);
        let kind = tree.kind(node);
        let describe = || format!("{kind:?} {bytes:?} {:?}", source.text().get(bytes.clone()));
        assert!(bytes.start < bytes.end, "{}", describe());
        if kind != NodeKind::FormatName {
            assert!(begins.contains(&bytes.start), "{}", describe());
            assert!(ends.contains(&bytes.end), "{}", describe());
        }
        let parent = tree.parent(node).expect("only the root has none");
        let around = tree.bytes(parent);
        assert!(
            around.start <= bytes.start && bytes.end <= around.end,
            "{}",
            describe()
        );
    }
    for node in tree.nodes() {
        let mut at = tree.bytes(node).start;
        for child in tree.children(node) {
            let bytes = tree.bytes(child);
            assert!(
                at <= bytes.start,
                "{:?} in {:?}",
                tree.kind(child),
                tree.kind(node)
            );
            assert_eq!(tree.parent(child), Some(node));
            at = bytes.end;
        }
    }
}

#[test]
fn every_text_here_is_read_as_rustc_reads_it() {
    let texts = texts();
    let mut unreadable = Vec::new();
    for (path, text) in &texts {
        if !check(text) {
            let source = Source::new(text.as_str(), Edition::E2024);
            unreadable.push((path, source.tree().expect_err("it was refused").clone()));
        }
    }
    for (path, why) in &unreadable {
        println!(
            "{}:{}:{}: {}",
            path.display(),
            why.line,
            why.column,
            why.reason
        );
    }
    println!("{} of {}", unreadable.len(), texts.len());
}
