//! `watch` without a terminal that can place text: plain lines out, words in.

#![cfg(unix)]

mod common;
#[path = "common/screen.rs"]
mod screen;

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use common::Course;
use rustix::process::Signal;
use screen::{PATIENCE, Processes, Start, progress_when, send};

const ONE: &str = "exercises/one.rs";

fn passing(word: &str) -> String {
    format!("fn main() {{\n    println!(\"{word}\");\n}}\n")
}

fn failing(word: &str) -> String {
    format!("fn main() {{\n    let {word} = vec![1];\n    drop({word});\n    drop({word});\n}}\n")
}

const ENDLESS: &str = "fn main() {\n    loop {\n        std::thread::sleep(std::time::Duration::from_millis(50));\n    }\n}\n";

/// Two exercises, the first with two hints.
fn course() -> Course {
    let hints = "hint = \"Look at line 3.\"\nfurther_hints = [\"Clone it.\"]";
    let keys = format!("test = false\ntimeout = 3600\n{hints}");
    Course::new()
        .exercise("one", &keys, &failing("start_of_one"))
        .exercise("two", "test = false", &failing("start_of_two"))
}

/// The program with pipes on all sides.
struct Pipes {
    child: Child,
    stdin: Option<ChildStdin>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

#[derive(Default)]
struct Seen {
    text: String,
    ended: bool,
}

impl Pipes {
    fn watch(course: &Course) -> Self {
        let mut child = course
            .command(&["watch"])
            .env("TERM", "xterm-256color")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let seen: Arc<(Mutex<Seen>, Condvar)> = Arc::default();
        let mut stdout = child.stdout.take().expect("a pipe");
        let reader = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = stdout.read(&mut buffer).unwrap_or(0);
                let mut seen = reader.0.lock().unwrap_or_else(PoisonError::into_inner);
                let text = String::from_utf8_lossy(&buffer[..count]);
                seen.text.push_str(&text);
                seen.ended = count == 0;
                drop(seen);
                reader.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self {
            stdin: child.stdin.take(),
            child,
            seen,
        }
    }

    /// Waits for a text behind the first `from` bytes; returns all behind them.
    #[track_caller]
    fn wait_text(&self, from: usize, wanted: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().unwrap_or_else(PoisonError::into_inner);
        while !seen.text[from..].contains(wanted) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.ended,
                "waited for {wanted:?} behind {from}:\n{}",
                seen.text
            );
            let waited = changed.wait_timeout(seen, left);
            seen = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        seen.text[from..].to_owned()
    }

    /// Waits for the end of the first verdict; returns how long all is up to there.
    #[track_caller]
    fn wait_verdict(&self) -> usize {
        self.wait_text(0, "the compiler's own message.\n\n").len()
    }

    fn text(&self) -> String {
        let seen = self.seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.text.clone()
    }

    /// Writes a line to the program's standard input; returns how much it had said before.
    fn say(&mut self, line: &str) -> usize {
        let before = self.text().len();
        let stdin = self.stdin.as_mut().expect("it is open");
        stdin.write_all(line.as_bytes()).expect("it reads");
        before
    }

    /// Waits for the end of the process and of its output.
    #[track_caller]
    fn wait_exit(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                break status;
            }
            assert!(Instant::now() < deadline, "no end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        };
        let (lock, changed) = &*self.seen;
        let seen = lock.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = changed.wait_timeout_while(seen, PATIENCE, |seen| !seen.ended);
        let seen = waited.unwrap_or_else(PoisonError::into_inner).0;
        assert!(seen.ended, "no end of its output:\n{}", seen.text);
        drop(seen);
        status
    }

    fn stderr(&mut self) -> String {
        let mut text = String::new();
        let mut stderr = self.child.stderr.take().expect("a pipe");
        stderr.read_to_string(&mut text).expect("UTF-8");
        text
    }
}

