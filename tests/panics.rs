//! Panics and failed assertions, told through the real program: the texts of `tests/panics`.

mod common;

use std::fs;
use std::path::Path;

use common::Course;

/// The standard library's places are another on each machine and in each version.
fn without_library_path(line: &str) -> String {
    match line.split_once("panicked at ") {
        Some((before, place)) if place.contains("/library/") => {
            format!("{before}panicked at (the standard library):")
        }
        _ => line.to_owned(),
    }
}

/// What `run` says of each program is its golden text. `PANICS=write` writes the texts.
#[test]
fn panics_are_told_at_the_learners_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/panics");
    let entries = fs::read_dir(&folder).expect("the programs").flatten();
    let paths = entries.map(|entry| entry.path());
    let mut programs: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect();
    programs.sort();
    let name = |path: &Path| {
        path.file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    let mut course = Course::new();
    for program in &programs {
        let source = fs::read_to_string(program).expect("a program");
        course = course.exercise(&name(program), "", &source);
    }
    let write = std::env::var("PANICS").is_ok_and(|how| how == "write");
    let mut wrong = Vec::new();
    for program in &programs {
        let run = course.run(&["run", &name(program)]);
        let lines = run.stdout.lines().map(without_library_path);
        let said: String = lines.map(|line| line + "\n").collect();
        let golden = program.with_extension("txt");
        if write {
            fs::write(&golden, &said).expect("a golden text");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != said {
            wrong.push(format!("{}:\n{said}", name(program)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
