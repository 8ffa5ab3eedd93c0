//! `class pack`, `new`, `roster`, `import` and `purge`: what learners hand in, and how it's forgotten.

#![cfg(all(feature = "class", target_os = "linux"))]

mod common;
#[path = "common/school.rs"]
mod school;

use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use common::{Course, finish};
use school::{School, all, exercise, has};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a file");
        zip.write_all(text).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_pack_goes_from_the_learner_to_the_roster() {
    let school = School::new();
    school.roster();
    let ana = school.learner("ana");
    ana.write("exercises/one.rs", exercise(1, "1 // ana's own"));
    ana.run(&["run", "one"]);
    let listed = ana.run(&["class", "pack", "--list"]);
    assert!(
        listed.stdout.contains("Nothing was written"),
        "{}",
        all(&listed)
    );
    let packed = ana.run(&[
        "class",
        "pack",
        "../a.pack",
        "--as",
        "ana@example.org",
        "--level",
        "code",
    ]);
    assert_eq!(packed.code, 0, "{}", all(&packed));
    assert!(
        packed.stdout.contains("your code of 1 exercise: one"),
        "{}",
        all(&packed)
    );
    let again = ana.run(&["class", "pack", "../a.pack"]);
    assert_eq!(again.code, 2, "{}", all(&again));
    let shown = school.class(&["import", "a.pack"], 0);
    assert!(shown.contains("1 hand-in: 1 new"), "{shown}");
    let roster = school.class(&["roster"], 0);
    let line = roster
        .lines()
        .find(|line| line.starts_with("ana "))
        .expect("ana's line");
    assert!(
        line.contains("Ana Ruiz") && line.contains("code"),
        "{roster}"
    );
    assert!(
        roster.contains("nothing has come from 2; 0 not in the roster"),
        "{roster}"
    );
    assert!(
        school
            .class(&["import", "a.pack"], 0)
            .contains("1 as before")
    );
}

#[test]
fn hand_ins_from_platforms_and_clones_find_their_learners() {
    let school = School::new();
    school.roster();
    let one = exercise(1, "1");
    let two = exercise(2, "2");
    school.write(
        "moodle.zip",
        zip(&[
            (
                "Ana Ruiz_4711_assignsubmission_file_/exercises/one.rs",
                one.as_bytes(),
            ),
            ("Ben Okri_4712_assignsubmission_file_one.rs", one.as_bytes()),
            ("Ben Okri_4712_assignsubmission_file_two.rs", two.as_bytes()),
            ("Eve Who_4713_assignsubmission_file_two.rs", two.as_bytes()),
        ]),
    );
    let shown = school.class(&["import", "moodle.zip"], 0);
    assert!(
        shown.contains("3 hand-ins: 3 new") && shown.contains("4 files of code"),
        "{shown}"
    );
    assert!(
        shown.contains("Eve Who") && shown.contains("isn't in the roster"),
        "{shown}"
    );
    let inner = zip(&[(
        "my course/exercises/one.rs",
        exercise(1, "2 - 1").as_bytes(),
    )]);
    school.write(
        "canvas.zip",
        zip(&[
            ("kayacem_LATE_815_90125_work.zip", &inner),
            ("ruizana_816_90126_two-1.rs", two.as_bytes()),
        ]),
    );
    let shown = school.class(&["import", "canvas.zip"], 0);
    assert!(shown.contains("2 hand-ins: 1 new, 1 replaced"), "{shown}");
    // Without the roster's help, the prefix says what the learner's own name is.
    school.write("clones/autumn-rust-ben/exercises/one.rs", &one);
    school.write("clones/autumn-rust-dua-7/exercises/one.rs", &one);
    school.write("clones/autumn-rust-dua-7/.git/exercises/two.rs", &two);
    let shown = school.class(&["import", "clones", "--prefix", "autumn-rust-"], 0);
    assert!(
        shown.contains("1 new, 1 replaced") && shown.contains("2 files of code"),
        "{shown}"
    );
    let roster = school.class(&["roster"], 0);
    for id in ["ana", "ben", "cem", "dua-7", "Eve Who"] {
        let line = roster
            .lines()
            .find(|line| line.starts_with(&format!("{id} ")));
        assert!(
            line.is_some_and(|line| line.contains("code")),
            "{id}: {roster}"
        );
    }
}

