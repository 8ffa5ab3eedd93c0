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
    watch.wait_text(&["Help", "Type a part of a name"]);
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
    watch.wait_text(&["Help", "keeps your version as a backup"]);
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
