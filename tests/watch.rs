//! `watch` and the interactive list, used as a learner does: in a terminal.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use common::{Course, tools};
use rustix::process::Signal;
use screen::{
    ENTER, LEAVE, Processes, SHOW_CURSOR, Screen, Start, children, eventually, progress_when, send,
    state,
};

const ONE: &str = "exercises/01_first/one.rs";
const TWO: &str = "exercises/01_first/two.rs";
const THREE: &str = "exercises/02_second/three.rs";

/// A program that passes and prints a word.
fn passing(word: &str) -> String {
    format!("fn main() {{\n    println!(\"{word}\");\n}}\n")
}

/// A program that gives E0382 about a word in line 4, column 10.
fn failing(word: &str) -> String {
    format!("fn main() {{\n    let {word} = vec![1];\n    drop({word});\n    drop({word});\n}}\n")
}

/// A program that never ends and needs no processor for it.
fn endless() -> String {
    "fn main() {\n    loop {\n        std::thread::sleep(std::time::Duration::from_millis(50));\n    }\n}\n"
        .to_owned()
}

/// An endless program that starts another, which starts a third and ends. The
/// third has a process group of its own.
fn endless_family() -> String {
    r#"use std::os::unix::process::CommandExt;
use std::process::Command;
fn main() {
    let role = std::env::args().nth(1);
    let start = |role: &str| {
        let mut me = Command::new(std::env::current_exe().unwrap());
        if role == "orphan" {
            me.process_group(0);
        }
        me.arg(role).spawn().unwrap()
    };
    match role.as_deref() {
        None => {
            start("middle").wait().unwrap();
            start("child");
        }
        Some("middle") => {
            start("orphan");
            return;
        }
        Some(_) => {}
    }
    loop {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
"#
    .to_owned()
}

/// Three exercises in two chapters. The first has hints and a solution. A program may run
/// for an hour: whatever a test waits for comes without waiting for that.
fn course() -> Course {
    let mut course = Course::new();
    let hints =
        "hint = \"Look at line 3.\"\nfurther_hints = [\"Who owns it then?\", \"Clone it.\"]";
    for (path, keys) in [
        (ONE, format!("title = \"The first title\"\n{hints}")),
        (TWO, "title = \"The second title\"".to_owned()),
        (THREE, String::new()),
    ] {
        let mut parts = path.trim_end_matches(".rs").split('/').skip(1);
        let (dir, name) = (
            parts.next().expect("a folder"),
            parts.next().expect("a name"),
        );
        let source = failing(&format!("start_of_{name}"));
        let keys = format!("dir = \"{dir}\"\ntest = false\ntimeout = 3600\n{keys}");
        course = course.exercise(name, &keys, &source);
        course.write(path, &source);
        fs::remove_file(course.path(format!("exercises/{name}.rs"))).expect("a stray file");
    }
    course.write("solutions/01_first/one.rs", passing("our_own_solution"));
    course
}

/// Rows as text without the spaces at their ends.
fn rows(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    let rows = screen.rows(0, columns.get());
    rows.map(|row| row.trim_end().to_owned()).collect()
}

/// The row of a list that is shown as chosen.
fn chosen(screen: &vt100::Screen) -> Option<String> {
    let place = (0..screen.size().0.get())
        .find(|row| screen.cell(*row, 0).is_some_and(vt100::Cell::inverse))?;
    rows(screen).into_iter().nth(place.into())
}

fn is_chosen(screen: &vt100::Screen, name: &str) -> bool {
    chosen(screen).is_some_and(|row| row.contains(name))
}

/// Fails if a line was wider than the terminal: the emulator would have broken it.
#[track_caller]
fn assert_fits(watch: &Screen) {
    watch.look(|screen| {
        for row in 0..screen.size().0.get() {
            assert!(
                !screen.row_wrapped(row),
                "row {row}:\n{}",
                screen.contents()
            );
        }
    });
}

/// The folder with the backup of the first reset.
fn backup_of(course: &Course, path: &str) -> PathBuf {
    course.path(".rustlings-like/backups/0001").join(path)
}

// ---- The first screen, passing, going on ----

#[test]
fn the_first_screen_shows_where_the_learner_is_and_the_error() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["01_first › one", "1 of 3", ONE]);
    let text = watch.wait_text(&[
        "01_first › one  1 of 3",
        "The first title",
        "exercises/01_first/one.rs:4:10",
        "✗ Does not compile (1 error): E0382",
        "→             │ drop(start_of_one);",
        "✗             │ drop(start_of_one);",
        "Line 3 passes `start_of_one` to `drop`",
        "Ways out",
        "h hint",
        "q quit",
    ]);
    // The way on appears with a pass.
    assert!(!text.contains("n next"), "{text}");
    watch.keys("n");
    let text = watch.wait_text(&["Not solved yet"]);
    assert!(text.contains("› one  1 of 3"), "{text}");
}

#[test]
fn a_pass_stays_until_n_is_pressed() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    course.write(ONE, passing("good_now"));
    let text = watch.wait_text(&["✓ Passed", "good_now", "Press n for the next exercise"]);
    assert!(
        text.contains("› one  1 of 3") && !text.contains("E0382"),
        "{text}"
    );
    // Whatever a pass sets off has happened when it is on disk and two keys were answered.
    progress_when(&course, "passed", |p| {
        p["exercises"]["one"]["passed_at"].is_u64()
    });
    watch.keys("?");
    watch.wait_text(&["Help"]);
    watch.keys("q");
    watch.wait_text(&["› one  1 of 3", "✓ Passed"]);
    watch.keys("n");
    watch.wait_text(&["› two  2 of 3", TWO, "start_of_two"]);
    let progress = progress_when(&course, "at two", |p| p["current"] == "two");
    assert_eq!(progress["exercises"]["one"]["attempts"], 1);
}

#[test]
fn auto_next_goes_on_by_itself_and_ends_at_the_last() {
    let course = course();
    let watch = Start::program(&course, &["watch", "--auto-next"]).go();
    watch.wait_text(&["› one  1 of 3", "E0382"]);
    course.write(ONE, passing("one_is_done"));
    watch.wait_text(&["› two  2 of 3", "start_of_two"]);
    course.write(TWO, passing("two_is_done"));
    watch.wait_text(&["› three  3 of 3", "start_of_three"]);
    course.write(THREE, passing("three_is_done"));
    watch.wait_text(&["› three  3 of 3", "three_is_done", "3 of 3 are done"]);
}

