//! Files that a learner's folder or program may put where ours are expected: pipes that nobody
//! writes to, devices without an end, files of any size, links to somewhere else. Nothing waits
//! for them, nothing fills the memory, and what's wrong is named.

#![cfg(unix)]

mod common;

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use common::{Course, PROGRAM, Run, finish};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::json;

const PASSES: &str = "fn main() {}\n";

fn course() -> Course {
    let course = Course::new().exercise("odd", "", PASSES);
    course.write(
        "info.toml",
        "format_version = 1\n[[exercises]]\nname = \"odd\"\n",
    );
    course
}

fn make_pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).expect("a pipe");
}

/// What can stand in a file's place, and what's said of it.
const ODD: [(&str, &str); 3] = [
    ("pipe", "is not an ordinary file"),
    ("device", "is not an ordinary file"),
    ("sparse", "is longer than 16 MiB"),
];

fn put(kind: &str, path: &Path) {
    let _ = fs::remove_file(path);
    match kind {
        "pipe" => make_pipe(path),
        "device" => symlink("/dev/zero", path).expect("a link"),
        _ => {
            let file = File::create(path).expect("a file");
            file.set_len(8 << 30).expect("it takes no room");
        }
    }
}

fn all(run: &Run) -> String {
    format!("{}{}", run.stdout, run.stderr)
}

#[test]
fn an_exercise_is_an_ordinary_file() {
    for (kind, words) in ODD {
        let course = course();
        put(kind, &course.path("exercises/odd.rs"));
        for args in [
            &["verify"][..],
            &["run", "odd"],
            &["list", "--format", "json"],
        ] {
            let run = course.run(args);
            let is_list = args[0] == "list";
            assert!(
                is_list || all(&run).contains(words),
                "{kind} {args:?}: {}",
                all(&run)
            );
            assert_eq!(run.code == 0, is_list, "{kind} {args:?}");
        }
    }
}

#[test]
fn a_manifest_is_an_ordinary_file() {
    for name in ["info.toml", "Cargo.toml"] {
        for (kind, words) in ODD {
            let course = course();
            put(kind, &course.path(name));
            let run = course.run(&["verify"]);
            // Where `info.toml` is none, there's no course.
            let words = if name == "info.toml" && kind != "sparse" {
                "there is no course"
            } else {
                words
            };
            assert!(all(&run).contains(words), "{name} {kind}: {}", all(&run));
            assert_eq!(run.code, 3, "{name} {kind}");
        }
    }
}