impl Drop for Pipes {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pipes_get_the_verdict_a_hint_and_the_next_verdict_as_plain_lines() {
    let course = course();
    let mut watch = Pipes::watch(&course);
    let end = watch.wait_verdict();
    let text = watch.text()[..end].to_owned();
    for wanted in [
        "passes `start_of_one` to `drop`",
        "one  1 of 2",
        "exercises/one.rs:4:10\n",
        "✗ Does not compile (1 error): E0382\n",
    ] {
        assert!(text.contains(wanted), "{wanted:?}: {text}");
    }
    assert!(!text.contains("Hint 1"), "{text}");
    let from = watch.say("h\n");
    let text = watch.wait_text(from, "Look at line 3.");
    assert!(text.contains("Hint 1 of 2"), "{text}");
    let from = watch.text().len();
    course.write(ONE, passing("good_now"));
    watch.wait_text(from, "✓ Passed");
    watch.wait_text(from, "good_now");
    progress_when(&course, "a hint and a pass", |p| {
        let one = &p["exercises"]["one"];
        one["hints_seen"] == 1 && one["passed_at"].is_u64()
    });
    drop(watch.stdin.take());
    assert_eq!(watch.wait_exit().code(), Some(0));
    let text = watch.text();
    assert!(
        text.ends_with("1 of 2 done. Continue with `rustlings-like watch`.\n"),
        "{text}"
    );
    assert!(!text.contains('\x1b') && !text.contains('\r'), "{text:?}");
    assert_eq!(watch.stderr(), "");
}

#[test]
fn repairs_follow_the_verdict_once_they_are_proven() {
    let course = course();
    let text =
        "fn main() {\n    let a = vec![1];\n    let b = a;\n    println!(\"{a:?} {b:?}\");\n}\n";
    course.write(ONE, text);
    let watch = Pipes::watch(&course);
    watch.wait_text(0, "Let `b` be a reference");
    let text = watch.text();
    // The drawing isn't told twice.
    for once in [
        "Line 3 moves the `Vec<i32>`",
        "Does not compile",
        "Ways out",
    ] {
        assert_eq!(text.matches(once).count(), 1, "{once:?}: {text}");
    }
    assert!(!text.contains("\n\n\n"), "{text:?}");
}

#[test]
fn words_do_what_their_first_letters_do() {
    let course = course();
    let mut watch = Pipes::watch(&course);
    watch.wait_verdict();
    let from = watch.say("next\n");
    watch.wait_text(from, "Not solved yet");
    let from = watch.say("list\n");
    // The last line of the list: what is above it has come by then.
    let text = watch.wait_text(from, "/word searches");
    assert!(text.contains("> one pending"), "{text}");
    assert!(text.contains("two pending"), "{text}");
    let from = watch.say("j\n");
    watch.wait_text(from, "> two pending");
    // An empty line is Enter.
    let from = watch.say("\n");
    watch.wait_text(from, "`start_of_two`");
    let from = watch.say("l\n/one\n\n");
    watch.wait_text(from, "`start_of_one`");
    progress_when(&course, "at one", |p| p["current"] == "one");
    let from = watch.say("? help please\n");
    watch.wait_text(from, "Every time you save");
    watch.say("q\n");
    let from = watch.say("output\n");
    watch.wait_text(from, "Full output of one");
    watch.say("q\n");
    course.write(ONE, failing("some_work"));
    watch.wait_text(from, "`some_work`");
    let from = watch.say("x\n");
    watch.wait_text(from, "Reset one?");
    watch.say("no\n");
    let from = watch.say("x\n");
    watch.wait_text(from, "Reset one?");
    assert_eq!(course.read(ONE), failing("some_work"));
    let from = watch.say("yes\n");
    watch.wait_text(from, "one has been reset");
    assert_eq!(course.read(ONE), failing("start_of_one"));
    watch.say("quit\n");
    assert_eq!(watch.wait_exit().code(), Some(0));
}

#[test]
fn the_same_is_not_said_twice() {
    let course = course();
    let mut watch = Pipes::watch(&course);
    watch.wait_verdict();
    // Words that mean nothing get no answer: what follows is the answer to the next.
    let from = watch.say("z\nfoo\n");
    let hint = watch.say("h\n");
    watch.wait_text(from, "Hint 1 of 2");
    let text = watch.text()[from..].to_owned();
    assert!(hint >= from);
    assert!(!text.contains("Does not compile"), "{text}");
}

#[test]
fn a_save_is_answered_with_the_new_verdict_only() {
    let course = course();
    let mut watch = Pipes::watch(&course);
    let from = watch.wait_verdict();
    course.write(ONE, passing("the_new_verdict"));
    watch.wait_text(from, "the_new_verdict");
    // With the next answer all of this one is there.
    watch.say("h\n");
    let text = watch.wait_text(from, "Look at line 3.");
    // Whoever reads line by line, or has it read aloud, has heard of that error before.
    assert!(!text.contains("start_of_one"), "{text}");
}

#[test]
fn a_word_is_answered_with_what_is_new_only() {
    let course = course();
    let mut watch = Pipes::watch(&course);
    watch.wait_verdict();
    let from = watch.say("h\n");
    let text = watch.wait_text(from, "Look at line 3.\n\n");
    assert_eq!(text, "Hint 1 of 2\nLook at line 3.\n\n");
    let from = watch.say("h\n");
    let text = watch.wait_text(from, "Clone it.\n\n");
    assert_eq!(text, "Hint 2 of 2\nClone it.\n\n");
    let from = watch.say("h\n");
    let text = watch.wait_text(from, "\n\n");
    assert_eq!(text, "That was the last hint.\n\n");
    // Of a list that is walked through, the chosen row.
    let from = watch.say("l\n");
    watch.wait_text(from, "Chosen:\n> one pending\n\n");
    let from = watch.say("j\n");
    let text = watch.wait_text(from, "\n\n");
    assert_eq!(text, "> two pending\n\n");
    // Back: where the learner is, and not all that was said of it.
    let from = watch.say("q\n");
    let text = watch.wait_text(from, "\n\n");
    assert!(text.starts_with("one  1 of 2"), "{text}");
    assert!(!text.contains("E0382") && !text.contains("Hint"), "{text}");
    // A page is all there at once, so that the next word is for the exercise.
    let from = watch.say("o\n");
    watch.wait_text(from, "Full output of one");
    let from = watch.say("l\n");
    watch.wait_text(from, "> one pending");
}

#[test]
fn a_save_is_answered_even_if_the_verdict_is_the_same() {
    let course = course();
    let watch = Pipes::watch(&course);
    let from = watch.wait_verdict();
    course.write(ONE, failing("start_of_one") + "// one more try\n");
    watch.wait_text(from, "passes `start_of_one` to `drop`");
}

#[cfg(target_os = "linux")]
#[test]
fn the_end_of_standard_input_ends_the_program_that_runs() {
    let course = course();
    let processes = Processes::of(&course);
    course.write(ONE, ENDLESS);
    let mut watch = Pipes::watch(&course);
    processes.wait_programs(1);
    drop(watch.stdin.take());
    assert_eq!(watch.wait_exit().code(), Some(0));
    processes.wait_none();
}

#[test]
fn sigterm_ends_it_with_0() {
    let course = course();
    let mut watch = Pipes::watch(&course);
    watch.wait_text(0, "E0382");
    send(watch.child.id(), Signal::TERM);
    assert_eq!(watch.wait_exit().code(), Some(0));
    let text = watch.text();
    assert!(text.contains("0 of 2 done"), "{text}");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let course = course();
    let mut child = course
        .command(&["watch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let stdin = child.stdin.take();
    let mut first = [0; 1];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut first).expect("a byte");
    drop(stdout);
    // The verdict, or this save's, finds nobody who reads it.
    course.write(ONE, passing("unheard"));
    // Nobody reads, so that nothing more comes.
    let seen = Seen {
        ended: true,
        ..Seen::default()
    };
    let mut watch = Pipes {
        child,
        stdin,
        seen: Arc::new((Mutex::new(seen), Condvar::new())),
    };
    assert_eq!(watch.wait_exit().code(), Some(0));
    assert_eq!(watch.stderr(), "");
}

#[test]
fn a_dumb_terminal_gets_plain_lines_without_any_escape() {
    let course = course();
    let watch = Start::program(&course, &["watch"])
        .variable("TERM", "dumb")
        .size(200, 100)
        .go();
    watch.wait_text(&[
        "one  1 of 2",
        "exercises/one.rs:4:10",
        "x Does not compile (1 error): E0382",
    ]);
    // The terminal's own line editing stays.
    assert_eq!(watch.termios(), watch.termios_before());
    let from = watch.raw_len();
    watch.keys("h\n");
    watch.wait_raw(from, "Hint 1 of 2");
    watch.wait_raw(from, "Look at line 3.");
    let from = watch.raw_len();
    course.write(ONE, passing("good_now"));
    watch.wait_raw(from, "+ Passed");
    watch.wait_raw(from, "good_now");
    // The end of input, as it is typed.
    watch.keys("\x04");
    assert_eq!(watch.wait_exit(), 0);
    let raw = watch.raw();
    assert!(!raw.contains('\x1b'), "{raw:?}");
    assert!(raw.is_ascii(), "{raw:?}");
    assert!(raw.contains("1 of 2 done"), "{raw:?}");
    assert_eq!(watch.termios(), watch.termios_before());
}

#[test]
fn ctrl_c_ends_it_on_a_dumb_terminal() {
    let course = course();
    let watch = Start::program(&course, &["watch"])
        .variable("TERM", "dumb")
        .go();
    watch.wait_text(&["E0382"]);
    watch.keys("\x03");
    assert_eq!(watch.wait_exit(), 0);
    assert_eq!(watch.termios(), watch.termios_before());
}

#[test]
fn output_into_a_file_from_a_terminal_is_plain() {
    // Keys come from a terminal, but what is written goes elsewhere.
    let course = course();
    let script = "\"$PROGRAM\" watch > out.txt; echo \"code $?\"";
    let shell = Start::script(&course, script).go();
    screen::eventually("a verdict", || {
        std::fs::read_to_string(course.path("out.txt"))
            .is_ok_and(|text| text.contains("moved into drop"))
    });
    shell.keys("q\n");
    assert_eq!(shell.wait_exit(), 0);
    assert!(shell.text().contains("code 0"), "{}", shell.text());
    let text = course.read("out.txt");
    assert!(
        !text.contains('\x1b') && text.contains("0 of 2 done"),
        "{text:?}"
    );
}

#[test]
fn the_list_command_on_a_dumb_terminal_is_the_table() {
    let course = course();
    let list = Start::program(&course, &["list"])
        .variable("TERM", "dumb")
        .go();
    assert_eq!(list.wait_exit(), 0);
    let text = list.text();
    assert!(
        text.contains("one") && text.contains("0 of 2 done"),
        "{text}"
    );
    assert!(!list.raw().contains('\x1b'), "{text}");
}
