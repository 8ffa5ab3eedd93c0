//! A learner's day at `watch`: going back and forth, asking for help, searching, saving
//! something else, opening a second `watch`.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;

use common::Course;
use screen::{Screen, Start, eventually};

fn passing(word: &str) -> String {
    format!("fn main() {{\n    println!(\"{word}\");\n}}\n")
}

fn path(name: &str) -> String {
    format!("exercises/{name}.rs")
}

/// Some exercises that pass.
fn course() -> Course {
    let names = ["one", "two", "three", "four"];
    names.iter().fold(Course::new(), |course, name| {
        course.exercise(name, "test = false", &passing(&format!("this_is_{name}")))
    })
}

/// The row of a list that is shown as chosen.
fn chosen(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let place = (0..rows.get()).find(|row| screen.cell(*row, 0).is_some_and(vt100::Cell::inverse));
    let row = place.and_then(|place| screen.rows(0, columns.get()).nth(place.into()));
    row.unwrap_or_default()
}

fn wait_chosen(watch: &Screen, name: &str) {
    watch.wait_for(|screen| chosen(screen).split_whitespace().any(|word| word == name));
}

// ---- p and ? ----

#[test]
fn p_goes_to_the_previous_exercise_and_stops_at_the_first() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["one  1 of 4", "this_is_one", "n next"]);
    watch.keys("n");
    let text = watch.wait_text(&["two  2 of 4", "this_is_two", "p back"]);
    assert!(!text.contains("this_is_one"), "{text}");
    watch.keys("p");
    let text = watch.wait_text(&["one  1 of 4", "this_is_one"]);
    assert!(!text.contains("p back"), "{text}");
    watch.keys("p");
    watch.wait_text(&["This is the first exercise.", "one  1 of 4"]);
}

#[test]
fn help_opens_on_every_screen_and_leads_back_to_it() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["this_is_one"]);
    // A page keeps its place.
    watch.keys("o");
    watch.wait_text(&["Full output of one", "? help"]);
    watch.keys("?");
    watch.wait_text(&["Help", "scroll by a page"]);
    watch.keys("?");
    watch.wait_text(&["Full output of one"]);
    // The list keeps its row and its filter, and help does not take its keys.
    watch.keys("ql");
    wait_chosen(&watch, "one");
    watch.keys("jjf");
    wait_chosen(&watch, "three");
    watch.keys("?");
    watch.wait_text(&["Help", "Choose an exercise.", "search names"]);
    watch.keys("x\x1b");
    watch.wait_text(&["filter: pending"]);
    wait_chosen(&watch, "three");
    // So does a search that is being typed.
    watch.keys("/tw");
    watch.wait_text(&["search: tw_"]);
    watch.keys("?");
    watch.wait_text(&["Help", "Type part of a name"]);
    watch.keys("q");
    watch.wait_text(&["search: tw_"]);
    watch.keys("o\r");
    watch.wait_for(|screen| {
        screen.contents().contains("search: two") && !screen.contents().contains("two_")
    });
    // And a question.
    watch.keys("x");
    watch.wait_text(&["Reset two?", "? help"]);
    watch.keys("?");
    watch.wait_text(&["Help", "keep your version as a backup"]);
    watch.keys("q");
    watch.wait_text(&["Reset two?"]);
    watch.keys("n");
    watch.wait_text(&["search: two"]);
    assert!(!course.path(".rustlings-like/backups").exists());
}

#[test]
fn leaving_a_search_stays_where_the_learner_was() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["this_is_one"]);
    watch.keys("ljj");
    wait_chosen(&watch, "three");
    // Given up while it was typed.
    watch.keys("/tw");
    wait_chosen(&watch, "two");
    watch.keys("\x1b");
    watch.wait_change("search:", " four");
    wait_chosen(&watch, "three");
    // Given up where nothing was found.
    watch.keys("/nonsense\r");
    watch.wait_text(&["Nothing matches."]);
    watch.keys("\x1b");
    watch.wait_change("search:", " four");
    wait_chosen(&watch, "three");
    // Kept, and left at what was chosen in it.
    watch.keys("/o\r");
    wait_chosen(&watch, "one");
    watch.keys("jj");
    wait_chosen(&watch, "four");
    watch.keys("\x1b");
    watch.wait_change("search:", " three");
    wait_chosen(&watch, "four");
}

// ---- Saving something else ----

/// Saves as many editors do: a new file takes the place of the old one.
fn save_by_rename(course: &Course, name: &str, content: &str) {
    course.write("new", content);
    fs::rename(course.path("new"), course.path(path(name))).expect("a rename");
}

#[test]
fn saving_another_exercise_says_so_and_g_goes_there() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["this_is_one", "1 done"]);
    // As it was: no save. An empty one and none at all: an editor at work.
    course.write(path("two"), passing("this_is_two"));
    course.write(path("four"), "");
    fs::remove_file(course.path(path("four"))).expect("removed");
    save_by_rename(&course, "three", &passing("a_new_three"));
    let text = watch.wait_text(&[
        "You saved three. The current exercise is one. Press g to go to three.",
        "1 of 4",
    ]);
    assert!(text.contains("this_is_one"), "{text}");
    // Any key hides it, and g still goes there.
    watch.keys("z");
    watch.wait_change("You saved", "this_is_one");
    watch.keys("g");
    watch.wait_text(&["three  3 of 4", "a_new_three"]);
    // Here it is the current one, and the one before isn't any more.
    course.write(path("three"), passing("three_again"));
    watch.wait_text(&["three_again"]);
    course.write(path("one"), passing("a_new_one"));
    watch.wait_text(&["You saved one. The current exercise is three."]);
    // A save of the current one is what the learner works on.
    course.write(path("three"), passing("three_once_more"));
    watch.wait_change("You saved", "three_once_more");
    watch.keys("g");
    watch.wait_text(&["You haven't saved another exercise."]);
}