#[test]
fn what_is_stored_is_an_ordinary_file() {
    for (kind, _) in ODD {
        let course = course();
        assert_eq!(course.run(&["verify"]).code, 0);
        let cache = course.path(".rustlings-like/cache");
        let mut stored = 0;
        for entry in walk(&cache) {
            put(kind, &entry);
            stored += 1;
        }
        assert!(stored > 0, "nothing was stored");
        put(kind, &course.path(".rustlings-like/cargo-flags.json"));
        let run = course.run(&["verify"]);
        assert_eq!(run.code, 0, "{kind}: {}", all(&run));
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let entries = entries.map(|entry| entry.expect("an entry").path());
    let below = |path: std::path::PathBuf| match path.is_dir() {
        true => walk(&path),
        false => vec![path],
    };
    entries.flat_map(below).collect()
}

#[test]
fn progress_and_originals_are_ordinary_files() {
    for (kind, words) in ODD {
        let course = course();
        assert_eq!(course.run(&["run", "odd"]).code, 0);
        put(
            kind,
            &course.path(".rustlings-like/pristine/exercises/odd.rs"),
        );
        let run = course.run(&["verify"]);
        assert_eq!(run.code, 0, "{kind}: {}", all(&run));
        let run = course.run(&["reset", "odd"]);
        assert_eq!(run.code, 4, "{kind}: {}", all(&run));
        put(kind, &course.path(".rustlings-like/progress.json"));
        let run = course.run(&["progress"]);
        assert!(all(&run).contains(words), "{kind}: {}", all(&run));
    }
}

#[test]
fn the_lock_of_the_progress_is_an_ordinary_file() {
    for kind in ["pipe", "device"] {
        let course = course();
        fs::create_dir(course.path(".rustlings-like")).expect("a folder");
        put(kind, &course.path(".rustlings-like/lock"));
        let run = course.run(&["run", "odd"]);
        assert_eq!(run.code, 0, "{kind}: {}", all(&run));
        for words in ["progress cannot be saved", "is not an ordinary file"] {
            assert!(run.stderr.contains(words), "{kind}: {}", all(&run));
        }
    }
}

#[test]
fn files_that_messages_name_are_ordinary_ones() {
    for (kind, _) in ODD {
        let course = course();
        put(kind, &course.path("named.rs"));
        let span = json!({
            "file_name": "named.rs", "byte_start": 0, "byte_end": 1, "line_start": 1,
            "line_end": 1, "column_start": 1, "column_end": 2, "is_primary": true,
            "text": [], "label": "value used here after move", "suggested_replacement": null,
            "suggestion_applicability": null, "expansion": null
        });
        let message = json!({
            "$message_type": "diagnostic", "message": "use of moved value: `a`",
            "code": {"code": "E0382", "explanation": null}, "level": "error", "spans": [span],
            "children": [], "rendered": "error[E0382]: use of moved value: `a`\n"
        });
        course.write("messages.json", format!("{message}\n"));
        let mut shell = Command::new("sh");
        let script = "\"$1\" explain - <messages.json";
        let run = finish(
            shell
                .args(["-c", script, "sh", PROGRAM])
                .current_dir(course.root()),
        );
        assert_eq!(run.code, 0, "{kind}: {}", all(&run));
        assert!(all(&run).contains("E0382"), "{kind}: {}", all(&run));
    }
}

#[test]
fn a_report_is_not_written_through_a_link() {
    let course = course();
    course.write("victim", "precious");
    fs::create_dir(course.path("elsewhere")).expect("a folder");
    symlink("victim", course.path("out.json")).expect("a link");
    symlink("elsewhere", course.path("reports")).expect("a link");
    for (file, link) in [
        ("out.json", "out.json"),
        ("reports/out.json", "reports"),
        ("reports/deep/out.json", "reports"),
    ] {
        for format in ["json", "ndjson"] {
            let report = format!("{format}={file}");
            let run = course.run(&["verify", "--report", &report]);
            assert_eq!(run.code, 4, "{report}: {}", all(&run));
            assert!(run.stderr.contains("is a link"), "{report}: {}", run.stderr);
            assert!(run.stderr.contains(link), "{report}: {}", run.stderr);
        }
    }
    assert_eq!(course.read("victim"), "precious");
    let left = fs::read_dir(course.path("elsewhere"))
        .expect("there")
        .count();
    assert_eq!(left, 0);
}

#[test]
fn reports_still_go_to_devices_pipes_and_linked_folders_elsewhere() {
    let course = course();
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::create_dir(elsewhere.path().join("real")).expect("a folder");
    let link = elsewhere.path().join("link");
    symlink("real", &link).expect("a link");
    let file = link.join("out.json");
    let report = format!("json={}", file.display());
    let run = course.run(&[
        "verify",
        "--report",
        &report,
        "--report",
        "ndjson=/dev/stderr",
    ]);
    assert_eq!(run.code, 0, "{}", all(&run));
    assert!(
        fs::read_to_string(file)
            .expect("written")
            .contains("\"odd\"")
    );
    assert!(run.stderr.contains("\"odd\""), "{}", run.stderr);
}

#[test]
fn the_state_folder_is_no_link() {
    let course = course();
    let elsewhere = tempfile::tempdir().expect("a folder");
    symlink(elsewhere.path(), course.path(".rustlings-like")).expect("a link");
    for args in [&["verify"][..], &["run", "odd"], &["list"]] {
        let run = course.run(args);
        assert_eq!(run.code, 3, "{args:?}: {}", all(&run));
        assert!(run.stderr.contains("is a link"), "{args:?}: {}", run.stderr);
    }
    let left = fs::read_dir(elsewhere.path()).expect("there").count();
    assert_eq!(left, 0);
}
