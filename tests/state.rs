//! What is kept in `.rustlings-like`: progress survives damage, kills and competition; a
//! reset can be undone; the cache never shows what no longer holds.

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{Course, Running, finish};
use serde_json::{Value, json};

const PASSES: &str = "fn main() {}\n";
const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";
const PROGRESS: &str = ".rustlings-like/progress.json";

fn progress(course: &Course) -> Value {
    serde_json::from_str(&course.read(PROGRESS)).expect("progress is JSON")
}

/// Whether `list` shows the exercise as done.
fn is_done(course: &Course, name: &str) -> bool {
    let run = course.run(&["list", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let list: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let entries = list["exercises"].as_array().expect("exercises");
    let entry = entries.iter().find(|entry| entry["name"] == name);
    entry.expect("the exercise is listed")["done"] == true
}

/// All files below a folder of the course, as paths below it.
fn files_below(course: &Course, top: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![course.path(top)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => files.push(path),
            }
        }
    }
    files.sort();
    files
}

/// The contents of all backups of a file, the oldest first.
fn backups_of(course: &Course, path: &str) -> Vec<String> {
    let all = files_below(course, ".rustlings-like/backups");
    let those = all.iter().filter(|file| file.ends_with(Path::new(path)));
    those
        .map(|file| fs::read_to_string(file).expect("a backup is read"))
        .collect()
}

// Damaged progress.

