//! `e` in `watch`: which editor is started, with which words, and who has the terminal.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use common::Course;
use screen::{Screen, Start, eventually};

/// An exercise with an error in line 4, column 10.
fn course() -> Course {
    let source = "fn main() {\n    let v = vec![1];\n    drop(v);\n    drop(v);\n}\n";
    Course::new().exercise("it", "test = false", source)
}

/// Puts an editor below the course that writes its words down, one a line, and then does this.
fn editor(course: &Course, path: &str, then: &str) -> String {
    let log = course.path("words").display().to_string();
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" >> '{log}.new'\nmv '{log}.new' '{log}'\n{then}\n"
    );
    course.write(path, text);
    let file = course.path(path);
    fs::set_permissions(&file, PermissionsExt::from_mode(0o755)).expect("an executable file");
    file.display().to_string()
}

/// `watch` with these variables; the fake editors' folder is the first of `PATH`.
fn watch(course: &Course, variables: &[(&str, &str)]) -> Screen {
    let path = std::env::var("PATH").expect("a path");
    let path = format!("{}:{path}", course.path("bin").display());
    let mut start = Start::program(course, &["watch"]).variable("PATH", &path);
    for (name, value) in variables {
        start = start.variable(name, value);
    }
    let watch = start.go();
    watch.wait_text(&["E0382"]);
    watch
}

/// Presses `e` and returns what the editor was given, without its own name.
fn pressed(course: &Course, watch: &Screen) -> Vec<String> {
    let log = course.path("words");
    let _ = fs::remove_file(&log);
    watch.keys("e");
    eventually("the editor was started", || log.exists());
    let words = fs::read_to_string(log).expect("words");
    words.lines().skip(1).map(str::to_owned).collect()
}

fn path(course: &Course) -> String {
    course.path("exercises/it.rs").display().to_string()
}

/// Says that it has the terminal, and keeps it until a line is typed.
const KEEPS_TERMINAL: &str = "test -t 0 && echo AT_WORK && read line";

/// Needs no terminal and does not end before the test: nobody may wait for it.
const HAS_WINDOWS: &str = "test -t 1 && exit 9; while test -e \"$0\"; do sleep 0.1; done";

#[test]
fn an_editor_is_quoted_as_in_a_shell() {
    let course = course();
    editor(&course, "my editor's/ed", KEEPS_TERMINAL);
    let file = course.path("my editor's/ed").display().to_string();
    let quoted = format!("\"{file}\" -w 'two words' \\\"");
    // The first one that is set counts.
    let watch = watch(&course, &[("VISUAL", &quoted), ("EDITOR", "/no/such")]);
    assert_eq!(
        pressed(&course, &watch),
        ["-w", "two words", "\"", &path(&course)]
    );
    watch.wait_for(|screen| !screen.alternate_screen() && screen.contents().contains("AT_WORK"));
    watch.keys("x\n");
    watch.wait_for(|screen| screen.alternate_screen());
    watch.wait_text(&["E0382"]);
}

#[test]
fn an_editor_that_is_not_quoted_right_is_named() {
    let course = course();
    let watch = watch(&course, &[("EDITOR", "'vim -w")]);
    watch.keys("e");
    watch.wait_text(&["EDITOR can't be read as a command", "'vim -w"]);
}

#[test]
fn an_editor_in_the_terminal_opens_at_the_error() {
    let course = course();
    for (name, words) in [
        ("nvim", vec!["+4"]),
        ("nano", vec!["+4,10"]),
        ("kak", vec!["+4:10"]),
    ] {
        let editor = editor(&course, &format!("bin/{name}"), KEEPS_TERMINAL);
        let watch = watch(
            &course,
            &[("EDITOR", if name == "kak" { name } else { &editor })],
        );
        let file = path(&course);
        let words: Vec<&str> = words.into_iter().chain([file.as_str()]).collect();
        assert_eq!(pressed(&course, &watch), words);
        watch.wait_for(|screen| screen.contents().contains("AT_WORK"));
        watch.keys("\n");
        watch.wait_text(&["E0382"]);
        watch.keys("q");
        assert_eq!(watch.wait_exit(), 0);
        watch.assert_given_back();
    }
}

/// It goes on while we watch, and has no part of the terminal.
#[test]
fn an_editor_with_windows_of_its_own_keeps_nobody_waiting() {
    let course = course();
    editor(&course, "bin/code", HAS_WINDOWS);
    let watch = watch(&course, &[("VISUAL", "code --wait")]);
    let place = format!("{}:4:10", path(&course));
    assert_eq!(pressed(&course, &watch), ["--wait", "--goto", &place]);
    course.write(
        "exercises/it.rs",
        "fn main() { println!(\"seen meanwhile\"); }\n",
    );
    watch.wait_text(&["✓ Passed", "seen meanwhile"]);
    // Where nothing is wrong there is no line to go to.
    assert_eq!(pressed(&course, &watch), ["--wait", &path(&course)]);
    assert!(!watch.raw().contains("AT_WORK"));
}

#[test]
fn an_editor_with_windows_that_fails_says_so() {
    let course = course();
    editor(&course, "bin/subl", "exit 3");
    let watch = watch(&course, &[("VISUAL", "subl")]);
    assert_eq!(
        pressed(&course, &watch),
        [format!("{}:4:10", path(&course))]
    );
    watch.wait_text(&["subl ended with exit status: 3", "E0382"]);
}

#[test]
fn the_terminal_of_an_editor_opens_the_file_there() {
    let course = course();
    editor(&course, "bin/nvim", KEEPS_TERMINAL);
    editor(&course, "bin/codium", HAS_WINDOWS);
    editor(&course, "bin/zellij", "");
    let place = format!("{}:4:10", path(&course));
    let vscode = [
        ("TERM_PROGRAM", "vscode"),
        ("VSCODE_GIT_ASKPASS_NODE", "/usr/share/codium/codium"),
        ("EDITOR", "nvim"),
    ];
    assert_eq!(
        pressed(&course, &watch(&course, &vscode)),
        ["--goto", &place]
    );
    let zellij = [("ZELLIJ", "0"), ("EDITOR", "nvim")];
    let pane = ["action", "edit", "--line-number", "4", &path(&course)];
    assert_eq!(pressed(&course, &watch(&course, &zellij)), pane);
    // Of an editor that is not there the terminal may say what it likes.
    fs::remove_file(course.path("bin/zellij")).expect("it is there");
    let watch = watch(
        &course,
        &[
            ("ZELLIJ", "0"),
            ("EDITOR", "nvim"),
            ("PATH", &no_zellij(&course)),
        ],
    );
    assert_eq!(pressed(&course, &watch), ["+4", &path(&course)]);
}

/// A path with all programs but Zellij.
fn no_zellij(course: &Course) -> String {
    let path = std::env::var_os("PATH").expect("a path");
    let folders = std::env::split_paths(&path).filter(|folder| !folder.join("zellij").exists());
    let folders = [course.path("bin")].into_iter().chain(folders);
    let joined = std::env::join_paths(folders).expect("a path");
    joined.into_string().expect("UTF-8")
}
