//! docs/class.md: each way to run a class, with its commands exactly as the page has them.

#![cfg(all(feature = "class", target_os = "linux"))]

mod common;
#[path = "common/school.rs"]
mod school;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use common::{Course, Run, finish};
use school::all;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The commands after `<!-- NAME -->`, and that there are few.
fn commands(name: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/class.md");
    let page = fs::read_to_string(page).expect("the page");
    let mark = format!("<!-- {name} -->\n```sh\n");
    let begin = page.find(&mark).unwrap_or_else(|| panic!("no {mark:?}")) + mark.len();
    let block = &page[begin..][..page[begin..].find("```").expect("an end")];
    assert!(block.lines().count() <= 10, "{block}");
    block.to_owned()
}

/// Runs commands in a folder, with what the page says must be there.
fn run(course: &Course, folder: &Path, script: &str) -> Run {
    let mut shell = Command::new("sh");
    let program = Path::new(env!("CARGO_BIN_EXE_rustlings-like"));
    let path = std::env::var("PATH").expect("PATH");
    for (name, value) in course.command(&[]).get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let programs = program.parent().expect("a folder").to_str().expect("UTF-8");
    shell
        .env("PATH", format!("{programs}:{path}"))
        .env("SHARE", folder.join("share"))
        .env("HOST", folder.join("host"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .current_dir(folder)
        .args(["-ec", script]);
    let run = finish(&mut shell);
    assert_eq!(run.code, 0, "{script}\n{}", all(&run));
    run
}

const EXERCISE: &str = "exercises/00_start/start1.rs";

/// A built-in course in which a learner has changed the first exercise.
fn learner(name: &str) -> Course {
    let course = Course::built_in();
    let text = course.read(EXERCISE);
    course.write(EXERCISE, format!("// {name} was here\n{text}"));
    course
}

/// What's in the folder of a teacher who begins.
fn teacher() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let roster =
        "id,name,email,section\nana,Ana Ruiz,ana@example.org,A\nben,Ben Okri,ben@example.org,A\n";
    fs::write(folder.path().join("roster.csv"), roster).expect("a roster");
    fs::create_dir(folder.path().join("share")).expect("a share");
    folder
}

/// The report has so many learners, and one verified exercise of each.
fn assert_report(course: &Course, folder: &Path, learners: usize) {
    let index = fs::read_to_string(folder.join("autumn/report/index.html")).expect("a report");
    assert!(index.contains("autumn"), "{index}");
    let script = "rustlings-like class export csv-exercises --class autumn";
    let table = run(course, folder, script).stdout;
    let verified = table
        .lines()
        .filter(|line| line.contains(",start1,passed,"));
    assert_eq!(verified.count(), learners, "{table}");
}

#[test]
fn one_room() {
    let (ana, folder) = (learner("ana"), teacher());
    let share = folder.path().join("share");
    run(
        &ana,
        ana.root(),
        &commands("room: learner").replace("$SHARE", share.to_str().expect("UTF-8")),
    );
    run(&ana, folder.path(), &commands("room: once"));
    let shown = run(&ana, folder.path(), &commands("room"));
    assert!(shown.stdout.contains("1 hand-in: 1 new"), "{}", all(&shown));
    assert_report(&ana, folder.path(), 1);
    // And the next day again.
    run(&ana, folder.path(), &commands("room"));
}

#[test]
fn repositories() {
    let folder = teacher();
    let learners = [learner("ana"), learner("ben")];
    fs::create_dir(folder.path().join("host")).expect("a host");
    for (learner, name) in learners.iter().zip(["ana", "ben"]) {
        let host = folder
            .path()
            .join("host")
            .join(format!("autumn-rust-{name}"));
        let script = format!(
            "git init -q . && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm work && \
             git clone -q --bare . {}",
            host.display()
        );
        run(learner, learner.root(), &script);
    }
    fs::write(folder.path().join("users.txt"), "ana\nben\n").expect("a list");
    let shown = run(&learners[0], folder.path(), &commands("repositories"));
    assert!(
        shown.stdout.contains("2 hand-ins: 2 new"),
        "{}",
        all(&shown)
    );
    assert_report(&learners[0], folder.path(), 2);
}

#[test]
fn zips_of_an_lms() {
    let (ana, folder) = (learner("ana"), teacher());
    run(
        &ana,
        ana.root(),
        "rustlings-like class pack ana.pack --as ana --level code",
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("Ana Ruiz_1_assignsubmission_file_/ana.pack", options)
        .expect("a file");
    zip.write_all(ana.read("ana.pack").as_bytes())
        .expect("written");
    zip.start_file("Ben Okri_2_assignsubmission_file_/start1.rs", options)
        .expect("a file");
    zip.write_all(format!("// ben\n{}", ana.read(EXERCISE)).as_bytes())
        .expect("written");
    let zip = zip.finish().expect("a zip").into_inner();
    fs::write(folder.path().join("submissions.zip"), zip).expect("a zip");
    let shown = run(&ana, folder.path(), &commands("zips"));
    assert!(
        shown.stdout.contains("2 hand-ins: 2 new"),
        "{}",
        all(&shown)
    );
    let grades = fs::read_to_string(folder.path().join("grades.csv")).expect("grades");
    let lines: Vec<&str> = grades.lines().collect();
    assert_eq!(lines[0], "useridnumber,useremail,Rust");
    assert!(
        lines.len() == 3 && lines[1].starts_with("ana,ana@example.org,"),
        "{grades}"
    );
}
