//! The pictures in docs/lens.md are what `explain` draws. `UPDATE_GOLDEN=1` makes them anew.

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use common::PROGRAM;

const MARK: &str = "<!-- explain ";

/// What `explain` draws of a file of this repository.
fn drawing(file: &str) -> String {
    let output = Command::new(PROGRAM)
        .args(["explain", file, "--width", "80", "--color", "never"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("TERM")
        .env("LANG", "C.UTF-8")
        .output()
        .expect("explain starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n")
}

/// The document with each picture drawn anew; how many there are.
fn redrawn(document: &str) -> (String, usize) {
    let (mut text, mut pictures) = (String::new(), 0);
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let Some(file) = line.strip_prefix(MARK).and_then(|l| l.strip_suffix(" -->")) else {
            continue;
        };
        pictures += 1;
        assert_eq!(lines.next(), Some("```"), "{file}");
        // The old picture.
        lines.by_ref().find(|line| *line == "```").expect("its end");
        writeln!(text, "```\n{}\n```", drawing(file).trim_end()).expect("memory");
    }
    (text, pictures)
}

#[test]
fn the_pictures_are_what_explain_draws() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lens.md");
    let document = std::fs::read_to_string(&path).expect("docs/lens.md");
    let (new, pictures) = redrawn(&document);
    assert_eq!(pictures, 5);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &new).expect("written");
    }
    assert!(
        new == document || std::env::var_os("UPDATE_GOLDEN").is_some(),
        "docs/lens.md is not what `explain` draws; UPDATE_GOLDEN=1 cargo test --test lens_doc"
    );
}