/// Damages the progress of a course in which an exercise has passed; it must be set aside.
fn set_aside_when(damage: impl Fn(&str) -> Vec<u8>) {
    let course = Course::new().exercise("it", "", PASSES);
    assert_eq!(course.run(&["run", "it"]).code, 0);
    let damaged = damage(&course.read(PROGRESS));
    course.write(PROGRESS, &damaged);

    let run = course.run(&["list"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("0 of 1 done"), "{run:?}");
    assert!(run.stderr.contains("note: "), "{run:?}");
    assert!(run.stderr.contains("damaged"), "{run:?}");
    assert!(run.stderr.contains("progress.damaged-1.json"), "{run:?}");
    let kept = fs::read(course.path(".rustlings-like/progress.damaged-1.json"));
    assert_eq!(kept.expect("it is kept"), damaged);

    // It is told once, and work goes on.
    assert_eq!(course.run(&["list"]).stderr, "");
    assert_eq!(course.run(&["run", "it"]).code, 0);
    assert!(is_done(&course, "it"));
}

#[test]
fn progress_that_was_cut_short_is_set_aside() {
    set_aside_when(|text| text.as_bytes()[..text.len() / 2].to_vec());
}

#[test]
fn progress_without_its_last_brace_is_set_aside() {
    set_aside_when(|text| text.trim_end().trim_end_matches('}').into());
}

#[test]
fn empty_progress_is_set_aside() {
    set_aside_when(|_| Vec::new());
}

#[test]
fn progress_of_zeros_is_set_aside() {
    set_aside_when(|text| vec![0; text.len()]);
}

#[test]
fn progress_that_is_not_utf8_is_set_aside() {
    set_aside_when(|_| vec![0xff; 300]);
}

#[test]
fn progress_of_another_form_is_set_aside() {
    set_aside_when(|_| br#"{"schema":"rustlings-like/progress/v1","exercises":[1]}"#.to_vec());
}

#[test]
fn a_second_damaged_file_does_not_overwrite_the_first() {
    let course = Course::new().exercise("it", "", PASSES);
    for text in ["first", "second"] {
        course.write(PROGRESS, text);
        assert_eq!(course.run(&["list"]).code, 0);
    }
    let kept = |n| course.read(format!(".rustlings-like/progress.damaged-{n}.json"));
    assert_eq!(
        (kept(1), kept(2)),
        ("first".to_owned(), "second".to_owned())
    );
}

#[test]
fn progress_of_a_newer_version_is_refused_and_untouched() {
    let course = Course::new().exercise("it", "hint = \"Look.\"", PASSES);
    let newer = r#"{"schema":"rustlings-like/progress/v2","exercises":{"it":7}}"#;
    course.write(PROGRESS, newer);
    for args in [
        &["list"][..],
        &["run"],
        &["hint"],
        &["verify"],
        &["progress"],
        &["reset", "it"],
        &["undo"],
    ] {
        let run = course.run(args);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(run.stderr.contains("newer"), "{run:?}");
        assert!(run.stderr.contains("progress/v2"), "{run:?}");
    }
    assert_eq!(course.read(PROGRESS), newer);
    assert_eq!(
        files_below(&course, ".rustlings-like"),
        [course.path(PROGRESS)]
    );
}

#[test]
fn keys_that_a_later_version_wrote_stay() {
    let course = Course::new().exercise("it", "", PASSES);
    course.write(
        PROGRESS,
        r#"{"schema":"rustlings-like/progress/v1","streak":4,
            "exercises":{"it":{"mood":"fine"},"gone":{"attempts":3}}}"#,
    );
    assert_eq!(course.run(&["run"]).code, 0);
    let after = progress(&course);
    assert_eq!(after["streak"], 4);
    assert_eq!(after["exercises"]["it"]["mood"], "fine");
    assert_eq!(after["exercises"]["gone"]["attempts"], 3);
    assert!(after["exercises"]["it"]["passed_at"].is_u64());
}

// Kills.

/// Asserts that what is on disk is whole, and that an earlier pass is still known.
fn assert_whole(course: &Course, round: usize) {
    let text = course.read(PROGRESS);
    let parsed: Result<Value, _> = serde_json::from_str(&text);
    let progress = parsed.unwrap_or_else(|error| panic!("round {round}: {error}: {text:?}"));
    assert!(
        progress["exercises"]["done"]["passed_at"].is_u64(),
        "round {round}: {text}"
    );
    let run = course.run(&["list"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "round {round}");
}

/// A course in which one exercise has passed and another changes from run to run.
fn course_to_kill() -> Course {
    let course = Course::new()
        .exercise("done", "", PASSES)
        .exercise("it", "", FAILS);
    assert_eq!(course.run(&["run", "done"]).code, 0);
    course
}

#[test]
fn a_kill_while_progress_is_written_loses_nothing() {
    let course = course_to_kill();
    for round in 0..20 {
        // Another version of the file each time, so that there is something to write.
        course.write("exercises/it.rs", format!("{FAILS}// {round}\n"));
        let mut command = course.command(&["run", "it"]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut running = Running::of(child);
        // The words come just before the progress is written: killed from the first line
        // on to the last.
        for _ in 0..=round / 2 {
            lines.next();
        }
        common::kill(running.id());
        running.end();
        assert_whole(&course, round);
    }
}

#[test]
fn a_kill_at_any_moment_of_a_run_loses_nothing() {
    let course = course_to_kill();
    let start = |round: usize| {
        course.write("exercises/it.rs", format!("{FAILS}// {round}\n"));
        course.command(&["run", "it"])
    };
    // How often one can look until a run has ended by itself.
    let mut looks = 0;
    let mut running = Running::start(&mut start(99));
    while !running.has_ended() {
        looks += 1;
    }
    let mut killed = 0;
    for round in 0..20 {
        let mut running = Running::start(&mut start(round));
        for _ in 0..looks * round / 19 {
            running.has_ended();
        }
        common::kill(running.id());
        killed += usize::from(running.end().code() != Some(1));
        assert_whole(&course, round);
    }
    assert!(killed > 0, "all of them had ended before");
}

#[test]
fn after_a_kill_a_check_still_counts() {
    let course = course_to_kill();
    let mut running = Running::start(&mut course.command(&["run", "it"]));
    common::kill(running.id());
    running.end();
    assert_eq!(course.run(&["run", "it"]).code, 1);
    assert_eq!(progress(&course)["exercises"]["it"]["attempts"], 1);
}

// Two at once.

#[test]
fn what_many_write_at_once_is_all_kept() {
    let names: Vec<String> = (0..8).map(|n| format!("e{n}")).collect();
    let course = names.iter().fold(Course::new(), |course, name| {
        course.exercise(name, "hint = \"Look.\"", PASSES)
    });
    let start = |name: &String| Running::start(&mut course.command(&["hint", name]));
    let running: Vec<Running> = names.iter().map(start).collect();
    for mut one in running {
        assert_eq!(one.end().code(), Some(0));
    }
    let progress = progress(&course);
    for name in &names {
        assert_eq!(progress["exercises"][name]["hints_seen"], 1, "{progress:#}");
    }
}

#[test]
fn many_resets_at_once_have_a_backup_each() {
    let names: Vec<String> = (0..6).map(|n| format!("e{n}")).collect();
    let course = names.iter().fold(Course::new(), |course, name| {
        course.exercise(name, "", PASSES)
    });
    assert_eq!(course.run(&["run", "e0"]).code, 0);
    for name in &names {
        course.write(format!("exercises/{name}.rs"), format!("// mine: {name}\n"));
    }
    let start = |name: &String| Running::start(&mut course.command(&["reset", name]));
    let running: Vec<Running> = names.iter().map(start).collect();
    for mut one in running {
        assert_eq!(one.end().code(), Some(0));
    }
    for name in &names {
        let path = format!("exercises/{name}.rs");
        assert_eq!(course.read(&path), PASSES);
        assert_eq!(backups_of(&course, &path), [format!("// mine: {name}\n")]);
    }
}

// Attempts.

#[test]
fn the_same_version_counts_as_one_attempt() {
    let course = Course::new().exercise("it", "", FAILS);
    for _ in 0..3 {
        assert_eq!(course.run(&["run"]).code, 1);
    }
    assert_eq!(progress(&course)["exercises"]["it"]["attempts"], 1);
    course.write("exercises/it.rs", format!("{FAILS}\n"));
    assert_eq!(course.run(&["run"]).code, 1);
    let record = &progress(&course)["exercises"]["it"];
    assert_eq!(record["attempts"], 2);
    assert_eq!(record["codes_met"]["E0308"], 2);
}

#[test]
fn a_pass_stays_when_a_later_version_fails() {
    let course = Course::new().exercise("it", "", PASSES);
    assert_eq!(course.run(&["run"]).code, 0);
    course.write("exercises/it.rs", FAILS);
    assert_eq!(course.run(&["run", "it"]).code, 1);
    assert!(is_done(&course, "it"));
}

#[test]
fn verify_does_not_touch_progress() {
    let course = Course::new().exercise("it", "", PASSES);
    assert_eq!(course.run(&["verify"]).code, 0);
    assert!(!course.path(PROGRESS).exists());
}

// Resets.

const MINE: &str = "// my own work\nfn main() {}\n";

/// A course whose exercise fails as it came and then passed in the learner's version.
fn solved() -> Course {
    let course = Course::new()
        .exercise("it", "", FAILS)
        .exercise("other", "", FAILS);
    assert_eq!(course.run(&["run", "it"]).code, 1);
    course.write("exercises/it.rs", MINE);
    assert_eq!(course.run(&["run", "it"]).code, 0);
    course
}

#[test]
fn a_reset_keeps_a_backup_and_says_where() {
    let course = solved();
    let run = course.run(&["reset", "it"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(course.read("exercises/it.rs"), FAILS);
    assert!(!is_done(&course, "it"));
    assert_eq!(backups_of(&course, "exercises/it.rs"), [MINE]);
    let folder = Path::new(".rustlings-like").join("backups").join("0001");
    assert!(
        run.stdout.contains(&folder.display().to_string()),
        "{run:?}"
    );
    assert!(run.stdout.contains("rustlings-like undo"), "{run:?}");
}

#[test]
fn undo_brings_back_the_text_and_the_progress() {
    let course = solved();
    let before = progress(&course)["exercises"].clone();
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    let run = course.run(&["undo"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("it"), "{run:?}");
    assert_eq!(course.read("exercises/it.rs"), MINE);
    assert_eq!(progress(&course)["exercises"], before);
}

#[test]
fn undo_brings_back_bytes_that_are_no_text() {
    let course = solved();
    let bytes = b"\xff\xfe\0 mine";
    course.write("exercises/it.rs", bytes);
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(
        fs::read(course.path("exercises/it.rs")).expect("it is read"),
        bytes
    );
}

#[test]
fn all_can_be_reset_and_brought_back() {
    let course = solved();
    course.write("exercises/other.rs", "// other work\n");
    let before = progress(&course)["exercises"].clone();
    let run = course.run(&["reset", "--all"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("2 exercises"), "{run:?}");
    assert_eq!(course.read("exercises/it.rs"), FAILS);
    assert_eq!(course.read("exercises/other.rs"), FAILS);
    assert_eq!(progress(&course)["exercises"], json!({}));

    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(course.read("exercises/it.rs"), MINE);
    assert_eq!(course.read("exercises/other.rs"), "// other work\n");
    assert_eq!(progress(&course)["exercises"], before);
}

#[test]
fn resets_are_undone_from_the_last_to_the_first() {
    let course = solved();
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    course.write("exercises/it.rs", "// second\n");
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(course.read("exercises/it.rs"), "// second\n");
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(course.read("exercises/it.rs"), MINE);
    let run = course.run(&["undo"]);
    assert!(run.stdout.contains("no reset to undo"), "{run:?}");
    assert_eq!(course.read("exercises/it.rs"), MINE);
}

#[test]
fn undo_with_nothing_to_undo_says_so_and_is_no_error() {
    let course = solved();
    let run = course.run(&["undo"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.stdout, "There is no reset to undo.\n");
    assert_eq!(course.read("exercises/it.rs"), MINE);
}

#[test]
fn undo_keeps_what_was_there_before_it() {
    let course = solved();
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    course.write("exercises/it.rs", "// begun anew\n");
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(course.read("exercises/it.rs"), MINE);
    let kept = backups_of(&course, "exercises/it.rs");
    assert_eq!(kept, [MINE, "// begun anew\n"]);
}

#[test]
fn a_deleted_exercise_can_be_reset() {
    let course = solved();
    fs::remove_file(course.path("exercises/it.rs")).expect("it is removed");
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    assert_eq!(course.read("exercises/it.rs"), FAILS);
}

#[test]
fn without_an_original_nothing_is_reset() {
    let course = Course::new()
        .exercise("it", "", FAILS)
        .exercise("empty", "", "");
    // An empty file is not kept as an original.
    assert_eq!(course.run(&["run", "it"]).code, 1);
    course.write("exercises/it.rs", MINE);
    let run = course.run(&["reset", "--all"]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stderr.contains("no original copy of empty"), "{run:?}");
    assert_eq!(course.read("exercises/it.rs"), MINE);
}

#[test]
fn the_original_is_the_first_version_seen() {
    let course = solved();
    course.write("exercises/it.rs", "// third\n");
    assert_eq!(course.run(&["run", "it"]).code, 1);
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    assert_eq!(course.read("exercises/it.rs"), FAILS);
}

#[cfg(unix)]
#[test]
fn a_linked_exercise_stays_a_link() {
    let course = solved();
    fs::rename(course.path("exercises/it.rs"), course.path("elsewhere.rs")).expect("moved");
    std::os::unix::fs::symlink("../elsewhere.rs", course.path("exercises/it.rs")).expect("a link");
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    let link = || fs::read_link(course.path("exercises/it.rs")).expect("still a link");
    assert_eq!(link(), Path::new("../elsewhere.rs"));
    assert_eq!(course.read("elsewhere.rs"), FAILS);
    assert_eq!(course.run(&["undo"]).code, 0);
    assert_eq!(link(), Path::new("../elsewhere.rs"));
    assert_eq!(course.read("elsewhere.rs"), MINE);
}

#[cfg(unix)]
#[test]
fn an_exercise_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let course = solved();
    let path = course.path("exercises/it.rs");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
    assert_eq!(course.run(&["reset", "it"]).code, 0);
    let mode = fs::metadata(&path)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

// Renamed exercises.

fn renamed(course: &Course) {
    course.write(
        "info.toml",
        "format_version = 1\n[[exercises]]\nname = \"new\"\naliases = [\"it\"]\n\
         [[exercises]]\nname = \"other\"\n",
    );
    fs::rename(
        course.path("exercises/it.rs"),
        course.path("exercises/new.rs"),
    )
    .expect("renamed");
}

#[test]
fn progress_follows_a_renamed_exercise() {
    let course = solved();
    let before = progress(&course)["exercises"]["it"].clone();
    renamed(&course);
    assert!(is_done(&course, "new"));
    // Written under the new name with the next change.
    assert_eq!(course.run(&["run", "other"]).code, 1);
    let after = progress(&course);
    assert_eq!(after["exercises"]["new"], before);
    assert_eq!(after["exercises"]["it"], Value::Null);
}

#[test]
fn a_renamed_exercise_answers_to_its_old_name() {
    let course = solved();
    renamed(&course);
    let run = course.run(&["run", "it"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("new"), "{run:?}");
}

// The cache.

/// All of an entry that must be the same, fresh or cached.
fn essence(entry: &Value) -> Value {
    let mut entry = entry.clone();
    let map = entry.as_object_mut().expect("an object");
    map.remove("cached").expect("cached");
    map.remove("duration_ms").expect("duration_ms");
    entry
}

/// Checks an exercise for the first time.
#[track_caller]
fn fresh(course: &Course) -> Value {
    let entry = course.verdict("it");
    assert_eq!(entry["cached"], false, "{entry:#}");
    entry
}

/// Checks an exercise again of which nothing has changed.
#[track_caller]
fn cached(course: &Course) -> Value {
    let entry = course.verdict("it");
    assert_eq!(entry["cached"], true, "{entry:#}");
    entry
}

#[test]
fn a_second_check_shows_the_same_from_the_cache() {
    let tested = "fn main() { let unused = 1; }
        #[cfg(test)] mod tests {
            #[test] fn holds() {}
            #[test] fn fails() { println!(\"said\"); assert_eq!(1, 2, \"why\") }
            #[test] #[ignore] fn later() {}
        }";
    for source in [PASSES, FAILS, tested, "fn main() { panic!() }"] {
        let course = Course::new().exercise("it", "", source);
        let first = fresh(&course);
        assert_eq!(essence(&cached(&course)), essence(&first));
    }
}

#[test]
fn a_cached_run_shows_the_same_as_a_fresh_one() {
    let source = "fn main() { println!(\"out\"); eprintln!(\"err\"); let unused = 1; }";
    let course = Course::new().exercise("it", "", source);
    let first = course.run(&["run", "it"]);
    assert!(first.stdout.contains("out") && first.stdout.contains("unused"));
    assert_eq!(course.run(&["run", "it"]).stdout, first.stdout);
    assert_eq!(cached(&course)["verdict"], "pass");
}

#[test]
fn no_cache_means_afresh() {
    let course = Course::new().exercise("it", "", PASSES);
    fresh(&course);
    let run = course.run(&["verify", "--no-cache", "--format", "json"]);
    assert!(run.stdout.contains("\"cached\": false"), "{run:?}");
}

#[test]
fn a_changed_file_is_checked_afresh_and_the_old_one_is_still_known() {
    let course = Course::new().exercise("it", "", PASSES);
    fresh(&course);
    course.write("exercises/it.rs", FAILS);
    assert_eq!(fresh(&course)["verdict"], "fail");
    course.write("exercises/it.rs", PASSES);
    assert_eq!(cached(&course)["verdict"], "pass");
}

const INCLUDES: &str = "fn main() { assert_eq!(include_str!(\"data.txt\").trim(), \"right\") }\n";

#[test]
fn a_changed_included_file_is_noticed() {
    let course = Course::new().exercise("it", "", INCLUDES);
    course.write("exercises/data.txt", "right\n");
    assert_eq!(fresh(&course)["verdict"], "pass");
    assert_eq!(cached(&course)["verdict"], "pass");
    course.write("exercises/data.txt", "wrong\n");
    assert_eq!(fresh(&course)["verdict"], "fail");
    course.write("exercises/data.txt", "right\n");
    assert_eq!(fresh(&course)["verdict"], "pass");
}

#[test]
fn a_deleted_included_file_is_noticed() {
    let course = Course::new().exercise("it", "", INCLUDES);
    course.write("exercises/data.txt", "right\n");
    assert_eq!(fresh(&course)["verdict"], "pass");
    fs::remove_file(course.path("exercises/data.txt")).expect("it is removed");
    assert_eq!(fresh(&course)["verdict"], "fail");
}

#[test]
fn an_included_file_that_was_missing_is_noticed_when_it_comes() {
    let course = Course::new().exercise("it", "", INCLUDES);
    assert_eq!(course.verdict("it")["verdict"], "fail");
    course.write("exercises/data.txt", "right\n");
    assert_eq!(fresh(&course)["verdict"], "pass");
}

#[test]
fn a_module_that_was_missing_is_noticed_when_it_comes() {
    let course = Course::new().exercise("it", "", "mod helper;\nfn main() { helper::go() }\n");
    assert_eq!(course.verdict("it")["verdict"], "fail");
    course.write("exercises/helper.rs", "pub fn go() {}\n");
    assert_eq!(fresh(&course)["verdict"], "pass");
}

#[test]
fn a_module_that_could_not_be_read_is_noticed_when_it_is_mended() {
    let course = Course::new().exercise("it", "", "mod helper;\nfn main() { helper::go() }\n");
    for broken in [
        "pub fn go( {}\n",
        "pub fn go() { let n: u32 = \"one\"; }\n",
        "fn go() {}\n",
    ] {
        course.write("exercises/helper.rs", broken);
        assert_eq!(course.verdict("it")["verdict"], "fail");
        course.write("exercises/helper.rs", "pub fn go() {}\n");
        assert_eq!(course.verdict("it")["verdict"], "pass", "after {broken:?}");
    }
}

#[test]
fn a_file_that_only_main_includes_is_noticed() {
    let source = "#[cfg(not(test))] const DATA: &str = include_str!(\"data.txt\");
        #[cfg(test)] const DATA: &str = \"right\";
        fn main() { assert_eq!(DATA.trim(), \"right\") }
        #[test] fn holds() {}\n";
    let course = Course::new().exercise("it", "", source);
    course.write("exercises/data.txt", "right\n");
    assert_eq!(course.verdict("it")["verdict"], "pass");
    course.write("exercises/data.txt", "wrong\n");
    assert_eq!(course.verdict("it")["verdict"], "fail");
}

#[test]
fn a_changed_variable_that_the_source_reads_is_noticed() {
    let source = "fn main() { assert_eq!(option_env!(\"ANSWER\"), Some(\"42\")) }\n";
    let course = Course::new().exercise("it", "", source);
    let verify = |answer: &str| finish(course.command(&["verify"]).env("ANSWER", answer)).code;
    assert_eq!((verify("42"), verify("43"), verify("42")), (0, 1, 0));
}

#[test]
fn a_changed_key_of_the_manifest_is_noticed() {
    let manifest =
        |keys: &str| format!("format_version = 1\n[[exercises]]\nname = \"it\"\n{keys}\n");
    let source = "fn one() -> u32 { return 1; }\nfn main() { println!(\"{}\", one()) }
        #[test] fn wrong() { assert_eq!(one(), 2) }\n";
    let course = Course::new().exercise("it", "test = false", source);
    assert_eq!(fresh(&course)["verdict"], "pass");
    course.write("info.toml", manifest("test = true"));
    assert_eq!(fresh(&course)["reason"], "tests_failed");
    course.write("info.toml", manifest("test = false\nstrict_clippy = true"));
    assert_eq!(fresh(&course)["reason"], "lint");
    course.write("info.toml", manifest("test = false\ntimeout = 5"));
    assert_eq!(fresh(&course)["verdict"], "pass");
    course.write("info.toml", manifest("test = false"));
    assert_eq!(cached(&course)["verdict"], "pass");
}

#[test]
fn a_changed_edition_or_lint_of_the_course_is_noticed() {
    let course = Course::new().exercise("it", "", "fn main() { let unused = 1; }\n");
    let cargo = |rest: &str| {
        format!("bin = [{{ name = \"it\", path = \"exercises/it.rs\" }}]\n[package]\n{rest}")
    };
    assert_eq!(fresh(&course)["verdict"], "pass");
    course.write("Cargo.toml", cargo("edition = \"2021\"\n"));
    assert_eq!(fresh(&course)["verdict"], "pass");
    let denied = "edition = \"2021\"\n[lints.rust]\nunused_variables = \"deny\"\n";
    course.write("Cargo.toml", cargo(denied));
    assert_eq!(fresh(&course)["verdict"], "fail");
}

#[test]
fn a_time_out_is_not_kept() {
    let course = Course::new().exercise("it", "timeout = 1", "fn main() { loop {} }\n");
    for _ in 0..2 {
        assert_eq!(fresh(&course)["reason"], "time_out");
    }
}

#[test]
fn a_missing_file_is_not_kept() {
    let course = Course::new().exercise("it", "", PASSES);
    fs::remove_file(course.path("exercises/it.rs")).expect("it is removed");
    for _ in 0..2 {
        assert_eq!(fresh(&course)["reason"], "bad_source");
    }
}

fn records(course: &Course) -> Vec<PathBuf> {
    files_below(course, ".rustlings-like/cache")
}

/// Alters all records of a failing exercise; none may be believed.
fn not_believed_when(alter: impl Fn(&str) -> String) {
    let course = Course::new().exercise("it", "", "fn main() { std::process::exit(3) }\n");
    let first = fresh(&course);
    let records = records(&course);
    assert_eq!(records.len(), 1);
    let text = fs::read_to_string(&records[0]).expect("a record is read");
    let altered = alter(&text);
    assert_ne!(altered, text);
    fs::write(&records[0], altered).expect("a record is written");
    assert_eq!(essence(&fresh(&course)), essence(&first));
    // The damaged record was replaced.
    cached(&course);
}

#[test]
fn a_record_of_another_verdict_is_not_believed() {
    not_believed_when(|text| text.replace("exit_status", "passed"));
    not_believed_when(|text| text.replace("\"status\":3", "\"status\":4"));
}

#[test]
fn a_record_that_was_cut_short_is_not_believed() {
    not_believed_when(|text| text[..text.len() / 2].to_owned());
    not_believed_when(|text| text[..text.len() - 1].to_owned());
    not_believed_when(|text| text.split_once('\n').expect("lines").0.to_owned());
    not_believed_when(|_| String::new());
}

#[test]
fn a_record_of_garbage_is_not_believed() {
    not_believed_when(|text| "\0".repeat(text.len()));
    not_believed_when(|_| "{}".to_owned());
}

#[test]
fn a_cache_that_was_deleted_only_costs_time() {
    let course = Course::new().exercise("it", "", PASSES);
    fresh(&course);
    fs::remove_dir_all(course.path(".rustlings-like/cache")).expect("it is removed");
    assert_eq!(fresh(&course)["verdict"], "pass");
}

#[test]
fn a_cache_that_is_a_file_only_costs_time() {
    let course = Course::new().exercise("it", "", PASSES);
    course.write(".rustlings-like/cache", "not a folder");
    for _ in 0..2 {
        assert_eq!(fresh(&course)["verdict"], "pass");
    }
}

#[test]
fn a_pass_of_one_exercise_is_not_shown_for_another_with_the_same_text() {
    let course = Course::new()
        .exercise("it", "", FAILS)
        .exercise("other", "", FAILS);
    fresh(&course);
    let entry = course.verdict("other");
    assert_eq!(entry["cached"], false);
    assert_eq!(entry["path"], "exercises/other.rs");
}

#[test]
fn a_cached_verdict_is_the_same_when_the_course_was_moved() {
    let course = Course::new().exercise("it", "", FAILS);
    let first = fresh(&course);
    let moved = Course::new().exercise("it", "", FAILS);
    let (from, to) = (
        course.path(".rustlings-like"),
        moved.path(".rustlings-like"),
    );
    fs::rename(from, to).expect("moved");
    assert_eq!(essence(&cached(&moved)), essence(&first));
}

#[test]
fn many_checks_at_once_in_one_course_all_give_the_right_verdict() {
    let course = Course::new()
        .exercise("it", "", PASSES)
        .exercise("other", "", FAILS);
    let verify = || finish(&mut course.command(&["verify", "--no-cache", "it"]));
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..4).map(|_| scope.spawn(verify)).collect();
        for one in running {
            let run = one.join().expect("no panic");
            assert_eq!(run.code, 0, "{run:?}");
        }
    });
    let run = finish(&mut course.command(&["verify"]));
    assert!(run.stdout.contains("1 passed, 1 failed"), "{run:?}");
}