#[test]
fn an_upload_counts_for_who_uploaded_it() {
    let school = School::new();
    school.roster();
    let ana = school.learner("ana");
    ana.run(&["class", "pack", "../ana.pack"]);
    let pack = fs::read(school.path("ana.pack")).expect("a pack");
    school.write(
        "m.zip",
        zip(&[("Ben Okri_1_assignsubmission_file_/ana.pack", &pack)]),
    );
    let shown = school.class(&["import", "m.zip"], 0);
    assert!(
        shown.contains("says it's of \"ana\", but ben uploaded it"),
        "{shown}"
    );
    let roster = school.class(&["roster"], 0);
    assert!(roster.contains("nothing has come from 2"), "{roster}");
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_is_taken() {
    let school = School::new();
    let ana = school.learner("ana");
    ana.run(&["class", "pack", "../in/ana.pack"]);
    let pack = fs::read_to_string(school.path("in/ana.pack")).expect("a pack");
    school.write("in/cut.pack", &pack[..pack.len() - 40]);
    school.write(
        "in/forged.pack",
        pack.replace("\"attempts\":1", "\"attempts\":0"),
    );
    school.write("in/newer.pack", pack.replace("pack/v1", "pack/v9"));
    school.write("in/notes.txt", "hello");
    school.write("in/broken.zip", "PK\u{3}\u{4} and nothing more");
    let shown = school.class(&["import", "in"], 1);
    assert!(shown.contains("1 hand-in: 1 new"), "{shown}");
    for part in [
        "cut.pack ends too early",
        "forged.pack was changed",
        "newer.pack was written by a newer",
        "broken.zip is no zip",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("notes.txt"), "{shown}");
    school.write("empty/notes.txt", "hello");
    assert!(
        school
            .class(&["import", "empty"], 1)
            .contains("nothing that was handed in")
    );
    assert!(school.class(&["import", "nowhere"], 1).contains("nowhere"));
    // Of another course, or another version of it.
    let other = Course::at(school.path("other"))
        .manifest("id = \"letters\"\n")
        .exercise("one", "", "fn main() {}\n");
    other.run(&["class", "pack", "../other.pack"]);
    let shown = school.class(&["import", "other.pack"], 1);
    assert!(
        shown.contains("is of the course \"letters\", and this class does \"numbers\""),
        "{shown}"
    );
    let newer = Course::at(school.path("newer"))
        .manifest("id = \"numbers\"\n")
        .exercise("one", "", &exercise(1, "00"))
        .exercise("three", "", "fn main() {}\n");
    newer.run(&["run", "three"]);
    newer.run(&["class", "pack", "../bea.pack"]);
    let shown = school.class(&["import", "bea.pack"], 0);
    assert!(
        shown.contains("another version of the course") && shown.contains("no exercise three"),
        "{shown}"
    );
}

#[test]
fn the_later_hand_in_counts_whatever_the_order() {
    let school = School::new();
    let ana = school.learner("ana");
    ana.run(&["class", "pack", "../in/1.pack", "--as", "ana"]);
    let early = fs::read_to_string(school.path("in/1.pack")).expect("a pack");
    let date = &early[early.find("\"made_at\":\"").expect("a time") + 11..][..10];
    assert_eq!(date.len(), 10);
    // A second is the unit of these times.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    ana.run(&[
        "class",
        "pack",
        "../in/0.pack",
        "--as",
        "ana",
        "--level",
        "timeline",
    ]);
    let shown = school.class(&["import", "in"], 0);
    assert!(
        shown.contains("More than one is of ana: the latest counts."),
        "{shown}"
    );
    assert!(
        shown.contains("is older than what's here, made at"),
        "{shown}"
    );
    assert!(school.class(&["roster"], 0).contains("timeline"));
    assert!(
        school
            .class(&["import", "in/1.pack", "--replace"], 0)
            .contains("1 replaced")
    );
    assert!(school.class(&["roster"], 0).contains("summary"));
}

#[test]
fn nothing_outside_is_read_and_nothing_is_written_outside() {
    let school = School::new();
    school.write("secret/one.rs", "the grader's own secret");
    fs::create_dir_all(school.path("in/eve")).expect("a folder");
    symlink(school.path("secret"), school.path("in/eve/exercises")).expect("a link");
    fs::create_dir_all(school.path("in/mal/exercises")).expect("a folder");
    symlink(
        school.path("secret/one.rs"),
        school.path("in/mal/exercises/one.rs"),
    )
    .expect("a link");
    let climbing = zip(&[
        ("../../out/exercises/one.rs", b"fn main() {}"),
        ("/abs/exercises/two.rs", b"fn main() {}"),
    ]);
    school.write("in/z.zip", climbing);
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    bomb.start_file("b/exercises/one.rs", options)
        .expect("a file");
    for _ in 0..64 {
        bomb.write_all(&vec![b' '; 1 << 20]).expect("written");
    }
    bomb.add_symlink(
        "c/exercises/one.rs",
        "/etc/passwd",
        SimpleFileOptions::default(),
    )
    .expect("a link");
    school.write("in/bomb.zip", bomb.finish().expect("a zip").into_inner());
    let list = |path: &Path| {
        let entries = fs::read_dir(path).expect("a folder").flatten();
        let mut names: Vec<_> = entries.map(|it| it.file_name()).collect();
        names.sort();
        names
    };
    let before = list(school.folder.path());
    let shown = school.class(&["import", "in"], 1);
    assert_eq!(list(school.folder.path()), before);
    assert!(
        shown.contains("is longer than 1024 KiB") && shown.contains("is a link"),
        "{shown}"
    );
    let bytes = school.bytes_of_class();
    assert!(
        !has(&bytes, "the grader's own secret") && !has(&bytes, "root:"),
        "{shown}"
    );
}

