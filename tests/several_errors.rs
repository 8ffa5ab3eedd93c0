//! With several errors, the first that can be drawn leads, and the others are listed.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use common::Course;
use screen::Start;

/// E0610 on line 6, which isn't drawn; E0502 on line 11, which is; the same on line 17; and E0382
/// on line 22.
const PROGRAM: &str = "struct Point {
    x: u32,
}
fn main() {
    let p = Point { x: 1 };
    println!(\"{} {}\", p.x, p.x.colour);
}
fn one() {
    let mut v = vec![1];
    let first = &v[0];
    v.push(2);
    println!(\"{first}\");
}
fn two() {
    let mut v = vec![1];
    let first = &v[0];
    v.push(2);
    println!(\"{first}\");
}
fn three(name: String) {
    drop(name);
    drop(name);
}
";

fn course() -> Course {
    Course::new().exercise("several", "test = false", PROGRAM)
}

#[test]
fn run_draws_the_first_that_can_be_drawn_and_lists_the_others() {
    let said = course().run(&["run", "several"]).stdout;
    let (ours, rustc) = said
        .split_once("What the compiler says")
        .expect("both parts");
    for part in [
        "several: does not compile: E0502 cannot borrow",
        "(and 3 more)\n  exercises/several.rs:11:5\n",
        "RULE 2",
        "v.push(2);",
    ] {
        assert!(ours.contains(part), "{part:?}: {ours}");
    }
    assert!(
        ours.contains("The same error once more\n   17  v.push(2);"),
        "{ours}"
    );
    let others = ours.split_once("Other errors\n").expect("a list").1;
    let others: Vec<&str> = others.trim_end().lines().collect();
    assert_eq!(others.len(), 2, "{others:#?}");
    assert!(
        others[0].starts_with("    6  E0610  A value of a primitive type"),
        "{others:#?}"
    );
    assert!(
        others[1].starts_with("   22  E0382  A value has one owner: "),
        "{others:#?}"
    );
    assert_eq!(rustc.matches("error[").count(), 4, "{rustc}");
}

#[test]
fn repairs_come_before_harm() {
    let said = course().run(&["explain", "several"]).stdout;
    let (_, said) = said.split_once("RULE 2").expect("the first of two");
    let place = |text: &str| {
        said.find(text)
            .unwrap_or_else(|| panic!("{text:?}: {said}"))
    };
    assert!(place("needs to borrow `v` mutably to call `push`") < place("Ways out"));
    assert!(place("Ways out") < place("If Rust allowed this: "));
}

#[test]
fn watch_shows_the_same_and_names_its_place() {
    let course = course();
    let watch = Start::program(&course, &["watch"]).size(24, 80).go();
    let text = watch.wait_text(&["exercises/several.rs:11:5", "(4 errors)", "v.push(2);"]);
    assert!(text.contains("many readers or one writer"), "{text}");
    watch.keys("\x1b[F");
    let text = watch.wait_text(&[
        "    6  E0610  A value of a primitive",
        "   22  E0382  A value has",
        "Press o",
    ]);
    assert!(text.contains("The same error is on line 17."), "{text}");
    // Nothing is said about repairs in code that aren't there.
    assert!(!text.contains("these fixes"), "{text}");
}

#[test]
fn without_a_drawing_rustc_leads_and_the_others_are_listed() {
    let program = "struct P;\nfn main() {\n    *P;\n    !P;\n}\n";
    let course = Course::new().exercise("none", "test = false", program);
    let watch = Start::program(&course, &["watch"]).size(24, 80).go();
    let text = watch.wait_text(&[
        "error[E0614]",
        "One more error",
        "    4  E0600  A value of this type",
    ]);
    assert!(!text.contains("more error (press o)"), "{text}");
}