#[test]
fn the_last_pass_and_n_show_the_final_message() {
    let course = Course::new().exercise("only", "test = false", &passing("nothing_to_do"));
    let manifest = course.read("info.toml");
    course.write(
        "info.toml",
        format!("final_message = \"Go and build something.\"\n{manifest}"),
    );
    let watch = Screen::watch(&course);
    watch.wait_text(&["nothing_to_do", "1 of 1 are done"]);
    watch.keys("n");
    watch.wait_text(&["Go and build something."]);
    watch.keys("q");
    watch.wait_text(&["only  1 of 1"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
}

#[test]
fn going_on_leads_back_to_what_was_left_out() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("l");
    watch.wait_text(&["Exercises  0/3 done"]);
    watch.keys("G\r");
    watch.wait_text(&["› three  3 of 3", "start_of_three"]);
    course.write(THREE, passing("last_one_first"));
    watch.wait_text(&["last_one_first", "n next"]);
    watch.keys("n");
    watch.wait_text(&["› one  1 of 3", "start_of_one"]);
}

#[test]
fn the_welcome_is_said_once() {
    let course = course();
    let manifest = course.read("info.toml");
    course.write(
        "info.toml",
        format!("welcome_message = \"Nice to see you.\"\n{manifest}"),
    );
    let first = Screen::watch(&course);
    first.wait_text(&["Nice to see you.", "E0382"]);
    progress_when(&course, "checked", |p| p["exercises"]["one"].is_object());
    first.keys("q");
    assert_eq!(first.wait_exit(), 0);
    let second = Screen::watch(&course);
    let text = second.wait_text(&["› one  1 of 3", "E0382"]);
    assert!(!text.contains("Nice to see you."), "{text}");
}

#[test]
fn a_course_without_chapters_shows_none() {
    let course = Course::new().exercise("alone", "test = false", &failing("no_chapter"));
    let watch = Screen::watch(&course);
    let text = watch.wait_text(&["E0382"]);
    assert!(text.starts_with("alone  1 of 1"), "{text}");
    watch.keys("l");
    let text = watch.wait_text(&["Exercises  0/1 done"]);
    assert!(text.contains("▶● · alone"), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_check_counts_the_seconds_in_its_own_line() {
    let course = course();
    let processes = Processes::of(&course);
    course.write(ONE, endless());
    let watch = Screen::watch(&course);
    processes.wait_programs(1);
    watch.wait_text(&["Checking… 1 s"]);
    let from = watch.raw_len();
    watch.wait_text(&["Checking… 3 s"]);
    // Only that line is written.
    let news = watch.raw()[from..].to_owned();
    assert!(
        !news.contains("1 of 3") && !news.contains("\x1b[2J"),
        "{news:?}"
    );
    course.write(ONE, passing("short_again"));
    watch.wait_change("Checking", "short_again");
    // It begins anew, also above the verdict of before.
    course.write(ONE, endless());
    watch.wait_text(&["Checking… 1 s (previous result below)", "short_again"]);
}

/// What the real compiler says to `--print what`.
fn real(what: &str) -> String {
    let mut rustc = std::process::Command::new("rustc");
    let output = rustc.args(["--print", what]).output().expect("rustc");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.trim().to_owned()
}

/// A compiler whose toolchain has no clippy, as a script in the course.
fn rustc_without_clippy(course: &Course) -> String {
    let (sysroot, libdir) = (real("sysroot"), real("target-libdir"));
    let mine = course.path("sysroot");
    fs::create_dir_all(mine.join("bin")).expect("folders");
    for part in ["bin/rustc", "lib"] {
        symlink(format!("{sysroot}/{part}"), mine.join(part)).expect("a link");
    }
    course.write(
        "rustc",
        format!("#!/bin/sh\necho '{}'\necho '{libdir}'\n", mine.display()),
    );
    let allowed = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(course.path("rustc"), allowed).expect("an executable file");
    course.path("rustc").to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_missing_clippy_is_told() {
    let course = course();
    let rustc = rustc_without_clippy(&course);
    let watch = Start::program(&course, &["watch"])
        .variable("RUSTC", &rustc)
        .go();
    let words = "clippy is not installed: `rustup component add clippy`";
    watch.wait_text(&["E0382", words]);
    course.write(ONE, passing("without_clippy"));
    watch.wait_text(&["✓ Passed", "without_clippy", words]);
    // Once it is installed, the next check has it.
    let clippy = PathBuf::from(real("sysroot")).join("bin/clippy-driver");
    symlink(clippy, course.path("sysroot/bin/clippy-driver")).expect("a link");
    course.write(ONE, passing("with_clippy"));
    watch.wait_change(words, "with_clippy");
}

#[test]
fn a_strict_exercise_without_clippy_does_not_pass() {
    let course = Course::new().exercise("strict", "strict_clippy = true", &passing("a_word"));
    let rustc = rustc_without_clippy(&course);
    let watch = Start::program(&course, &["watch"])
        .variable("RUSTC", &rustc)
        .go();
    watch.wait_text(&["Could not be checked", "clippy is not installed"]);
    let clippy = PathBuf::from(real("sysroot")).join("bin/clippy-driver");
    symlink(clippy, course.path("sysroot/bin/clippy-driver")).expect("a link");
    watch.keys("r");
    watch.wait_text(&["✓ Passed"]);
}

#[test]
fn a_compiler_that_is_installed_meanwhile_is_found() {
    let course = course();
    let rustc = course.path("later/rustc");
    let watch = Start::program(&course, &["watch"])
        .variable("RUSTC", rustc.to_str().expect("UTF-8"))
        .go();
    watch.wait_text(&["could not be started"]);
    fs::create_dir(course.path("later")).expect("a folder");
    let real = PathBuf::from(real("sysroot")).join("bin/rustc");
    symlink(real, &rustc).expect("a link");
    watch.keys("r");
    watch.wait_text(&["E0382"]);
}

// ---- How editors save ----

#[test]
fn a_save_by_rename_is_noticed() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    for round in 0..3 {
        let word = format!("renamed_{round}");
        course.write("exercises/01_first/.one.rs.swp", passing(&word));
        let from = course.path("exercises/01_first/.one.rs.swp");
        fs::rename(from, course.path(ONE)).expect("a rename");
        watch.wait_text(&["✓ Passed", &word]);
    }
}

#[test]
fn a_save_by_rename_from_a_folder_elsewhere_is_noticed() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    course.write("elsewhere/tmp", passing("from_elsewhere"));
    fs::rename(course.path("elsewhere/tmp"), course.path(ONE)).expect("a rename");
    watch.wait_text(&["✓ Passed", "from_elsewhere"]);
}

#[test]
fn a_save_that_empties_the_file_first_is_noticed() {
    use std::io::Write;
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    let mut file = fs::File::create(course.path(ONE)).expect("an empty file");
    // Slower than any editor: the empty file itself is seen, and then the rest.
    watch.wait_text(&["is empty"]);
    file.write_all(passing("written_late").as_bytes())
        .expect("written");
    file.sync_all().expect("written");
    watch.wait_text(&["✓ Passed", "written_late"]);
    // As fast as an editor: nothing is said of an empty file. On a busy machine this write can
    // take so long that the file is seen to be empty, and then it shows nothing.
    for round in 0.. {
        let word = format!("written_at_once_{round}");
        let from = watch.raw_len();
        let began = Instant::now();
        course.write(ONE, passing(&word));
        let is_fast = began.elapsed() < Duration::from_millis(20);
        watch.wait_text(&["✓ Passed", &word]);
        let news = &watch.raw()[from..];
        if is_fast {
            assert!(!news.contains("is empty"), "{news:?}");
            return;
        }
        assert!(round < 50, "this machine takes too long to write a file");
    }
}

#[test]
fn a_save_through_a_symlink_is_noticed() {
    let course = course();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let target = elsewhere.path().join("real.rs");
    fs::write(&target, failing("in_the_target")).expect("written");
    fs::remove_file(course.path(ONE)).expect("removed");
    symlink(&target, course.path(ONE)).expect("a link");
    let watch = Screen::watch(&course);
    watch.wait_text(&["in_the_target"]);
    for round in 0..2 {
        let word = format!("target_changed_{round}");
        fs::write(&target, passing(&word)).expect("written");
        watch.wait_text(&["✓ Passed", &word]);
    }
    // The target itself is saved by rename.
    let temporary = elsewhere.path().join("tmp");
    fs::write(&temporary, passing("target_renamed")).expect("written");
    fs::rename(&temporary, &target).expect("a rename");
    watch.wait_text(&["✓ Passed", "target_renamed"]);
    // The link is turned to another file, in another folder.
    let other = tempfile::tempdir().expect("a folder");
    let target = other.path().join("other.rs");
    fs::write(&target, passing("link_turned")).expect("written");
    symlink(&target, course.path("exercises/01_first/new")).expect("a link");
    fs::rename(course.path("exercises/01_first/new"), course.path(ONE)).expect("a rename");
    watch.wait_text(&["✓ Passed", "link_turned"]);
    fs::write(&target, passing("new_target_changed")).expect("written");
    watch.wait_text(&["✓ Passed", "new_target_changed"]);
}

#[test]
fn a_file_that_is_removed_and_made_again_is_noticed() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    fs::remove_file(course.path(ONE)).expect("removed");
    watch.wait_text(&["does not exist"]);
    course.write(ONE, passing("made_again"));
    watch.wait_change("does not exist", "made_again");
    // In one go: a tool that removes and writes.
    fs::remove_file(course.path(ONE)).expect("removed");
    course.write(ONE, failing("made_once_more"));
    watch.wait_text(&["E0382", "made_once_more"]);
}

#[test]
fn a_whole_folder_that_is_replaced_is_noticed() {
    // As `git checkout` or an unpacked archive may do.
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    fs::rename(course.path("exercises"), course.path("old")).expect("a rename");
    watch.wait_text(&["does not exist"]);
    course.write(ONE, passing("in_a_new_folder"));
    watch.wait_change("does not exist", "in_a_new_folder");
    course.write(ONE, passing("and_again"));
    watch.wait_text(&["✓ Passed", "and_again"]);
}

#[test]
fn other_files_and_a_save_without_a_change_set_off_nothing() {
    let course = course();
    course.write(ONE, passing("as_it_is"));
    let watch = Screen::watch(&course);
    watch.wait_text(&["✓ Passed", "as_it_is"]);
    let from = watch.raw_len();
    let save = |content: &str| {
        course.write("elsewhere", content);
        fs::rename(course.path("elsewhere"), course.path(ONE)).expect("a rename");
    };
    course.write(TWO, failing("another_file"));
    course.write("exercises/01_first/notes.txt", "mine");
    save(&passing("as_it_is"));
    // A real change comes after those, and is the only one that sets off a check.
    save(&passing("a_real_change"));
    watch.wait_change("previous result below", "a_real_change");
    // The line in which the seconds are counted is drawn again each second; a check begins
    // without any.
    let checks = watch.raw()[from..]
        .matches("Checking… (previous result below)")
        .count();
    assert_eq!(checks, 1);
}

// ---- Bursts and long runs ----

#[test]
fn a_burst_of_saves_ends_with_the_verdict_of_the_last() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    for round in 0..20 {
        let word = format!("burst_{round:02}");
        let passes = round % 2 == 0;
        course.write(
            ONE,
            if passes {
                passing(&word)
            } else {
                failing(&word)
            },
        );
        // An editor's user is not faster than that; it lets some checks begin.
        std::thread::sleep(Duration::from_millis(15));
    }
    let text = watch.wait_text(&["E0382", "Line 3 passes `burst_19` to `drop`"]);
    assert!(!text.contains("previous result below"), "{text}");
    // Nothing older comes in afterwards.
    let from = watch.raw_len();
    course.write(ONE, passing("after_the_burst"));
    watch.wait_text(&["✓ Passed", "after_the_burst"]);
    let later = &watch.raw()[from..];
    for round in 0..19 {
        assert!(!later.contains(&format!("burst_{round:02}")), "{later:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_save_during_a_long_run_is_answered_at_once_and_ends_the_old_program() {
    let course = course();
    let processes = Processes::of(&course);
    course.write(ONE, endless_family());
    let watch = Screen::watch(&course);
    let old = processes.wait_programs(3);
    course.write(ONE, passing("no_loop_any_more"));
    // The exercise's limit is an hour.
    watch.wait_text(&["✓ Passed", "no_loop_any_more"]);
    processes.wait_idle();
    for pid in old {
        assert!(matches!(state(pid), '-' | 'Z'), "{pid}");
    }
    assert!(!watch.raw().contains("Stopped after"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_busy_loop_under_the_default_limit_gives_way_to_a_save() {
    let course = Course::new().exercise(
        "busy",
        "test = false",
        "fn main() {\n    loop {\n        std::hint::black_box(1);\n    }\n}\n",
    );
    let processes = Processes::of(&course);
    let watch = Screen::watch(&course);
    let old = processes.wait_programs(1);
    course.write("exercises/busy.rs", passing("not_busy"));
    watch.wait_text(&["✓ Passed", "not_busy"]);
    eventually("the old program is gone", || {
        matches!(state(old[0]), '-' | 'Z')
    });
    // The old check never came to its own end.
    assert!(!watch.raw().contains("Stopped after"), "{}", watch.text());
}

#[cfg(target_os = "linux")]
#[test]
fn going_elsewhere_ends_the_program_that_runs() {
    let course = course();
    let processes = Processes::of(&course);
    course.write(ONE, endless());
    let watch = Screen::watch(&course);
    processes.wait_programs(1);
    watch.keys("lj\r");
    watch.wait_text(&["› two  2 of 3", "start_of_two"]);
    processes.wait_idle();
}

#[test]
fn a_program_that_does_not_end_is_stopped_and_explained() {
    let course = Course::new().exercise("slow", "test = false\ntimeout = 1", &endless());
    let watch = Screen::watch(&course);
    watch.wait_text(&[
        "Stopped after 1 second",
        "Is there a loop or a wait that never ends?",
    ]);
}

// ---- Keys ----

#[test]
fn hints_come_one_by_one_and_end_with_a_notice() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("h");
    let text = watch.wait_text(&["Hint 1 of 3", "Look at line 3."]);
    assert!(!text.contains("Hint 2"), "{text}");
    watch.keys("h");
    let text = watch.wait_text(&["Hint 2 of 3", "Who owns it then?"]);
    assert!(!text.contains("Hint 3"), "{text}");
    // The earlier one is at the end.
    watch.keys("\x1b[F");
    watch.wait_text(&["Hint 1 of 3", "Look at line 3."]);
    watch.keys("\x1b[H");
    watch.keys("h");
    let text = watch.wait_text(&["Hint 3 of 3", "Clone it."]);
    assert!(!text.contains("last hint"), "{text}");
    watch.keys("h");
    watch.wait_text(&["That was the last hint.", "Hint 3 of 3"]);
    progress_when(&course, "three hints", |p| {
        p["exercises"]["one"]["hints_seen"] == 3
    });
    // Any key clears the notice; the hints stay, also over a save.
    watch.keys("z");
    watch.wait_change("That was the last hint.", "Hint 3 of 3");
    course.write(ONE, failing("after_hints"));
    watch.wait_text(&["after_hints", "Hint 3 of 3"]);
}

#[test]
fn an_exercise_without_hints_says_so() {
    let course = Course::new().exercise("bare", "test = false", &failing("no_hint_here"));
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("h");
    watch.wait_text(&["This exercise has no hints."]);
}

#[test]
fn the_list_moves_filters_searches_and_sets_the_current_exercise() {
    let course = course();
    course.write(ONE, passing("already_good"));
    let watch = Screen::watch(&course);
    watch.wait_text(&["✓ Passed", "1 done"]);
    watch.keys("l");
    watch.wait_text(&[
        "Exercises  1/3 done  filter: all",
        "The second title",
        "q back",
    ]);
    watch.wait_for(|screen| is_chosen(screen, "one"));
    // Down by arrow and letter, not beyond the end, and back up.
    watch.keys("\x1b[B");
    watch.wait_for(|screen| is_chosen(screen, "two"));
    watch.keys("jjj");
    watch.wait_for(|screen| is_chosen(screen, "three"));
    watch.keys("\x1b[A");
    watch.wait_for(|screen| is_chosen(screen, "two"));
    watch.keys("kkk");
    watch.wait_for(|screen| is_chosen(screen, "one"));
    watch.keys("\x1b[F");
    watch.wait_for(|screen| is_chosen(screen, "three"));
    watch.keys("\x1b[H");
    watch.wait_for(|screen| is_chosen(screen, "one"));
    // The filter goes round.
    watch.keys("f");
    watch.wait_for(|screen| {
        let text = screen.contents();
        text.contains("filter: pending") && !text.contains(" one ") && text.contains(" two ")
    });
    watch.keys("f");
    watch.wait_for(|screen| {
        let text = screen.contents();
        text.contains("filter: done") && text.contains(" one ") && !text.contains(" two ")
    });
    watch.keys("f");
    watch.wait_text(&["filter: all", " one ", " two ", " three"]);
    // The search takes letters that are keys elsewhere, and titles; Esc gives it up.
    watch.keys("/qx");
    watch.wait_text(&["search: qx_", "Nothing matches."]);
    watch.keys("\x1b");
    watch.wait_change("search:", " three");
    watch.keys("/SECOND title\x7f\x7f");
    watch.wait_for(|screen| {
        let text = screen.contents();
        text.contains("search: SECOND tit_") && text.contains(" two ") && !text.contains(" three")
    });
    watch.keys("\r");
    watch.wait_change("search: SECOND tit_", "search: SECOND tit");
    watch.keys("\r");
    watch.wait_text(&["› two  2 of 3", "start_of_two"]);
    progress_when(&course, "at two", |p| p["current"] == "two");
    // Back without a change.
    watch.keys("l");
    watch.wait_for(|screen| is_chosen(screen, "two"));
    watch.keys("jq");
    watch.wait_text(&["› two  2 of 3", "E0382"]);
    watch.keys("l");
    watch.wait_for(|screen| is_chosen(screen, "two"));
    watch.keys("\x1b");
    watch.wait_text(&["› two  2 of 3", "E0382"]);
}

#[test]
fn the_list_scrolls_through_a_long_course() {
    let course = Course::built_in();
    let listed = course.run(&["list", "--format", "json"]).stdout;
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let exercises = listed["exercises"].as_array().expect("exercises");
    assert!(exercises.len() > 20);
    let name_of = |exercise: Option<&serde_json::Value>| {
        let name = exercise.and_then(|e| e["name"].as_str());
        format!(" {} ", name.expect("a name"))
    };
    let (first, last) = (name_of(exercises.first()), name_of(exercises.last()));
    let watch = Start::program(&course, &["watch"]).size(12, 80).go();
    watch.wait_text(&[first.trim()]);
    watch.keys("l");
    watch.wait_for(|screen| is_chosen(screen, &first));
    watch.keys("G");
    watch.wait_for(|screen| is_chosen(screen, &last));
    assert_fits(&watch);
    watch.keys("\x1b[5~");
    watch.wait_for(|screen| chosen(screen).is_some() && !is_chosen(screen, &last));
    watch.keys("g");
    watch.wait_for(|screen| is_chosen(screen, &first));
    assert_fits(&watch);
}

#[test]
fn a_reset_asks_first_and_keeps_a_backup() {
    let course = course();
    let pristine = course.read(ONE);
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    let mine = failing("my_own_work");
    course.write(ONE, &mine);
    watch.wait_text(&["my_own_work"]);
    watch.keys("x");
    watch.wait_text(&["Reset one?", "y yes"]);
    watch.keys("n");
    watch.wait_change("Reset one?", "my_own_work");
    assert_eq!(course.read(ONE), mine);
    assert!(!course.path(".rustlings-like/backups").exists());
    watch.keys("x");
    watch.wait_text(&["Reset one?"]);
    watch.keys("y");
    watch.wait_text(&["one has been reset", "`start_of_one`"]);
    assert_eq!(course.read(ONE), pristine);
    let backup = fs::read_to_string(backup_of(&course, ONE)).expect("a backup");
    assert_eq!(backup, mine);
    // And back again, by the command that the screen names.
    let undo = course.run(&["undo"]);
    assert_eq!(undo.code, 0, "{undo:?}");
    watch.wait_text(&["`my_own_work`"]);
}

#[test]
fn a_reset_takes_a_pass_back() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    course.write(ONE, passing("passed_once"));
    watch.wait_text(&["✓ Passed", "n next"]);
    progress_when(&course, "passed", |p| {
        p["exercises"]["one"]["passed_at"].is_u64()
    });
    watch.keys("xy");
    watch.wait_text(&["E0382", "`start_of_one`"]);
    progress_when(&course, "not passed", |p| {
        p["exercises"]["one"]["passed_at"].is_null() && p["exercises"]["one"]["attempts"] == 1
    });
    let text = watch.wait_for(|screen| !screen.contents().contains("n next"));
    assert!(!text.contains("it passed before"), "{text}");
}

/// Each line of the journal: the exercise, what happened, and the reason of a check.
fn journal(course: &Course) -> Vec<String> {
    let text = course.read(".rustlings-like/journal.ndjson");
    let line = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let words = ["exercise", "kind", "reason"];
        let words = words.map(|key| line[key].as_str().unwrap_or_default().to_owned());
        words.join(" ").trim_end().to_owned()
    };
    text.lines().map(line).collect()
}

#[test]
fn the_journal_has_what_happened() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("h");
    watch.wait_text(&["Hint 1 of 3"]);
    course.write(ONE, passing("the_first"));
    watch.wait_text(&["✓ Passed", "the_first"]);
    watch.keys("s");
    watch.wait_text(&["Solution of one"]);
    watch.keys("q");
    watch.wait_change("Solution of one", "the_first");
    watch.keys("xy");
    watch.wait_text(&["one has been reset", "`start_of_one`"]);
    watch.keys("u");
    watch.wait_text(&["is back", "the_first"]);
    watch.keys("n");
    watch.wait_text(&["`start_of_two`"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    let expected = [
        "one opened",
        "one checked compile_error",
        "one hint",
        "one checked passed",
        "one solution",
        "one reset",
        "one checked compile_error",
        "one undo",
        "one checked passed",
        "two opened",
        "two checked compile_error",
    ];
    assert_eq!(journal(&course), expected);
}

#[test]
fn two_of_them_share_the_journal_and_a_kill_costs_nothing() {
    let course = course();
    let watches = [Screen::watch(&course), Screen::watch(&course)];
    for watch in &watches {
        watch.wait_text(&["`start_of_one`"]);
    }
    course.write(ONE, passing("the_first"));
    for watch in &watches {
        watch.wait_text(&["✓ Passed", "the_first"]);
    }
    eventually("the pass is written", || {
        journal(&course).contains(&"one checked passed".to_owned())
    });
    watches[0].signal(Signal::KILL);
    watches[0].wait_end();
    watches[1].keys("h");
    watches[1].wait_text(&["Hint 1 of 3"]);
    watches[1].keys("q");
    assert_eq!(watches[1].wait_exit(), 0);
    let found = journal(&course);
    assert_eq!(found.iter().filter(|line| *line == "one opened").count(), 2);
    assert_eq!(found.last().map(String::as_str), Some("one hint"));
    let text = course.read(".rustlings-like/journal.ndjson");
    for (index, line) in text.lines().enumerate() {
        assert!(line.contains(&format!("\"seq\":{},", index + 1)), "{text}");
    }
}

#[test]
fn going_on_by_itself_is_in_the_journal_behind_the_pass() {
    let course = course();
    course.write(TWO, passing("the_second"));
    let watch = Start::program(&course, &["watch", "--auto-next"]).go();
    watch.wait_text(&["`start_of_one`"]);
    course.write(ONE, passing("the_first"));
    watch.wait_text(&["`start_of_three`"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    let expected = [
        "one opened",
        "one checked compile_error",
        "one checked passed",
        "two opened",
        "two checked passed",
        "three opened",
        "three checked compile_error",
    ];
    assert_eq!(journal(&course), expected);
}

#[test]
fn a_reset_from_the_list_is_of_the_chosen_exercise() {
    let course = course();
    let (one, two) = (course.read(ONE), course.read(TWO));
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    course.write(TWO, passing("work_on_two"));
    watch.keys("ljx");
    watch.wait_text(&["Reset two?"]);
    watch.keys("y");
    let text = watch.wait_text(&["Exercises", "two has been reset"]);
    assert!(!text.contains("Reset two?"), "{text}");
    assert_eq!((course.read(ONE), course.read(TWO)), (one, two));
    assert!(backup_of(&course, TWO).is_file() && !backup_of(&course, ONE).exists());
}

#[test]
fn a_save_under_a_question_leaves_learners_where_they_are() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    // About another exercise: the question stays.
    watch.keys("ljx");
    watch.wait_text(&["Reset two?"]);
    course.write(ONE, passing("saved_meanwhile"));
    progress_when(&course, "passed", |p| {
        p["exercises"]["one"]["passed_at"].is_u64()
    });
    watch.wait_text(&["Reset two?"]);
    watch.keys("n");
    watch.wait_for(|screen| is_chosen(screen, "two"));
    // About the one that was saved: back to the list that it came from.
    watch.keys("kx");
    watch.wait_text(&["Reset one?"]);
    course.write(ONE, failing("saved_again"));
    watch.wait_text(&["Exercises  1/3 done"]);
    watch.keys("q");
    watch.wait_text(&["› one  1 of 3", "saved_again"]);
}

#[test]
fn another_exercise_can_be_reset_while_a_check_runs() {
    let course = course();
    course.write(ONE, endless());
    let watch = Screen::watch(&course);
    watch.wait_text(&["Checking"]);
    watch.keys("ljxy");
    watch.wait_text(&["two has been reset"]);
    // The check of the first goes on, and its end is waited for.
    watch.keys("q");
    watch.wait_text(&["› one  1 of 3", "Checking… 1 s"]);
    course.write(ONE, passing("ended_after_all"));
    watch.wait_change("Checking", "ended_after_all");
}

#[test]
fn the_solution_opens_with_a_pass() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("s");
    let text = watch.wait_text(&["You can see the solution once your own version passes"]);
    assert!(!text.contains("our_own_solution"), "{text}");
    course.write(ONE, passing("another_way"));
    watch.wait_text(&["✓ Passed", "s solution"]);
    watch.keys("s");
    let text = watch.wait_text(&["Solution of one", "our_own_solution", "How they differ"]);
    assert!(text.contains("-     println!(\"another_way\");"), "{text}");
    assert!(
        text.contains("+     println!(\"our_own_solution\");"),
        "{text}"
    );
    watch.keys("q");
    watch.wait_text(&["› one  1 of 3", "✓ Passed"]);
    // An exercise for which the course has none.
    watch.keys("n");
    watch.wait_text(&["start_of_two"]);
    course.write(TWO, passing("no_solution_here"));
    watch.wait_text(&["✓ Passed", "no_solution_here"]);
    watch.keys("s");
    watch.wait_text(&["This course has no solution for this exercise."]);
}

#[test]
fn the_solution_of_the_built_in_course_is_sealed_before_and_a_file_after() {
    let course = Course::built_in();
    let sealed = course.read("solutions/00_start/start1.rs");
    assert!(sealed.starts_with("// Sealed"), "{sealed}");
    let watch = Screen::watch(&course);
    watch.wait_text(&["start1", "✓ Passed"]);
    watch.keys("s");
    let text = watch.wait_text(&["Solution of start1", "fn main"]);
    assert!(!text.contains("Sealed"), "{text}");
    eventually("the solution's file is open", || {
        course
            .read("solutions/00_start/start1.rs")
            .contains("fn main")
    });
}

/// A source with this many errors, each about a name of its own.
fn many_errors(count: usize) -> String {
    let lines = (0..count).map(|n| format!("    let _: i32 = missing_{n:02};\n"));
    format!("fn main() {{\n{}}}\n", lines.collect::<String>())
}

#[test]
fn the_full_output_shows_every_error_and_scrolls() {
    let course = course();
    course.write(ONE, many_errors(15));
    let watch = Screen::watch(&course);
    let text = watch.wait_text(&[
        "Does not compile (15 errors)",
        "missing_00",
        "Other errors",
        "    3  E0425  cannot find value `missing_01` in this scope",
        "   16  E0425  cannot find value `missing_14` in this scope",
    ]);
    assert_eq!(text.matches("not found in this scope").count(), 1, "{text}");
    watch.keys("o");
    let first = watch.wait_text(&["Full output of one", "missing_00", "j k scroll  1-28 of"]);
    assert!(!first.contains("missing_14"), "{first}");
    // Page by page: every error is met on the way to the last line.
    let mut met = first.clone();
    let mut previous = first.clone();
    while !met.contains("missing_14") {
        watch.keys(" ");
        previous = watch.wait_for(|screen| screen.contents() != previous);
        met.push_str(&previous);
    }
    for error in 0..15 {
        assert!(met.contains(&format!("missing_{error:02}")), "{error}");
    }
    watch.keys("G");
    let end = watch.wait_for(|screen| {
        let text = screen.contents();
        let place = text.split("scroll  ").nth(1).unwrap_or("");
        let place = place.split(['-', ' ']).collect::<Vec<_>>();
        matches!(place[..], [_, last, "of", all, ..] if last == all.trim())
    });
    assert!(end.contains("missing_14"), "{end}");
    watch.keys("k");
    watch.wait_for(|screen| screen.contents() != end);
    watch.keys("j");
    watch.wait_for(|screen| screen.contents() == end);
    watch.keys("g");
    watch.wait_for(|screen| screen.contents() == first);
    watch.keys("\x1b");
    watch.wait_text(&["Does not compile (15 errors)"]);
    watch.keys("o");
    watch.wait_for(|screen| screen.contents() == first);
    watch.keys("o");
    watch.wait_text(&["Does not compile (15 errors)"]);
}

#[test]
fn a_page_stays_over_a_save_and_the_new_verdict_is_behind_it() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("?");
    let help = watch.wait_text(&["Help", "Every time you save", "q back"]);
    course.write(ONE, passing("behind_the_page"));
    progress_when(&course, "passed", |p| {
        p["exercises"]["one"]["passed_at"].is_u64()
    });
    assert_eq!(watch.text(), help);
    watch.keys("q");
    watch.wait_text(&["✓ Passed", "behind_the_page"]);
}

#[test]
fn help_names_every_key_and_goes_back() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382", "? help"]);
    watch.keys("?");
    let text = watch.wait_text(&["Help", "this page"]);
    for key in ["n", "h", "l", "o", "r", "a", "e", "x", "s", "q", "?"] {
        let named = text
            .lines()
            .any(|line| line.trim_start().starts_with(&format!("{key} ")));
        assert!(named, "{key}: {text}");
    }
    for back in ["q", "\x1b", "?"] {
        watch.keys(back);
        watch.wait_text(&["› one  1 of 3"]);
        watch.keys("?");
        watch.wait_text(&["Help"]);
    }
}

#[test]
fn r_runs_again() {
    let course = course();
    course.write(
        ONE,
        "fn main() {\n    println!(\"at {:?}\", std::time::SystemTime::now());\n}\n",
    );
    let watch = Screen::watch(&course);
    let time = |text: &str| text.split("tv_nsec: ").nth(1).map(str::to_owned);
    let first = time(&watch.wait_text(&["✓ Passed", "tv_nsec: "]));
    watch.keys("r");
    watch.wait_for(|screen| {
        let text = screen.contents();
        let now = time(&text);
        now.is_some() && now != first && !text.contains("previous result below")
    });
}

#[test]
fn a_checks_all_and_shows_a_summary() {
    let course = course();
    course.write(TWO, passing("two_is_good"));
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("a");
    let text = watch.wait_text(&["All exercises", "1 of 3 pass."]);
    assert!(
        text.contains("✗ one ") && text.contains("✓ two ") && text.contains("✗ three "),
        "{text}"
    );
    progress_when(&course, "two passed", |p| {
        p["exercises"]["two"]["passed_at"].is_u64()
    });
    watch.keys("q");
    let text = watch.wait_text(&["› one  1 of 3", "E0382"]);
    assert!(!text.contains("Checking all"), "{text}");
    watch.keys("l");
    watch.wait_text(&["Exercises  1/3 done"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_check_of_all_ends_with_the_program() {
    let course = course();
    let processes = Processes::of(&course);
    course.write(THREE, endless());
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("a");
    watch.wait_text(&["Checking all exercises", "2/3"]);
    processes.wait_programs(1);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    processes.wait_none();
}

#[test]
fn e_lends_the_terminal_to_the_editor() {
    let course = course();
    let editor = course.path("editor");
    let script = "#!/bin/sh\nprintf 'EDITOR %s\\n' \"$2\"\nread line\nprintf 'fn main() { println!(\"%s\"); }' \"$line\" > \"$2\"\n";
    course.write("editor", script);
    let allowed = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&editor, allowed).expect("an executable file");
    let editor = format!("{} --wait", editor.display());
    let watch = Start::program(&course, &["watch"])
        .variable("EDITOR", &editor)
        .go();
    watch.wait_text(&["E0382"]);
    watch.keys("e");
    watch.wait_for(|screen| !screen.alternate_screen() && screen.contents().contains("EDITOR /"));
    assert_eq!(watch.termios(), watch.termios_before());
    // What is typed now belongs to the editor; these would be keys of ours.
    watch.keys("xyq_typed_into_the_editor\n");
    watch.wait_for(|screen| screen.alternate_screen());
    watch.wait_text(&["✓ Passed", "xyq_typed_into_the_editor"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    watch.assert_given_back();
}

#[test]
fn e_without_an_editor_or_with_a_broken_one_says_so() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("e");
    watch.wait_text(&["Set VISUAL or EDITOR"]);
    drop(watch);
    let watch = Start::program(&course, &["watch"])
        .variable("VISUAL", "/no/such/editor")
        .go();
    watch.wait_text(&["E0382"]);
    watch.keys("e");
    watch.wait_text(&["Couldn't start /no/such/editor", "E0382"]);
}

#[test]
fn keys_that_mean_nothing_do_nothing() {
    let course = course();
    let watch = Screen::watch(&course);
    let before = watch.wait_text(&["E0382"]);
    watch.keys("zZ9é日本\t\r \x04\x7f\x1b[C\x1b[3~");
    watch.keys("?");
    watch.wait_text(&["Help"]);
    watch.keys("q");
    watch.wait_for(|screen| screen.contents() == before);
}

#[test]
fn where_nothing_changes_nothing_is_written() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    let from = watch.raw_len();
    watch.keys("zzzzzzzz?");
    watch.wait_text(&["Help"]);
    // One frame, for the one key that means something.
    assert_eq!(watch.raw()[from..].matches("\x1b[?2026h").count(), 1);
}

/// A function key is more bytes than one; none of them is a key by itself.
fn assert_no_key(name: &str, bytes: &str) {
    let course = course();
    let watch = Screen::watch(&course);
    let before = watch.wait_text(&["E0382"]);
    watch.keys(bytes);
    watch.keys("?");
    let text = watch.wait_text(&["Help"]);
    assert!(!text.contains("All exercises"), "{name}: {text}");
    watch.keys("q");
    let after = watch.wait_text(&["› one  1 of 3"]);
    assert_eq!(after, before, "{name}");
}

#[test]
fn f1_to_f4_are_no_letters() {
    assert_no_key("F1 to F4", "\x1bOP\x1bOQ\x1bOR\x1bOS");
}

#[test]
fn arrows_with_ctrl_or_shift_are_no_letters() {
    assert_no_key("Ctrl and arrows", "\x1b[1;5A\x1b[1;5B\x1b[1;5C\x1b[1;5D");
}

#[test]
fn f5_to_f12_are_no_letters() {
    assert_no_key(
        "F5 to F12",
        "\x1b[15~\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~",
    );
}

#[test]
fn keys_with_alt_and_keys_of_other_terminals_are_no_letters() {
    assert_no_key("Alt with a letter", "\x1bq\x1bx\x1by\x1bn");
    assert_no_key("rxvt's arrows", "\x1b[a\x1bOa\x1b\x1b[A");
    assert_no_key(
        "the Linux console's F1 to F5",
        "\x1b[[A\x1b[[B\x1b[[C\x1b[[E",
    );
    assert_no_key(
        "a terminal's answers",
        "\x1b[?1;2c\x1b[24;80R\x1b]11;rgb:aa/ee/qq\x07",
    );
}

#[test]
fn a_pasted_text_is_no_keys_but_can_be_searched_for() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    assert!(watch.look(vt100::Screen::bracketed_paste));
    // As keys this would reset the exercise and quit.
    watch.keys("\x1b[200~xy\nq\nlet quit = 1;\x1b[201~l");
    watch.wait_text(&["Exercises  0/3 done"]);
    watch.keys("/\x1b[200~thr\nq\x1b[201~");
    watch.wait_text(&["search: thr_"]);
    watch.keys("\r\r");
    watch.wait_text(&["› three  3 of 3"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    watch.assert_given_back();
}

#[test]
fn ctrl_s_does_not_stop_the_screen() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("\x13?");
    watch.wait_text(&["Help"]);
}

// ---- Sizes ----

#[test]
fn a_resize_draws_anew_and_nothing_is_too_wide() {
    let course = course();
    let watch = Screen::watch(&course);
    let before = watch.wait_text(&["E0382", "q quit"]);
    assert_fits(&watch);
    watch.resize(12, 40);
    let text = watch.wait_text(&["› one", "one.rs:4:10", "more lines", "? help"]);
    assert_fits(&watch);
    watch.look(|screen| {
        let rows = rows(screen);
        assert_eq!(rows.len(), 12);
        assert!(rows[0].starts_with("01_first › one"), "{text}");
        assert!(rows[11].ends_with("? help"), "{text}");
        assert!(rows[11].contains("q quit"), "{text}");
    });
    watch.keys("o");
    watch.wait_text(&["Full output of one"]);
    assert_fits(&watch);
    watch.keys("qlj");
    watch.wait_for(|screen| is_chosen(screen, "two"));
    assert_fits(&watch);
    watch.keys("q");
    watch.wait_text(&["› one"]);
    watch.resize(30, 100);
    watch.wait_for(|screen| screen.contents() == before);
    assert_fits(&watch);
}

/// The compiler cuts its messages to a terminal's width if it finds one; what was found in
/// a narrow terminal is kept and shown in a wide one.
#[test]
fn a_verdict_from_a_narrow_terminal_is_whole_in_a_wide_one() {
    let expected = {
        let course = course();
        let wide = Screen::watch(&course);
        wide.wait_text(&["E0382", "q quit"])
    };
    let course = course();
    let narrow = Start::program(&course, &["watch"]).size(30, 20).go();
    narrow.wait_text(&["E0382"]);
    narrow.keys("q");
    assert_eq!(narrow.wait_exit(), 0);
    let wide = Screen::watch(&course);
    let text = wide.wait_text(&["E0382", "q quit"]);
    assert_eq!(text, expected);
}

#[test]
fn twenty_columns_still_show_the_name_and_the_way_out() {
    let course = course();
    let watch = Start::program(&course, &["watch"]).size(24, 20).go();
    watch.wait_text(&["one", "E0382", "q quit"]);
    assert_fits(&watch);
    for keys in ["?", "q", "o", "q", "l", "q", "h", "hh", "x", "n", "s"] {
        watch.keys(keys);
    }
    watch.wait_text(&["You can see the", "one", "q quit"]);
    assert_fits(&watch);
    course.write(ONE, passing("narrow"));
    watch.wait_text(&["Passed", "narrow", "q quit"]);
    assert_fits(&watch);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
}

/// Rows of the screen in which the compiler underlines something, with the row above each.
fn underlined(screen: &vt100::Screen) -> Vec<(String, String)> {
    let rows = rows(screen);
    let pairs = rows.iter().zip(rows.iter().skip(1));
    pairs
        .filter(|(_, below)| below.contains("^^^") || below.contains("---"))
        .map(|(above, below)| (above.clone(), below.clone()))
        .collect()
}

#[test]
fn few_columns_break_the_compilers_text_at_spaces_and_keep_its_underlines() {
    let course = course();
    for (columns, path) in [
        (20, "exercises/01_first/\none.rs:4:10"),
        (40, "exercises/01_first/one.rs:4:10"),
    ] {
        let watch = Start::program(&course, &["watch"]).size(160, columns).go();
        watch.wait_text(&["E0382", path, "q quit"]);
        assert_fits(&watch);
        // The lens is on the screen; the compiler's text is on the page behind o.
        watch.keys("o");
        watch.wait_text(&["What the compiler"]);
        assert_fits(&watch);
        let pairs = watch.look(underlined);
        assert!(pairs.len() >= 3, "{}", watch.text());
        for (above, below) in pairs {
            let both = above.chars().zip(below.chars());
            let marked = both.skip_while(|(_, mark)| !"^-".contains(*mark));
            let marked = marked.take_while(|(_, mark)| "^-".contains(*mark));
            let marked: String = marked.map(|(code, _)| code).collect();
            assert_eq!(marked, "start_of_one", "{above}\n{below}");
        }
        // Every word is whole somewhere.
        let text = watch.text();
        for word in ["moved", "because", "implement", "consider", "performance"] {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            assert!(words.any(|found| found == word), "{word}: {text}");
        }
        watch.keys("q");
        watch.wait_change("What the compiler", "q quit");
        watch.keys("q");
        assert_eq!(watch.wait_exit(), 0);
    }
}

#[test]
fn ten_rows_still_show_the_name_and_the_way_out() {
    let course = course();
    let watch = Start::program(&course, &["watch"]).size(10, 80).go();
    watch.wait_text(&["› one  1 of 3", "E0382", "more lines", "q quit"]);
    watch.keys("hhh");
    watch.wait_text(&["› one  1 of 3", "q quit"]);
    watch.keys("o");
    watch.wait_text(&["Full output of one", "q back"]);
    watch.keys("G");
    watch.wait_text(&["Full output of one", "q back"]);
    assert_fits(&watch);
    watch.keys("ql");
    watch.wait_text(&["Exercises", "q back"]);
    watch.keys("q");
    watch.wait_text(&["› one  1 of 3"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
}

#[test]
fn a_terminal_of_one_cell_and_many_resizes_do_no_harm() {
    let course = course();
    let watch = Screen::watch(&course);
    let before = watch.wait_text(&["E0382"]);
    for (rows, columns) in [(1, 1), (2, 5), (3, 200), (100, 3), (1, 80), (24, 80)] {
        watch.resize(rows, columns);
        watch.keys("?");
        watch.keys("q");
        watch.keys("l");
        watch.keys("q");
    }
    watch.resize(30, 100);
    watch.wait_for(|screen| screen.contents() == before);
}

// ---- Ends ----

/// Runs `watch` between two calls of `stty -g` in a shell, ends it in some way, and compares.
fn assert_modes_come_back(end: impl FnOnce(&Screen, u32)) {
    let course = course();
    let script = "trap : INT TERM HUP; stty -g; \"$PROGRAM\" watch; echo \"code $?\"; stty -g";
    let shell = Start::script(&course, script).go();
    shell.wait_text(&["E0382"]);
    let quiet = shell.termios();
    assert_ne!(quiet, shell.termios_before());
    let found = children(shell.pid());
    assert_eq!(found.len(), 1, "{found:?}");
    end(&shell, found[0]);
    assert_eq!(shell.wait_exit(), 0);
    shell.assert_given_back();
    let raw = shell.raw();
    let before = raw[..raw.find(ENTER).expect("it began")].trim().to_owned();
    let after = raw[raw.rfind(LEAVE).expect("it ended")..].to_owned();
    let after: Vec<&str> = after.lines().map(str::trim).collect();
    assert!(before.contains(':') && before.len() > 30, "{before:?}");
    assert_eq!(after.last(), Some(&before.as_str()), "{after:?}");
    assert!(after.contains(&"code 0"), "{after:?}");
    assert!(
        after.iter().any(|line| line.contains("0 of 3 done")),
        "{after:?}"
    );
}

#[test]
fn q_gives_the_terminal_back() {
    assert_modes_come_back(|shell, _| shell.keys("q"));
}

#[test]
fn ctrl_c_gives_the_terminal_back() {
    assert_modes_come_back(|shell, _| shell.keys("\x03"));
}

#[test]
fn ctrl_c_in_the_list_gives_the_terminal_back() {
    assert_modes_come_back(|shell, _| {
        shell.keys("l");
        shell.wait_text(&["Exercises"]);
        shell.keys("\x03");
    });
}

#[test]
fn sigterm_gives_the_terminal_back() {
    assert_modes_come_back(|_, watch| send(watch, Signal::TERM));
}

#[test]
fn sighup_gives_the_terminal_back() {
    assert_modes_come_back(|_, watch| send(watch, Signal::HUP));
}

#[test]
fn sigint_gives_the_terminal_back() {
    assert_modes_come_back(|_, watch| send(watch, Signal::INT));
}

#[test]
fn ctrl_backslash_does_not_spoil_the_terminal() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    watch.keys("\x1c");
    // It may end by that or take no notice; either way the terminal comes back.
    watch.keys("q");
    watch.wait_end();
    watch.assert_given_back();
}

/// A key that is held down, or a text that is pasted: the keys behind `q` are still being
/// read while the terminal is given back.
#[test]
fn keys_typed_around_the_end_do_not_spoil_the_terminal() {
    let course = course();
    for round in 0..40 {
        let list = Start::program(&course, &["list"]).go();
        list.wait_text(&["Exercises"]);
        let more = "jk".repeat(20 + 5 * round);
        list.keys(&format!("jkq{more}"));
        assert_eq!(list.wait_exit(), 0);
        assert_eq!(list.termios(), list.termios_before(), "round {round}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_stops_and_sigcont_brings_the_screen_back() {
    let course = course();
    let watch = Screen::watch(&course);
    let before = watch.wait_text(&["E0382"]);
    let quiet = watch.termios();
    for _ in 0..2 {
        watch.keys("\x1a");
        eventually("it is stopped", || state(watch.pid()) == 'T');
        watch.wait_for(|screen| !screen.alternate_screen() && !screen.hide_cursor());
        watch.assert_given_back();
        let from = watch.raw_len();
        watch.signal(Signal::CONT);
        watch.wait_raw(from, ENTER);
        watch.wait_for(|screen| screen.alternate_screen() && screen.hide_cursor());
        watch.wait_for(|screen| screen.contents() == before);
        assert_eq!(watch.termios(), quiet);
    }
    // A save while it is stopped is found afterwards, and keys work.
    watch.keys("\x1a");
    eventually("it is stopped", || state(watch.pid()) == 'T');
    course.write(ONE, passing("saved_meanwhile"));
    watch.signal(Signal::CONT);
    watch.wait_text(&["✓ Passed", "saved_meanwhile"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    watch.assert_given_back();
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_and_fg_in_a_shell_with_jobs() {
    let course = course();
    let script =
        "set -m; stty -g; \"$PROGRAM\" watch; echo stopped; stty -g; read line; fg; stty -g";
    let shell = Start::script(&course, script).go();
    shell.wait_text(&["E0382"]);
    shell.keys("\x1a");
    shell.wait_for(|screen| !screen.alternate_screen() && screen.contents().contains("stopped"));
    let watch = children(shell.pid())[0];
    assert_eq!(state(watch), 'T');
    let from = shell.raw_len();
    shell.keys("go on\n");
    shell.wait_raw(from, ENTER);
    shell.wait_text(&["› one  1 of 3", "E0382"]);
    course.write(ONE, passing("after_fg"));
    shell.wait_text(&["✓ Passed", "after_fg"]);
    shell.keys("q");
    assert_eq!(shell.wait_exit(), 0);
    shell.assert_given_back();
    let raw = shell.raw();
    let modes: Vec<&str> = raw
        .lines()
        .map(|line| line.rsplit('\x1b').next().unwrap_or(line))
        .map(|line| line.trim_start_matches("[?1049l").trim())
        .filter(|line| line.matches(':').count() > 20)
        .collect();
    assert_eq!(modes.len(), 3, "{raw:?}");
    assert!(modes.iter().all(|mode| *mode == modes[0]), "{modes:?}");
}

/// A crate whose building takes a while; it ends when the learner's folder has a file.
fn slow_crate(course: &Course) {
    course.write(
        "slow/Cargo.toml",
        "[package]\nname = \"slow\"\nedition = \"2024\"\n",
    );
    course.write("slow/src/lib.rs", "pub fn answer() -> u32 {\n    42\n}\n");
    course.write(
        "slow/build.rs",
        "fn main() {\n    while !std::path::Path::new(\"../go_on\").exists() {\n        \
         std::thread::sleep(std::time::Duration::from_millis(20));\n    }\n}\n",
    );
    let manifest = course.read("info.toml");
    let (head, exercises) = manifest.split_once("[[").expect("exercises");
    let dependency = "[dependencies]\nslow = { path = \"slow\" }\n";
    course.write("info.toml", format!("{head}{dependency}[[{exercises}"));
}

/// The crates of a later exercise are built while the learner is at an earlier one, which
/// does not wait; whoever comes to the later one early sees how far it is.
#[cfg(target_os = "linux")]
#[test]
fn crates_are_built_ahead_and_whoever_is_early_sees_a_bar() {
    let course = course();
    slow_crate(&course);
    course.write(
        TWO,
        "fn main() {\n    println!(\"the answer is {}\", slow::answer());\n}\n",
    );
    let processes = Processes::of(&course);
    let watch = Screen::watch(&course);
    eventually("cargo builds", || !processes.programs().is_empty());
    course.write(ONE, passing("no_crates_here"));
    watch.wait_text(&["Passed", "no_crates_here"]);
    watch.keys("n");
    watch.wait_text(&["› two", "Building this course's crates", "0/"]);
    course.write("go_on", "");
    watch.wait_text(&["Passed", "the answer is 42"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    processes.wait_none();
}

/// Compilers are started before they are needed. They are a help and nothing more: when they
/// are killed the next save is checked all the same, and none is left at the end.
#[cfg(target_os = "linux")]
#[test]
fn compilers_that_wait_are_not_missed_when_killed_and_end_with_watch() {
    let course = course();
    let processes = Processes::of(&course);
    let watch = Screen::watch(&course);
    for (round, word) in ["first", "second", "third"].into_iter().enumerate() {
        eventually("compilers wait", || !processes.waiting().is_empty());
        if round > 0 {
            for pid in processes.waiting() {
                send(pid, Signal::KILL);
            }
        }
        course.write(ONE, passing(word));
        watch.wait_text(&["Passed", word]);
    }
    eventually("compilers wait", || !processes.waiting().is_empty());
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    processes.wait_none();
}

/// A script that starts it is stopped with it, so that the shell has its terminal back.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_and_fg_around_a_script() {
    let course = course();
    course.write("start", "\"$PROGRAM\" watch; echo \"code $?\"");
    let script = "set -m; sh start; echo stopped; read line; fg";
    let shell = Start::script(&course, script).go();
    shell.wait_text(&["E0382"]);
    shell.keys("\x1a");
    shell.wait_for(|screen| !screen.alternate_screen() && screen.contents().contains("stopped"));
    let script = children(shell.pid())[0];
    let watch = children(script)[0];
    eventually("both are stopped", || {
        (state(script), state(watch)) == ('T', 'T')
    });
    let from = shell.raw_len();
    shell.keys("go on\n");
    shell.wait_raw(from, ENTER);
    shell.wait_text(&["› one  1 of 3", "E0382"]);
    shell.keys("q");
    assert_eq!(shell.wait_exit(), 0);
    assert!(shell.text().contains("code 0"), "{}", shell.text());
}

/// Starts an endless program with children of its own in a shell that sees every end, ends
/// `watch` in some way, and waits until nothing of the course runs any more.
#[cfg(target_os = "linux")]
fn assert_no_orphan(end: impl FnOnce(&Screen, u32)) {
    let course = course();
    let processes = Processes::of(&course);
    course.write(ONE, endless_family());
    let script = "trap : INT TERM HUP; \"$PROGRAM\" watch; echo over";
    let shell = Start::script(&course, script).go();
    shell.wait_text(&["Checking"]);
    processes.wait_programs(3);
    let watch = children(shell.pid())[0];
    end(&shell, watch);
    eventually("watch has ended", || matches!(state(watch), '-' | 'Z'));
    processes.wait_none();
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_q() {
    assert_no_orphan(|shell, _| shell.keys("q"));
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_ctrl_c() {
    assert_no_orphan(|shell, _| shell.keys("\x03"));
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_ctrl_backslash() {
    assert_no_orphan(|shell, _| {
        shell.keys("\x1c");
        shell.keys("q");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_sigterm() {
    assert_no_orphan(|_, watch| send(watch, Signal::TERM));
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_sighup() {
    assert_no_orphan(|_, watch| send(watch, Signal::HUP));
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_kill_9() {
    assert_no_orphan(|_, watch| send(watch, Signal::KILL));
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_after_ctrl_z_and_kill_9() {
    assert_no_orphan(|shell, watch| {
        shell.keys("\x1a");
        eventually("it is stopped", || state(watch) == 'T');
        send(watch, Signal::KILL);
    });
}

#[cfg(target_os = "linux")]
#[test]
fn no_orphan_when_the_terminal_is_closed() {
    // The shell leads the session: with its end the system hangs the terminal up.
    assert_no_orphan(|shell, _| shell.signal(Signal::KILL));
}

// ---- Two watchers, and systems that do not notify ----

#[test]
fn two_watchers_see_a_save_and_lose_nothing() {
    let course = course();
    let left = Screen::watch(&course);
    left.wait_text(&["start_of_one"]);
    let right = Screen::watch(&course);
    right.wait_text(&["start_of_one"]);
    course.write(ONE, failing("seen_by_both"));
    left.wait_text(&["seen_by_both"]);
    right.wait_text(&["seen_by_both"]);
    right.keys("lj\r");
    right.wait_text(&["› two  2 of 3", "start_of_two"]);
    // Hints on the left while the right one passes.
    left.keys("h");
    course.write(TWO, passing("passed_on_the_right"));
    left.keys("h");
    right.wait_text(&["✓ Passed", "passed_on_the_right"]);
    left.wait_text(&["Hint 2 of 3"]);
    let progress = progress_when(&course, "both", |p| {
        p["exercises"]["one"]["hints_seen"] == 2 && p["exercises"]["two"]["passed_at"].is_u64()
    });
    let one = &progress["exercises"]["one"];
    assert_eq!(
        (&one["attempts"], &one["codes_met"]["E0382"]),
        (&2.into(), &2.into())
    );
    // The left one learns of the other's pass with its next own change.
    left.keys("hl");
    left.wait_text(&["Exercises  1/3 done"]);
    for watch in [&left, &right] {
        watch.keys("\x03");
        assert_eq!(watch.wait_exit(), 0);
    }
    let last = progress_when(&course, "all three", |p| {
        p["exercises"]["one"]["hints_seen"] == 3
    });
    assert!(last["exercises"]["two"]["passed_at"].is_u64(), "{last:#}");
}

#[test]
fn two_watchers_that_write_at_the_same_time_lose_nothing() {
    let mut course = Course::new();
    let hints: Vec<String> = (0..40).map(|n| format!("\"hint {n}\"")).collect();
    for name in ["left", "right"] {
        let keys = format!(
            "test = false\nhint = \"first\"\nfurther_hints = [{}]",
            hints.join(", ")
        );
        course = course.exercise(name, &keys, &failing(name));
    }
    let left = Screen::watch(&course);
    left.wait_text(&["left  1 of 2", "E0382"]);
    let right = Screen::watch(&course);
    right.wait_text(&["left  1 of 2", "E0382"]);
    right.keys("lj\r");
    right.wait_text(&["right  2 of 2", "E0382"]);
    for _ in 0..41 {
        left.keys("h");
        right.keys("h");
    }
    progress_when(&course, "41 hints each", |p| {
        ["left", "right"]
            .iter()
            .all(|name| p["exercises"][name]["hints_seen"] == 41)
    });
    let progress = progress_when(&course, "codes", |p| !p.is_null());
    for name in ["left", "right"] {
        assert_eq!(
            progress["exercises"][name]["codes_met"]["E0382"], 1,
            "{progress:#}"
        );
    }
}

#[cfg(target_os = "linux")]
fn open_files(pid: u32) -> Vec<String> {
    let entries = fs::read_dir(format!("/proc/{pid}/fd"))
        .expect("its files")
        .flatten();
    entries
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .map(|target| target.to_string_lossy().into_owned())
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn poll_needs_no_notifications_and_notices_a_save() {
    let course = course();
    let watch = Start::program(&course, &["watch", "--poll"]).go();
    watch.wait_text(&["E0382"]);
    for word in ["polled_one", "polled_two"] {
        course.write(ONE, passing(word));
        watch.wait_text(&["✓ Passed", word]);
    }
    let open = open_files(watch.pid());
    assert!(
        !open.iter().any(|file| file.contains("inotify")),
        "{open:?}"
    );
    // And without the option there is one.
    drop(watch);
    course.write(ONE, failing("usual_again"));
    let usual = Screen::watch(&course);
    usual.wait_text(&["› "]);
    usual.keys("lg\r");
    usual.wait_text(&["› one  1 of 3", "usual_again"]);
    eventually("notifications", || {
        open_files(usual.pid())
            .iter()
            .any(|file| file.contains("inotify"))
    });
    // Nothing is left of the test file, and nothing was said about it.
    eventually("the test file is gone", || {
        !course.path(".rustlings-like/probe").exists()
    });
    course.write(ONE, passing("with_notifications"));
    let text = usual.wait_text(&["with_notifications"]);
    assert!(
        !text.contains("Notifications about saves") && !text.contains("can't notify"),
        "{text}"
    );
}

/// Whether a process asked the system to notify it of changes in a folder.
#[cfg(target_os = "linux")]
fn watches(pid: u32, folder: &std::path::Path) -> bool {
    let number = std::os::unix::fs::MetadataExt::ino(&fs::metadata(folder).expect("a folder"));
    let wanted = format!(" ino:{number:x} ");
    let entries = fs::read_dir(format!("/proc/{pid}/fdinfo")).expect("its files");
    let mut infos = entries
        .flatten()
        .map(|entry| fs::read_to_string(entry.path()));
    infos.any(|info| info.is_ok_and(|info| info.contains("inotify wd:") && info.contains(&wanted)))
}

#[cfg(target_os = "linux")]
#[test]
fn the_state_folder_is_watched_for_the_test_file_only() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    // The verdict itself was written there.
    progress_when(&course, "checked", |p| p["exercises"]["one"].is_object());
    eventually("the exercises are watched", || {
        watches(watch.pid(), &course.path("exercises/01_first"))
    });
    let folder = course.path(".rustlings-like");
    eventually("the state folder is watched no more", || {
        !folder.join("probe").exists() && !watches(watch.pid(), &folder)
    });
    course.write(ONE, passing("still_noticed"));
    watch.wait_text(&["✓ Passed", "still_noticed"]);
}

#[cfg(target_os = "linux")]
#[test]
fn without_notifications_it_says_so_and_still_notices_a_save() {
    let limit = "/proc/sys/user/max_inotify_instances";
    let try_out = format!("unshare -Ur sh -c 'echo 0 > {limit} && grep -qx 0 {limit}'");
    if !tools::require_script("`unshare -Ur` that may take notifications away", &try_out) {
        return;
    }
    let course = course();
    let script = format!("exec unshare -Ur sh -c 'echo 0 > {limit}; exec \"$PROGRAM\" watch'");
    let watch = Start::script(&course, &script).go();
    watch.wait_text(&[
        "› one  1 of 3",
        "The system can't notify us about saves",
        "E0382",
    ]);
    course.write(ONE, passing("found_by_looking"));
    watch.wait_text(&["✓ Passed", "found_by_looking"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
}

// ---- What a file can become, what a program can print ----

#[test]
fn a_file_that_is_no_source_is_explained_until_it_is_good_again() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    let path = course.path(ONE);
    // Not UTF-8.
    fs::write(&path, b"fn main() {\n    // caf\xe9\n}\n").expect("written");
    watch.wait_text(&["is not UTF-8 text (line 2)", "save it as UTF-8"]);
    course.write(ONE, passing("utf8_again"));
    watch.wait_change("UTF-8", "utf8_again");
    // Gone.
    fs::remove_file(&path).expect("removed");
    watch.wait_text(&["one.rs does not exist", "reset"]);
    course.write(ONE, passing("there_again"));
    watch.wait_change("does not exist", "there_again");
    // A folder.
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("a folder");
    watch.wait_text(&["one.rs is a folder"]);
    fs::remove_dir(&path).expect("removed");
    course.write(ONE, passing("a_file_again"));
    watch.wait_change("is a folder", "a_file_again");
    // Empty.
    course.write(ONE, " \n");
    watch.wait_text(&["one.rs is empty"]);
    course.write(ONE, failing("full_again"));
    watch.wait_change("one.rs is empty", "full_again");
}

#[test]
fn a_missing_file_that_becomes_a_folder_is_called_a_folder() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    fs::remove_file(course.path(ONE)).expect("removed");
    watch.wait_text(&["does not exist"]);
    fs::create_dir(course.path(ONE)).expect("a folder");
    watch.wait_change("does not exist", "is a folder");
}

#[test]
fn a_missing_file_comes_back_by_a_reset_as_the_screen_says() {
    let course = course();
    let pristine = course.read(ONE);
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    fs::remove_file(course.path(ONE)).expect("removed");
    watch.wait_text(&["does not exist; `reset` brings the exercise back"]);
    watch.keys("xy");
    watch.wait_text(&["E0382", "`start_of_one`"]);
    assert_eq!(course.read(ONE), pristine);
}

/// What a program could do to a terminal: title, clearing, moving, the other screen, the
/// cursor, colours, a bell, a one-byte CSI, and a report that would arrive as keys.
const SPOILERS: &str = "\\x1b]0;TITLE\\x07\\x1b]2;TITLE\\x1b\\\\\\x1b[2J\\x1b[H\\x1b[?1049l\\x1b[?25h\\x1bc\\x1b[31m\\u{9b}2J\\x07\\x1b[6n\\x1b[1;5r\\x1b(0\\x0e\\r\\x08\\u{202e}";

fn assert_unspoilt(watch: &Screen) {
    let raw = watch.raw();
    for bad in [
        "\x1b]",
        "\x1b[?1049l",
        "\x1b[?25h",
        "\x1bc",
        "\x1b[H",
        "\u{9b}",
        "\x07",
        "\x1b[6n",
        "\x1b[1;5r",
        "\x1b(0",
        "\x0e",
        "\x08",
        "\u{202e}",
    ] {
        assert!(!raw.contains(bad), "{bad:?} went through: {raw:?}");
    }
    assert_eq!(raw.matches(ENTER).count(), 1);
    watch.look(|screen| {
        assert!(screen.alternate_screen() && screen.hide_cursor());
        assert!(
            rows(screen)[0].starts_with("01_first › one"),
            "{}",
            screen.contents()
        );
    });
}

#[test]
fn a_program_that_prints_escapes_cannot_spoil_the_screen() {
    let course = course();
    let print = format!("{SPOILERS}after_the_escapes");
    course.write(
        ONE,
        format!("fn main() {{\n    println!(\"{print}\");\n    eprintln!(\"{print}\");\n}}\n"),
    );
    let watch = Screen::watch(&course);
    watch.wait_text(&["› one  1 of 3", "✓ Passed", "after_the_escapes", "q quit"]);
    assert_unspoilt(&watch);
    watch.keys("o");
    watch.wait_text(&["Full output of one", "after_the_escapes"]);
    watch.keys("q");
    // A panic's message.
    course.write(ONE, format!("fn main() {{\n    panic!(\"{print}\");\n}}\n"));
    watch.wait_text(&["The program panicked", "after_the_escapes", "one.rs:2:5"]);
    assert_unspoilt(&watch);
    // The escapes themselves, in the source that the compiler quotes.
    let quoted = "\x1b]0;TITLE\x07\x1b[2J\x1b[?1049l";
    course.write(
        ONE,
        format!("fn main() {{\n    let wrong: i32 = \"{quoted}\"; // {quoted}\n}}\n"),
    );
    watch.wait_text(&["E0308"]);
    assert_unspoilt(&watch);
    watch.keys("o");
    watch.wait_text(&["Full output of one"]);
    watch.keys("q");
    watch.wait_text(&["› one  1 of 3", "E0308"]);
    assert_unspoilt(&watch);
}

#[test]
fn tests_that_print_escapes_cannot_spoil_the_screen() {
    let print = format!("{SPOILERS}after_the_escapes");
    let source = format!(
        "fn main() {{}}\n#[test]\nfn t() {{\n    println!(\"{print}\");\n    eprintln!(\"{print}\");\n    panic!(\"{print}\");\n}}\n"
    );
    let course = course();
    let manifest = course
        .read("info.toml")
        .replacen("test = false", "test = true", 1);
    course.write("info.toml", manifest);
    course.write(ONE, source);
    let watch = Screen::watch(&course);
    watch.wait_text(&["1 of 1 test failed", "after_the_escapes"]);
    assert_unspoilt(&watch);
    watch.keys("o");
    watch.wait_text(&["Full output of one", "after_the_escapes"]);
    watch.keys("q");
    watch.wait_text(&["1 of 1 test failed"]);
    assert_unspoilt(&watch);
}

#[test]
fn a_program_has_no_keyboard_and_no_terminal_of_its_own() {
    // What is typed is for `watch`, and what is drawn is drawn by it.
    let course = course();
    let source = r#"use std::io::Write;
fn main() {
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    let terminal = std::fs::OpenOptions::new().write(true).open("/dev/tty");
    if let Ok(mut terminal) = terminal {
        terminal.write_all(b"\x1b[2J\x1b[HSPOILT").unwrap();
    }
    println!("read {read:?} {line:?}");
}
"#;
    course.write(ONE, source);
    let watch = Screen::watch(&course);
    watch.keys("?");
    watch.wait_text(&["Help"]);
    watch.keys("q");
    watch.wait_text(&["✓ Passed", "read Ok(0) \"\""]);
    let raw = watch.raw();
    assert!(!raw.contains("SPOILT"), "{raw:?}");
}

// ---- Colours ----

/// The colours that were set: parameters of SGR sequences that name one.
fn colours(raw: &str) -> Vec<String> {
    let sequences = raw.split("\x1b[").skip(1);
    let sgr = sequences.filter_map(|text| {
        let end = text.find(|c: char| c.is_ascii_alphabetic())?;
        (text[end..].starts_with('m')).then(|| text[..end].to_owned())
    });
    let is_colour = |parameter: &str| {
        let number = parameter.parse::<u32>().unwrap_or(0);
        matches!(number, 30..=49 | 90..=107) && !matches!(number, 39 | 49)
    };
    sgr.filter(|parameters| parameters.split(';').any(is_colour))
        .collect()
}

/// Goes through all kinds of screens.
fn tour(watch: &Screen, course: &Course) {
    watch.wait_text(&["E0382"]);
    watch.keys("hhhh");
    watch.wait_text(&["That was the last hint."]);
    watch.keys("o");
    watch.wait_text(&["Full output of one"]);
    watch.keys("q?");
    watch.wait_text(&["Help"]);
    watch.keys("ql");
    watch.wait_text(&["Exercises"]);
    watch.keys("qx");
    watch.wait_text(&["Reset one?"]);
    watch.keys("n");
    course.write(ONE, passing("in_which_colour"));
    watch.wait_text(&["✓ Passed"]);
    watch.keys("s");
    watch.wait_text(&["How they differ"]);
    watch.keys("qa");
    watch.wait_text(&["1 of 3 pass."]);
}

#[test]
fn no_color_means_none() {
    let course = course();
    let watch = Start::program(&course, &["watch"])
        .variable("NO_COLOR", "1")
        .go();
    tour(&watch, &course);
    assert_eq!(colours(&watch.raw()), Vec::<String>::new());
}

#[test]
fn without_no_color_there_are_colours() {
    let course = course();
    let watch = Screen::watch(&course);
    tour(&watch, &course);
    let found = colours(&watch.raw());
    for (colour, what) in [
        ("31", "failed"),
        ("32", "passed"),
        ("33", "notices"),
        ("36", "keys"),
    ] {
        assert!(
            found.iter().any(|f| f.split(';').any(|p| p == colour)),
            "{what}: {found:?}"
        );
    }
}

#[test]
fn the_chosen_row_can_be_seen_without_colours() {
    let course = course();
    let watch = Start::program(&course, &["watch"])
        .variable("NO_COLOR", "1")
        .go();
    watch.wait_text(&["E0382"]);
    watch.keys("l");
    watch.wait_text(&["Exercises  0/3 done"]);
    let looks = |screen: &vt100::Screen| (chosen(screen), rows(screen));
    let before = watch.look(looks);
    watch.keys("j");
    // The search line shows that the key before it was answered.
    watch.keys("/");
    watch.wait_text(&["search: _"]);
    watch.keys("\r");
    watch.wait_change("search: _", "Exercises");
    watch.keys("j");
    watch.wait_for(|screen| looks(screen) != before);
}

#[test]
fn a_locale_without_utf8_gets_ascii() {
    let course = course();
    let watch = Start::program(&course, &["watch"])
        .variable("LC_ALL", "C")
        .go();
    watch.wait_text(&["01_first > one", "x Does not compile"]);
    watch.keys("l");
    watch.wait_text(&["Exercises"]);
    watch.keys("q");
    let raw = watch.raw();
    assert!(raw.is_ascii(), "{:?}", raw.chars().find(|c| !c.is_ascii()));
}

// ---- A course that cannot be written to ----

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_course_works_and_says_that_nothing_is_saved() {
    let course = course();
    let mount = "mount --bind \"$COURSE\" \"$COURSE\" && mount -o remount,bind,ro \"$COURSE\"";
    let folder = course.root().to_str().expect("UTF-8");
    let try_out = format!(
        "COURSE={folder} unshare -rm sh -c '{mount} && ! touch \"$COURSE/x\" 2> /dev/null'"
    );
    if !tools::require_script("`unshare -rm` that may mount read-only", &try_out) {
        return;
    }
    let script = format!(
        "cd /; exec unshare -rm sh -c '{mount} && cd \"$COURSE\" && exec \"$PROGRAM\" watch'"
    );
    let watch = Start::script(&course, &script).go();
    watch.wait_text(&["› one  1 of 3", "E0382", "progress cannot be saved"]);
    // From outside the mount the file can be saved, and that is noticed all the same.
    course.write(ONE, passing("read_only_but_good"));
    watch.wait_text(&["✓ Passed", "read_only_but_good"]);
    watch.keys("n");
    watch.wait_text(&["› two  2 of 3", "start_of_two"]);
    watch.keys("h");
    watch.keys("xy");
    watch.wait_text(&["› two  2 of 3"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    watch.assert_given_back();
    assert!(!course.path(".rustlings-like").exists());
}

#[test]
fn the_notice_that_nothing_is_saved_does_not_pile_up() {
    let course = course();
    // A folder where the lock should be: nothing can be written.
    course.write(".rustlings-like/lock/in_the_way", "");
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382", "progress cannot be saved"]);
    for round in 0..4 {
        let word = format!("unsaved_{round}");
        course.write(ONE, failing(&word));
        watch.wait_text(&[&word, "progress cannot be saved"]);
    }
    course.write(ONE, passing("still_seen"));
    // The verdict comes first, and what became of it on disk after it.
    let text = watch.wait_text(&["✓ Passed", "still_seen", "progress cannot be saved"]);
    let count = text.matches("progress cannot be saved").count();
    assert_eq!(count, 1, "{text}");
}

// ---- The interactive list as a command ----

#[test]
fn list_sets_the_current_exercise_and_ends() {
    let course = course();
    let list = Start::program(&course, &["list"]).go();
    list.wait_text(&["Exercises  0/3 done", "Enter continue here"]);
    list.wait_for(|screen| is_chosen(screen, "one"));
    list.keys("j");
    list.wait_for(|screen| is_chosen(screen, "two"));
    list.keys("j");
    list.wait_for(|screen| is_chosen(screen, "three"));
    list.keys("k\r");
    assert_eq!(list.wait_exit(), 0);
    list.assert_given_back();
    // It is written when the program has ended, not some time later.
    let progress: serde_json::Value =
        serde_json::from_str(&course.read(".rustlings-like/progress.json")).expect("JSON");
    assert_eq!(progress["current"], "two");
    let text = list.text();
    assert!(
        text.contains("0 of 3 done. Continue with `rustlings-like watch`."),
        "{text}"
    );
    let watch = Screen::watch(&course);
    watch.wait_text(&["› two  2 of 3", "start_of_two"]);
}

#[test]
fn list_without_a_choice_changes_nothing() {
    let course = course();
    for end in ["q", "\x1b", "\x03", "l"] {
        let list = Start::program(&course, &["list"]).go();
        list.wait_for(|screen| is_chosen(screen, "one"));
        list.keys("jj");
        list.wait_for(|screen| is_chosen(screen, "three"));
        list.keys(end);
        assert_eq!(list.wait_exit(), 0, "{end:?}");
        list.assert_given_back();
        assert!(
            !course.path(".rustlings-like/progress.json").exists(),
            "{end:?}"
        );
    }
}

#[test]
fn list_resets_and_stays() {
    let course = course();
    let two = course.read(TWO);
    // The pristine copies are kept when a learner first opens the course.
    let list = Start::program(&course, &["list"]).go();
    list.wait_for(|screen| is_chosen(screen, "one"));
    list.keys("q");
    assert_eq!(list.wait_exit(), 0);
    course.write(TWO, passing("some_work"));
    let list = Start::program(&course, &["list"]).go();
    list.wait_for(|screen| is_chosen(screen, "one"));
    list.keys("jx");
    list.wait_text(&["Reset two?"]);
    list.keys("n");
    list.wait_for(|screen| is_chosen(screen, "two"));
    assert_eq!(course.read(TWO), passing("some_work"));
    list.keys("xy");
    list.wait_text(&["Exercises", "two has been reset"]);
    assert_eq!(course.read(TWO), two);
    list.keys("q");
    assert_eq!(list.wait_exit(), 0);
}

#[test]
fn without_a_command_watch_starts_on_a_terminal() {
    let course = course();
    let watch = Start::program(&course, &[]).go();
    watch.wait_text(&["› one  1 of 3", "E0382", "q quit"]);
    let raw = watch.raw();
    assert!(raw.contains(ENTER) && !raw.contains(LEAVE) && !raw.contains(SHOW_CURSOR));
}

// ---- Tidiness ----

#[cfg(target_os = "linux")]
#[test]
fn cancelled_checks_leave_no_files_in_the_course() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["E0382"]);
    for round in 0..30 {
        course.write(ONE, passing(&format!("tidy_{round:02}")));
        std::thread::sleep(Duration::from_millis(40));
    }
    watch.wait_text(&["✓ Passed", "tidy_29"]);
    watch.keys("q");
    assert_eq!(watch.wait_exit(), 0);
    let names = |path: &str| {
        let entries = fs::read_dir(course.path(path)).expect("a folder").flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        names("."),
        [".rustlings-like", "exercises", "info.toml", "solutions"]
    );
    assert_eq!(names("exercises/01_first"), ["one.rs", "two.rs"]);
}