#[test]
fn a_purge_leaves_no_byte() {
    let school = School::new();
    school.roster();
    for name in ["ana", "ben"] {
        let learner = school.learner(name);
        learner.write(
            "exercises/one.rs",
            exercise(1, &format!("1 // marker of {name}")),
        );
        let wrong = format!("\"marker of {name}\"");
        learner.write("exercises/two.rs", exercise(2, &wrong));
        learner.run(&["run", "one"]);
        learner.run(&[
            "class",
            "pack",
            &format!("../in/{name}.pack"),
            "--level",
            "code",
        ]);
    }
    school.class(&["import", "in"], 0);
    school.class(&["run"], 0);
    school.class(&["report", "--no-drawings"], 0);
    let roster = school.class(&["roster"], 0);
    let pseudonym = |id: &str| {
        let line = roster
            .lines()
            .find(|line| line.starts_with(&format!("{id} ")));
        let words: Vec<&str> = line.expect("a line").split_whitespace().collect();
        words[4].to_owned()
    };
    let (ana, ben) = (pseudonym("ana"), pseudonym("ben"));
    let bytes = school.bytes_of_class();
    for text in [
        "marker of ana",
        "Ana Ruiz",
        "ana@example.org",
        &ana,
        "marker of ben",
    ] {
        assert!(has(&bytes, text), "{text}");
    }
    let refused = school.class(&["purge", "--learner", "ana@example.org"], 2);
    assert!(refused.contains("say --yes"), "{refused}");
    school.class(&["purge", "--learner", "nobody", "--yes"], 2);
    let shown = school.class(&["purge", "--learner", &ana, "--yes"], 0);
    assert!(
        shown.contains(&format!("ana ({ana})")) && shown.contains("plan"),
        "{shown}"
    );
    let bytes = school.bytes_of_class();
    for text in ["marker of ana", "Ana Ruiz", "ana@example.org", &ana] {
        assert!(!has(&bytes, text), "{text}");
    }
    for text in ["marker of ben", "Ben Okri", &ben] {
        assert!(has(&bytes, text), "{text}");
    }
    assert!(
        school
            .class(&["purge", "--older-than", "1"], 0)
            .contains("from everybody")
    );
    school.class(&["run"], 0);
    school.class(&["purge", "--all", "--yes"], 0);
    let mut bytes = school.bytes_of_class();
    // Nothing of theirs is in the user's cache folder either.
    school::add_bytes(&school.path("cache"), &mut bytes);
    for text in ["marker of", "Ben Okri", "Cem Kaya", &ben] {
        assert!(!has(&bytes, text), "{text}");
    }
}

#[test]
fn a_class_has_a_folder_of_its_own_and_says_where_it_is_missing() {
    let school = School::new();
    let again = school.run(&["class", "new", "class"]);
    assert!(
        again.code == 2 && all(&again).contains("is a class already"),
        "{}",
        all(&again)
    );
    let full = school.run(&["class", "new", "x", "--folder", "course"]);
    assert!(
        full.code == 2 && all(&full).contains("isn't empty"),
        "{}",
        all(&full)
    );
    let above = school.run(&["class", "roster"]);
    let class = school.path("class");
    assert!(
        above.code == 2 && all(&above).contains(&format!("say --class {}", class.display())),
        "{}",
        all(&above)
    );
    let none = school.run(&["class", "roster", "--class", "course"]);
    assert!(
        none.code == 2 && all(&none).contains("class new NAME"),
        "{}",
        all(&none)
    );
    let broken = school.run(&["class", "new", "y", "--originals", "nowhere"]);
    assert!(
        broken.code != 0 && !school.path("y").exists(),
        "{}",
        all(&broken)
    );
    school.write("bad.csv", "id,name\na,b\nA,c\n");
    let shown = school.class(&["roster", "import", "bad.csv"], 2);
    assert!(
        shown.contains("line 3: has the same id as line 2")
            && shown.contains("nothing was changed"),
        "{shown}"
    );
    school.write("class/class.toml", "schema = \"rustlings-like/class/v7\"\n");
    assert!(
        school
            .class(&["roster"], 3)
            .contains("newer rustlings-like")
    );
    school.write("class/class.toml", "schema = ");
    assert!(
        school
            .class(&["roster"], 3)
            .contains("class.toml isn't valid")
    );
}