#[test]
fn many_files_that_change_at_once_are_one_message() {
    let names: Vec<String> = (0..40).map(|number| format!("ex_{number:02}")).collect();
    let course = names.iter().fold(Course::new(), |course, name| {
        course.exercise(name, "test = false", &passing(name))
    });
    let watch = Screen::watch(&course);
    watch.wait_text(&["1 done", "ex_00"]);
    for name in &names[1..] {
        save_by_rename(&course, name, &passing("checked_out"));
    }
    let text = watch.wait_text(&["other exercises changed: ", "exercise is ex_00"]);
    assert!(!text.contains("You saved"), "{text}");
    // Nothing more comes of them: what is saved next is told alone.
    watch.keys("z");
    watch.wait_change("exercises changed", "1 of 40");
    course.write(path("ex_07"), passing("mine"));
    watch.wait_text(&["You saved ex_07. The current exercise is ex_00."]);
}

#[test]
fn a_reset_of_another_exercise_is_no_save_of_the_learners() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["this_is_one"]);
    course.write(path("two"), passing("mine"));
    watch.wait_text(&["You saved two."]);
    watch.keys("ljxyq");
    watch.wait_text(&["two has been reset. Press u to get your version back."]);
    eventually("it is reset", || {
        course.read(path("two")) == passing("this_is_two")
    });
    course.write(path("three"), passing("mine"));
    let text = watch.wait_text(&["You saved three."]);
    assert!(!text.contains("2 exercises"), "{text}");
    watch.keys("u");
    watch.wait_text(&["Your version of two is back."]);
}

#[test]
fn plain_watch_says_what_was_saved_elsewhere() {
    let course = course();
    let script = "(cat go; cat go) | $PROGRAM watch | cat";
    assert!(
        std::process::Command::new("mkfifo")
            .arg(course.path("go"))
            .status()
            .is_ok_and(|s| s.success())
    );
    let watch = Start::script(&course, script).go();
    watch.wait_text(&["this_is_one"]);
    course.write(path("three"), passing("a_new_three"));
    watch.wait_text(&["You saved three. The current exercise is one."]);
    course.write("go", "g\n");
    watch.wait_text(&["three  3 of 4", "a_new_three"]);
    course.write("go", "q\n");
    assert_eq!(watch.wait_exit(), 0);
}

// ---- A second watch ----

#[test]
fn a_second_watch_mentions_the_first_and_both_work() {
    const SAYS: &str = "Another `watch` is open in this folder.";
    let failing = |word: &str| format!("fn main() {{\n    {word}();\n}}\n");
    let course = Course::new().exercise("one", "test = false", &failing("first"));
    let first = Screen::watch(&course);
    let text = first.wait_text(&["cannot find function `first`"]);
    assert!(!text.contains("Another"), "{text}");
    let second = Screen::watch(&course);
    second.wait_text(&["`first`", SAYS]);
    course.write(path("one"), failing("seen_by_both"));
    first.wait_text(&["`seen_by_both`"]);
    second.wait_text(&["`seen_by_both`"]);
    // What was killed isn't there any more; what has outlived it is.
    first.signal(rustix::process::Signal::KILL);
    first.wait_end();
    let third = Screen::watch(&course);
    third.wait_text(&["seen_by_both", SAYS]);
    for watch in [second, third] {
        watch.signal(rustix::process::Signal::KILL);
        watch.wait_end();
    }
    // A process that they were just starting may hold their lock for a moment longer.
    let lock = fs::File::open(course.path(".rustlings-like/watching")).expect("the lock");
    eventually("nobody holds the lock", || {
        lock.try_lock().is_ok() && lock.unlock().is_ok()
    });
    let last = Screen::watch(&course);
    let text = last.wait_text(&["seen_by_both"]);
    assert!(!text.contains("Another"), "{text}");
}

// ---- A file that isn't there ----

#[test]
fn a_missing_file_names_the_key_that_brings_it_back() {
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["this_is_one", "1 done"]);
    fs::remove_file(course.path(path("one"))).expect("removed");
    watch.wait_text(&["one.rs does not exist", "Press x to restore the file."]);
    watch.keys("x");
    watch.wait_text(&["Reset one?", "The file will be what it was at the start."]);
    watch.keys("y");
    let text = watch.wait_text(&["one has been reset.", "Passed", "this_is_one"]);
    assert!(!text.contains("Press u"), "{text}");
    assert_eq!(course.read(path("one")), passing("this_is_one"));
    watch.keys("u");
    watch.wait_text(&["There is no reset to undo."]);
}

#[test]
fn a_missing_file_that_cannot_come_back_promises_nothing() {
    let course = course();
    fs::remove_file(course.path(path("one"))).expect("removed");
    let watch = Screen::watch(&course);
    let text = watch.wait_text(&["one.rs does not exist, and we have no copy of it"]);
    assert!(!text.contains("Press x"), "{text}");
}

// ---- The README that a learner gets ----

#[test]
fn the_readme_of_init_names_every_key() {
    let course = Course::built_in();
    let readme = course.read("README.md");
    let list = Start::program(&course, &["watch"]).size(60, 100).go();
    list.wait_text(&["? help"]);
    list.keys("?");
    let help = list.wait_text(&["Help", "this page"]);
    let keys = help.lines().skip(3).map_while(|line| {
        let line = line.strip_prefix("  ")?;
        line.split(' ').next()
    });
    let keys: Vec<&str> = keys.collect();
    assert!(keys.len() > 10 && keys.contains(&"p"), "{help}");
    for key in keys {
        assert!(readme.contains(&format!("`{key}`")), "{key}: {readme}");
    }
}