#[test]
fn a_damaged_database_is_an_error_and_a_full_disk_loses_nothing() {
    let school = School::new();
    let ana = school.learner("ana");
    ana.run(&["class", "pack", "../ana.pack"]);
    school.class(&["import", "ana.pack"], 0);
    let limited = format!(
        "ulimit -f 1; trap '' XFSZ; exec {} class import big --class class",
        env!("CARGO_BIN_EXE_rustlings-like")
    );
    let big = "x".repeat(200_000);
    school.write("big/bob/exercises/one.rs", format!("// {big}"));
    let mut shell = Command::new("sh");
    for (name, value) in school.course.command(&[]).get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let run = finish(
        shell
            .args(["-c", &limited])
            .current_dir(school.folder.path()),
    );
    assert_ne!(run.code, 0, "{}", all(&run));
    let roster = school.class(&["roster"], 0);
    assert!(
        roster.contains("ana") && !roster.contains("bob"),
        "{roster}"
    );
    for name in ["class/class.db-wal", "class/class.db-shm"] {
        let _ = fs::remove_file(school.path(name));
    }
    school.write(
        "class/class.db",
        "this is no database at all, but it is a file of some length",
    );
    let shown = school.class(&["roster"], 4);
    assert!(shown.contains("class.db can't be opened"), "{shown}");
}

#[test]
fn nobody_hands_in_for_somebody_else() {
    let school = School::new();
    school.roster();
    let ana = school.learner("ana");
    ana.run(&["class", "pack", "../in/ana.pack"]);
    school.class(&["import", "in"], 0);
    let pack = fs::read(school.path("in/ana.pack")).expect("a pack");
    school.write(
        "dan.zip",
        zip(&[
            ("Dan Nobody_1_assignsubmission_file_/ana.pack", &pack),
            ("Dan Nobody_1_assignsubmission_file_/report.pdf", b"%PDF"),
        ]),
    );
    let shown = school.class(&["import", "dan.zip"], 1);
    assert!(
        shown.contains("it says it's of \"ana\", but Dan Nobody uploaded it"),
        "{shown}"
    );
    assert!(shown.contains("isn't in the roster"), "{shown}");
    assert!(
        shown.contains("report.pdf is neither a pack nor an exercise"),
        "{shown}"
    );
    let roster = school.class(&["roster"], 0);
    assert!(
        roster.lines().any(|line| line.starts_with("Dan Nobody ")),
        "{roster}"
    );
}

#[test]
fn an_old_clone_does_not_undo_a_newer_pack() {
    let school = School::new();
    school.roster();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=x", "-c", "user.email=x@example.org"])
            .args(args);
        git.env("GIT_COMMITTER_DATE", "2020-01-01T00:00:00Z");
        assert_eq!(
            finish(git.current_dir(school.path("clones/x-ana"))).code,
            0,
            "{args:?}"
        );
    };
    school.write("clones/x-ana/exercises/one.rs", exercise(1, "\"old\""));
    git(&["init", "-q", "."]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "old"]);
    let ana = school.learner("ana");
    ana.write("exercises/one.rs", exercise(1, "1"));
    ana.run(&["run", "one"]);
    ana.run(&["class", "pack", "../in/ana.pack", "--level", "code"]);
    school.class(&["import", "in"], 0);
    school.class(&["run"], 0);
    let shown = school.class(&["import", "clones"], 0);
    assert!(shown.contains("is older than what's here"), "{shown}");
    let table = school.class(&["export", "csv-exercises"], 0);
    assert!(table.contains(",one,passed,1,1"), "{table}");
}

#[test]
fn an_exercise_that_passes_as_it_began_can_be_verified() {
    let school = School::new();
    let original = school.path("course/exercises/one.rs");
    fs::write(original, exercise(1, "1")).expect("written");
    let ana = school.learner("ana");
    ana.write("exercises/one.rs", exercise(1, "1"));
    let _ = fs::remove_dir_all(ana.path(".rustlings-like"));
    ana.run(&["run", "one"]);
    ana.run(&["class", "pack", "../in/ana.pack", "--level", "code"]);
    school.class(&["import", "in"], 0);
    school.class(&["run"], 0);
    let table = school.class(&["export", "csv-exercises"], 0);
    assert!(
        table.contains("ana,") && table.contains(",one,passed,1,1"),
        "{table}"
    );
}

#[test]
fn a_lost_database_is_an_error_and_no_empty_class() {
    let school = School::new();
    fs::remove_file(school.path("class/class.db")).expect("removed");
    let shown = school.class(&["report"], 4);
    assert!(shown.contains("class.db is missing"), "{shown}");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &fs::metadata(school.path("class"))
            .expect("a folder")
            .permissions(),
    );
    assert_eq!(mode & 0o777, 0o700);
}
