//! Programs that loop, flood, fork, grow, crash, cheat or cannot be read: each gets the
//! verdict that says so, and nothing of it is left running.

#![cfg(target_os = "linux")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use common::{Course, Run, Running, Sleep, eventually, finish, processes_with, signal};
use rustix::process::Signal;
use serde_json::Value;

/// Checks one program as the exercise `it`.
fn check(keys: &str, source: &str) -> Value {
    Course::new().exercise("it", keys, source).verdict("it")
}

/// Checks a file that has this one body of a test.
fn check_test(keys: &str, body: &str) -> Value {
    check(keys, &with_test(body))
}

fn with_test(body: &str) -> String {
    format!(
        "fn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    #[test]\n    fn it_holds() {{\n{body}\n    }}\n}}\n"
    )
}

#[track_caller]
fn assert_reason(entry: &Value, reason: &str) {
    assert_eq!(entry["reason"], reason, "{entry:#}");
    let verdict = match reason {
        "passed" => "pass",
        _ => "fail",
    };
    assert_eq!(entry["verdict"], verdict, "{entry:#}");
}

#[track_caller]
fn assert_says(entry: &Value, part: &str) {
    let message = entry["message"].as_str().expect("a message");
    assert!(message.contains(part), "{part:?} is not in {message:?}");
}

/// Rust text that counts the processes `sleep SECONDS`, for programs that must know that
/// their children are there.
const SLEEPERS: &str = r#"
fn sleepers(seconds: &str) -> usize {
    let wanted = format!("sleep\0{seconds}\0");
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = entries.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.filter(|line| *line == wanted.as_bytes()).count()
}

fn wait_for_sleepers(seconds: &str, count: usize) {
    while sleepers(seconds) < count {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}
"#;

// Time.

#[test]
fn an_endless_loop_in_main_is_stopped() {
    let entry = check(
        "timeout = 1",
        "fn main() { loop { std::hint::spin_loop() } }",
    );
    assert_reason(&entry, "time_out");
    assert_says(&entry, "after 1 second");
}

#[test]
fn an_endless_loop_in_a_test_is_stopped_and_the_test_named() {
    let source = "fn main() {}
#[cfg(test)] mod tests {
    #[test] fn a_ends() {}
    #[test] fn b_goes_on() { loop { std::hint::spin_loop() } }
}";
    let entry = check("timeout = 1", source);
    assert_reason(&entry, "time_out");
    assert_says(&entry, "tests::b_goes_on");
}

#[test]
fn an_endless_loop_in_main_beside_passing_tests_is_stopped() {
    let source = with_test("").replace("fn main() {}", "fn main() { loop {} }");
    assert_reason(&check("timeout = 1", &source), "time_out");
}

#[test]
fn a_program_that_stops_itself_is_ended_at_its_limit() {
    let source = r#"fn main() {
        let id = std::process::id().to_string();
        std::process::Command::new("kill").args(["-STOP", &id]).status().unwrap();
    }"#;
    assert_reason(&check("timeout = 1", source), "time_out");
}

#[test]
fn a_program_that_closed_its_streams_is_ended_at_its_limit() {
    let source = r#"
        unsafe extern "C" { fn close(fd: i32) -> i32; }
        fn main() {
            unsafe { close(0); close(1); close(2); }
            loop { std::thread::sleep(std::time::Duration::from_secs(9)) }
        }"#;
    assert_reason(&check("timeout = 1", source), "time_out");
}

#[test]
fn an_endless_constant_is_refused_by_the_compiler() {
    let source = "const N: u32 = loop {};\nfn main() { println!(\"{N}\") }";
    let entry = check("", source);
    assert_eq!(entry["verdict"], "fail", "{entry:#}");
    assert_eq!(entry["diagnostics"][0]["code"], "long_running_const_eval");
}

// Output.

#[test]
fn endless_standard_output_is_stopped() {
    let entry = check("", r#"fn main() { loop { println!("again and again") } }"#);
    assert_reason(&entry, "too_much_output");
}

#[test]
fn endless_standard_error_is_stopped() {
    let entry = check(
        "",
        r#"fn main() { let l = "x".repeat(999); loop { eprintln!("{l}") } }"#,
    );
    assert_reason(&entry, "too_much_output");
}

#[test]
fn output_on_both_streams_counts_together() {
    let source = r#"fn main() {
        let line = "x".repeat(1023);
        for _ in 0..9 * 1024 { println!("{line}"); eprintln!("{line}"); }
    }"#;
    assert_reason(&check("", source), "too_much_output");
}

const THREE_MIB: &str = r#"let line = "x".repeat(1023);
    for _ in 0..3 * 1024 { println!("{line}"); }"#;

#[test]
fn three_mib_of_output_pass_and_are_cut() {
    let source = format!("fn main() {{ {THREE_MIB} }}");
    let course = Course::new().exercise("it", "", &source);
    let run = course.run(&["run", "it"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains(" more bytes were not kept]"));
    assert!(run.stdout.len() < 2 * 1024 * 1024);
}

#[test]
fn three_mib_of_output_in_a_test_pass() {
    assert_reason(&check_test("", THREE_MIB), "passed");
}

#[test]
fn three_mib_of_output_in_a_test_that_fails_do_not_hide_which_failed() {
    let entry = check_test("", &format!("{THREE_MIB} panic!()"));
    assert_reason(&entry, "tests_failed");
}

#[test]
fn output_that_is_not_utf8_passes() {
    let source = r#"use std::io::Write;
        fn main() { std::io::stdout().write_all(&[0xff, 0xfe, 0, b'\n']).unwrap() }"#;
    assert_reason(&check("", source), "passed");
}

#[test]
fn words_written_past_the_harness_do_not_make_a_passing_test_fail() {
    let body = r#"use std::io::Write;
        writeln!(std::io::stdout(), "1 FAILED").unwrap();"#;
    assert_reason(&check_test("", body), "passed");
}

#[test]
fn words_written_past_the_harness_do_not_make_a_failing_test_pass() {
    let body = r#"use std::io::Write;
        writeln!(std::io::stdout(), "all ok").unwrap();
        panic!()"#;
    let entry = check_test("", body);
    assert_reason(&entry, "tests_failed");
    assert_eq!(entry["tests"][0]["passed"], false);
}

// Processes.

#[test]
fn children_that_left_the_group_do_not_outlive_a_pass() {
    let sleep = Sleep::new();
    let source = format!(
        r#"{SLEEPERS}
        use std::process::Command;
        fn main() {{
            Command::new("setsid").args(["sleep", "{sleep}"]).spawn().unwrap();
            wait_for_sleepers("{sleep}", 1);
        }}"#
    );
    // It passes only if it has seen its child alive.
    assert_reason(&check("", &source), "passed");
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn children_that_forked_twice_do_not_outlive_a_pass() {
    let sleep = Sleep::new();
    let source = format!(
        r#"{SLEEPERS}
        use std::process::Command;
        fn main() {{
            let script = "(setsid sh -c 'trap \"\" TERM HUP INT; sleep {sleep} & sleep {sleep} & wait' &)";
            Command::new("sh").args(["-c", script]).status().unwrap();
            wait_for_sleepers("{sleep}", 2);
        }}"#
    );
    assert_reason(&check("", &source), "passed");
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn children_do_not_outlive_a_failure() {
    let sleep = Sleep::new();
    let body = format!(
        r#"std::process::Command::new("setsid").args(["sleep", "{sleep}"]).spawn().unwrap();
        crate::wait_for_sleepers("{sleep}", 1);
        panic!("the child is there")"#
    );
    let source = format!("#![allow(dead_code)]\n{SLEEPERS}{}", with_test(&body));
    assert_reason(&check("", &source), "tests_failed");
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn children_do_not_outlive_a_time_out() {
    let sleep = Sleep::new();
    let source = format!(
        r#"fn main() {{
            std::process::Command::new("setsid").args(["sleep", "{sleep}"]).spawn().unwrap();
            loop {{ std::thread::sleep(std::time::Duration::from_secs(9)) }}
        }}"#
    );
    let course = Course::new().exercise("it", "timeout = 3", &source);
    let mut verify = Running::start(&mut course.command(&["verify", "it"]));
    eventually("the child sleeps", || !sleep.left().is_empty());
    assert_eq!(verify.end().code(), Some(1));
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn children_that_keep_the_output_open_do_not_hold_up_the_verdict() {
    let sleep = Sleep::new();
    let source = format!(
        r#"fn main() {{
            std::process::Command::new("sleep").arg("{sleep}").spawn().unwrap();
        }}"#
    );
    assert_reason(&check("", &source), "passed");
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn a_program_that_starts_processes_for_ever_is_stopped() {
    let sleep = Sleep::new();
    let source = format!(
        r#"fn main() {{
            loop {{ std::process::Command::new("setsid").args(["sleep", "{sleep}"]).spawn().unwrap(); }}
        }}"#
    );
    assert_reason(&check("", &source), "too_many_processes");
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn a_program_that_doubles_itself_is_stopped() {
    let mark = Sleep::new();
    // Not for ever, for the sake of the machine if this test fails.
    let source = format!(
        r#"use std::process::Command;
        fn main() {{
            let depth: u32 = std::env::args().nth(2).map_or(0, |depth| depth.parse().unwrap());
            for _ in 0..2 {{
                if depth < 8 {{
                    let me = std::env::current_exe().unwrap();
                    let deeper = (depth + 1).to_string();
                    Command::new(me).args(["{mark}", &deeper]).spawn().unwrap();
                }}
            }}
            std::thread::sleep(std::time::Duration::from_secs(60));
        }}"#
    );
    assert_reason(&check("", &source), "too_many_processes");
    assert_eq!(mark.left(), [""; 0]);
}

#[test]
fn processes_that_run_away_from_generation_to_generation_are_caught() {
    let sleep = Sleep::new();
    let source = format!(
        r#"{SLEEPERS}
        use std::process::Command;
        fn main() {{
            Command::new("setsid").args(["sh", "run_away.sh", "{sleep}"]).spawn().unwrap();
            Command::new("sleep").arg("{sleep}").spawn().unwrap();
            wait_for_sleepers("{sleep}", 1);
        }}"#
    );
    let course = Course::new().exercise("it", "", &source);
    // Each generation starts the next and ends at once, for as long as this file exists.
    course.write("run_away.sh", "[ -e \"$0\" ] && sh \"$0\" \"$1\" &\n");
    assert_reason(&course.verdict("it"), "passed");
    assert_eq!(sleep.left(), [""; 0]);
}

#[test]
fn a_program_that_kills_its_guard_does_not_pass() {
    let source = r#"fn main() {
        let guard = std::os::unix::process::parent_id().to_string();
        std::process::Command::new("kill").args(["-9", &guard]).status().unwrap();
        loop { std::thread::sleep(std::time::Duration::from_secs(9)) }
    }"#;
    let course = Course::new().exercise("it", "", source);
    assert_ne!(course.verdict("it")["verdict"], "pass");
    eventually("it is gone", || processes_with(&root(&course)).is_empty());
}

/// A program that sends this signal to the process that makes the guards.
fn signals_the_server(signal: &str) -> String {
    let body = r#"
    let guard = std::os::unix::process::parent_id();
    let stat = std::fs::read_to_string(format!("/proc/{guard}/stat")).unwrap();
    let server = stat.rsplit(')').next().unwrap().split_whitespace().nth(1).unwrap();
    let line = std::fs::read_to_string(format!("/proc/{server}/cmdline")).unwrap();
    assert!(line.ends_with("\0__guard\0serve\0"), "{line:?}");
    let kill = std::process::Command::new("kill").args([SIGNAL, server]).status();
    assert!(kill.unwrap().success());
    println!("{server}");
"#;
    format!(
        "fn main() {{{}}}\n",
        body.replace("SIGNAL", &format!("{signal:?}"))
    )
}

/// A program that prints the arguments of its guard, which everybody can read.
const PRINTS_ITS_GUARDS_ARGUMENTS: &str = r#"fn main() {
    let guard = std::os::unix::process::parent_id();
    let line = std::fs::read_to_string(format!("/proc/{guard}/cmdline")).unwrap();
    println!("{:?}", line.split('\0').skip(1).collect::<Vec<_>>());
}"#;

/// Checks a program that harms the server, and then some that harm nobody.
fn check_without_server(signal: &str) {
    let course = Course::new()
        .exercise("harms", "test = false", &signals_the_server(signal))
        .exercise("plain", "test = false", "fn main() { println!(\"on\"); }\n")
        .exercise("arguments", "test = false", PRINTS_ITS_GUARDS_ARGUMENTS);
    let run = course.run(&["verify", "-j1", "--no-cache", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let printed = |index: usize| document["exercises"][index]["stdout"].as_str();
    assert_eq!(printed(1), Some("on\n"), "{run:?}");
    // This guard was not forked, and its arguments say nothing about its job.
    assert_eq!(printed(2), Some("[\"__guard\", \"\"]\n"), "{run:?}");
    let server = printed(0).and_then(|text| text.trim().parse().ok());
    eventually("it is gone", || !lives(server.expect("a number")));
}

#[test]
fn without_the_process_that_makes_guards_all_goes_on() {
    check_without_server("-KILL");
}

#[test]
fn a_process_that_makes_guards_and_was_stopped_is_given_up() {
    check_without_server("-STOP");
}

// Memory.

#[test]
fn ten_gigabytes_at_once_are_refused() {
    let source = "fn main() { let all = vec![1u8; 10 << 30]; println!(\"{}\", all[1 << 30]) }";
    assert_reason(&check("", source), "out_of_memory");
}

#[test]
fn ten_gigabytes_of_zeros_in_a_test_are_refused() {
    let body = "let all = vec![0u8; 10 << 30]; println!(\"{}\", all[1 << 30]);";
    assert_reason(&check_test("", body), "out_of_memory");
}

#[test]
fn memory_that_grows_without_end_is_refused() {
    let source = "fn main() {
        let mut all = Vec::new();
        loop { all.push(vec![1u8; 8 << 20]); std::hint::black_box(&all); }
    }";
    assert_reason(&check("", source), "out_of_memory");
}

#[test]
fn memory_of_all_processes_counts_together() {
    // Eight times 256 MiB, each far below what a single process may have.
    let source = r#"fn main() {
        if std::env::args().len() > 1 {
            let all = vec![1u8; 256 << 20];
            loop { std::hint::black_box(&all); std::thread::sleep(std::time::Duration::from_secs(1)) }
        }
        for _ in 0..8 {
            let me = std::env::current_exe().unwrap();
            std::process::Command::new(me).arg("child").spawn().unwrap();
        }
        std::thread::sleep(std::time::Duration::from_secs(60));
    }"#;
    assert_reason(&check("", source), "out_of_memory");
}

// Input.

#[test]
fn standard_input_is_at_its_end_at_once() {
    let source = r#"fn main() {
        let text = std::io::read_to_string(std::io::stdin()).unwrap();
        print!("{text}");
        assert!(text.is_empty());
    }"#;
    assert_reason(&check("", source), "passed");
}

#[test]
fn our_own_standard_input_does_not_reach_the_program() {
    let source = "fn main() { assert_eq!(std::io::stdin().lines().count(), 0) }";
    let course = Course::new().exercise("it", "", source);
    let mut verify = course.command(&["verify", "it"]);
    let (reader, mut writer) = std::io::pipe().expect("a pipe");
    std::io::Write::write_all(&mut writer, b"a line\n").expect("a line is written");
    let status = verify.stdin(reader).stdout(Stdio::null()).status();
    assert_eq!(status.expect("it starts").code(), Some(0));
}

// Ends.

#[test]
fn a_panic_in_a_thread_that_nobody_joins_passes() {
    let source = r#"fn main() {
        let thread = std::thread::spawn(|| panic!("alone"));
        while !thread.is_finished() { std::thread::yield_now() }
    }"#;
    assert_reason(&check("", source), "passed");
}

#[test]
fn a_panic_in_a_thread_that_is_joined_fails() {
    let source = r#"fn main() { std::thread::spawn(|| panic!("seen")).join().unwrap() }"#;
    let entry = check("", source);
    assert_reason(&entry, "exit_status");
    assert_says(&entry, "panicked");
}

#[test]
fn an_exit_status_fails_and_is_named() {
    let entry = check("", "fn main() { std::process::exit(3) }");
    assert_reason(&entry, "exit_status");
    assert_says(&entry, "status 3");
}

#[test]
fn an_error_from_main_fails() {
    let source = "fn main() -> Result<(), String> { Err(\"no\".into()) }";
    assert_reason(&check("", source), "exit_status");
}

#[test]
fn an_exit_of_zero_in_a_test_is_no_pass() {
    let source = "fn main() {}
#[cfg(test)] mod tests {
    #[test] fn a_leaves() { std::process::exit(0) }
    #[test] fn b_fails() { panic!() }
}";
    let entry = check("", source);
    assert_reason(&entry, "ended_early");
    assert_says(&entry, "tests::a_leaves");
}

#[test]
fn an_exit_of_zero_in_the_only_test_is_no_pass() {
    let entry = check_test("", "std::process::exit(0)");
    assert_reason(&entry, "ended_early");
    assert_says(&entry, "tests::it_holds");
}

#[test]
fn an_exit_of_zero_before_the_harness_began_is_no_pass() {
    let before = r#"
        #[used]
        #[unsafe(link_section = ".init_array")]
        static FIRST: extern "C" fn() = { extern "C" fn go() { std::process::exit(0) } go };"#;
    let entry = check("", &format!("{before}{}", with_test("panic!()")));
    assert_reason(&entry, "ended_early");
}

#[test]
fn a_forged_closing_line_is_no_pass() {
    let body = r#"use std::io::Write;
        writeln!(std::io::stdout(), "ok\n\ntest result: ok. 1 passed;").unwrap();
        std::process::exit(0)"#;
    let entry = check_test("", body);
    assert_ne!(entry["verdict"], "pass", "{entry:#}");
}

#[test]
fn an_exit_of_zero_in_main_beside_passing_tests_passes() {
    let source = with_test("").replace("fn main() {}", "fn main() { std::process::exit(0) }");
    assert_reason(&check("", &source), "passed");
}

#[test]
fn an_exit_of_zero_in_main_does_not_hide_a_failing_test() {
    let source =
        with_test("panic!()").replace("fn main() {}", "fn main() { std::process::exit(0) }");
    assert_reason(&check("", &source), "tests_failed");
}

const DEEP: &str = "fn deep(n: u64) -> u64 { std::hint::black_box(n) + deep(n + 1) }\n";

#[test]
fn a_stack_overflow_is_named() {
    let entry = check(
        "",
        &format!("{DEEP}fn main() {{ println!(\"{{}}\", deep(0)) }}"),
    );
    assert_reason(&entry, "signal");
    assert_says(&entry, "stack overflowed");
}

#[test]
fn a_stack_overflow_in_a_test_is_named() {
    let source = format!("{DEEP}{}", with_test("assert!(crate::deep(0) > 0)"));
    let entry = check("", &source);
    assert_reason(&entry, "signal");
    assert_says(&entry, "stack overflowed");
}

#[test]
fn an_abort_is_a_signal() {
    let entry = check("", "fn main() { std::process::abort() }");
    assert_reason(&entry, "signal");
    assert_says(&entry, "signal 6");
}

#[test]
fn an_abort_in_a_test_is_a_signal() {
    assert_reason(&check_test("", "std::process::abort()"), "signal");
}

// Tests that went missing.

const TWO_TESTS: &str = "fn main() {}

#[cfg(test)]
mod tests {
    #[test]
    fn first() {}

    #[test]
    fn second() {}
}
";

/// Runs an exercise as it came, changes it, and checks it again.
fn changed(keys: &str, change: impl Fn(&str) -> String) -> Value {
    let course = Course::new().exercise("it", keys, TWO_TESTS);
    // `run` keeps the copy that later versions are compared with.
    let run = course.run(&["run", "it"]);
    assert_eq!(run.code, 0, "{run:?}");
    let after = change(TWO_TESTS);
    assert_ne!(after, TWO_TESTS);
    course.write("exercises/it.rs", after);
    course.verdict("it")
}

#[test]
fn a_deleted_test_is_missed() {
    let entry = changed("", |text| {
        text.replace("    #[test]\n    fn second() {}\n", "")
    });
    assert_reason(&entry, "tests_missing");
    assert_says(&entry, "tests::second");
    assert!(!entry["message"].to_string().contains("first"));
}

#[test]
fn a_renamed_test_is_missed() {
    let entry = changed("", |text| text.replace("second", "another"));
    assert_reason(&entry, "tests_missing");
    assert_says(&entry, "tests::second");
}

#[test]
fn an_ignored_test_is_missed() {
    let entry = changed("", |text| {
        text.replace("fn second", "#[ignore]\n    fn second")
    });
    assert_reason(&entry, "tests_missing");
    assert_says(&entry, "tests::second");
}

#[test]
fn a_test_that_is_ignored_on_a_condition_is_missed() {
    let entry = changed("", |text| {
        text.replace("fn second", "#[cfg_attr(unix, ignore)]\n    fn second")
    });
    assert_reason(&entry, "tests_missing");
}

#[test]
fn a_test_without_its_attribute_is_missed() {
    let entry = changed("", |text| {
        text.replace(
            "    #[test]\n    fn second",
            "    #[allow(dead_code)]\n    fn second",
        )
    });
    assert_reason(&entry, "tests_missing");
}

#[test]
fn a_test_in_a_comment_is_missed() {
    let entry = changed("", |text| {
        let text = text.replace(
            "    #[test]\n    fn second() {}",
            "    /* #[test]\n    fn second() {} */",
        );
        assert!(text.contains("/*"));
        text
    });
    assert_reason(&entry, "tests_missing");
}

#[test]
fn tests_in_a_module_that_is_cut_out_are_missed() {
    let entry = changed("", |text| text.replace("#[cfg(test)]", "#[cfg(any())]"));
    assert_reason(&entry, "tests_missing");
    assert_says(&entry, "tests::first");
    assert_says(&entry, "tests::second");
}

#[test]
fn tests_in_a_renamed_module_are_missed() {
    let entry = changed("", |text| text.replace("mod tests", "mod others"));
    assert_reason(&entry, "tests_missing");
}

/// An exercise whose tests hold, and what `verify` says after a change to it.
fn changed_assertions(keys: &str, from: &str, to: &str) -> serde_json::Value {
    let source = "fn double(x: u32) -> u32 {\n    x * 2\n}\n\nfn main() {}\n\n\
        #[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn doubles() {\n        \
        assert_eq!(double(2), 4, \"two\");\n    }\n}\n";
    let course = Course::new().exercise("it", keys, source);
    // `run` keeps the copy that later versions are compared with.
    assert_eq!(course.run(&["run", "it"]).code, 0);
    let after = source.replacen(from, to, 1);
    assert_ne!(after, source);
    course.write("exercises/it.rs", after);
    course.verdict("it")
}

#[test]
fn changed_tests_that_pass_are_found_out() {
    for (from, to, named) in [
        ("double(2), 4", "double(2), double(2)", "tests::doubles"),
        ("assert_eq!(double(2), 4, \"two\");", "", "tests::doubles"),
        (
            "assert_eq!",
            "if false { return; } assert_eq!",
            "tests::doubles",
        ),
        (
            "use super::*;",
            "fn double(x: u32) -> u32 { x + 2 }",
            "tests",
        ),
        ("use super::*;", "use super::*; const _X: u32 = 1;", "tests"),
        (
            "fn main",
            "macro_rules! assert_eq { ($($any:tt)*) => {} }\nfn main",
            "assert_eq!",
        ),
    ] {
        let entry = changed_assertions("", from, to);
        assert_reason(&entry, "tests_edited");
        assert_says(&entry, named);
    }
}

#[test]
fn a_test_that_must_panic_now_is_found_out() {
    let entry = changed_assertions("", "#[test]", "#[test]\n    #[should_panic]");
    assert_reason(&entry, "tests_failed");
    let entry = changed_assertions(
        "",
        "#[test]\n    fn doubles() {",
        "#[test]\n    #[should_panic]\n    fn doubles() { panic!();",
    );
    assert_reason(&entry, "tests_edited");
}

#[test]
fn other_form_comments_and_own_tests_pass() {
    for (from, to) in [
        (
            "double(2), 4, \"two\"",
            "\n double(2), // twice\n 4, \"two\",\n",
        ),
        (
            "    #[test]",
            "    #[test]\n    fn mine() {\n        assert!(double(3) > 5);\n    }\n    #[test]",
        ),
        (
            "fn main",
            "#[cfg(test)]\nmod mine {\n    #[test]\n    fn own() {}\n}\nfn main",
        ),
        ("x * 2", "x + x"),
    ] {
        let entry = changed_assertions("", from, to);
        assert_eq!(entry["verdict"], "pass", "{to}: {entry:#}");
    }
}

#[test]
fn where_the_work_lies_in_the_tests_they_may_change() {
    let entry = changed_assertions("edit_tests = true", "double(2), 4", "double(3), 6");
    assert_eq!(entry["verdict"], "pass", "{entry:#}");
}

#[test]
fn tests_that_are_all_deleted_are_missed() {
    let entry = changed("", |_| "fn main() {}\n".to_owned());
    assert_reason(&entry, "tests_missing");
    assert_says(&entry, "tests::first");
}

#[test]
fn where_tests_are_to_be_edited_they_may_go() {
    let entry = changed("edit_tests = true", |text| {
        text.replace("second", "another")
    });
    assert_reason(&entry, "passed");
}

#[test]
fn a_further_test_is_welcome() {
    let entry = changed("", |text| {
        text.replace(
            "    fn second() {}",
            "    fn second() {}\n\n    #[test]\n    fn third() {}",
        )
    });
    assert_reason(&entry, "passed");
    assert_eq!(entry["tests"].as_array().map(Vec::len), Some(3));
}

// Sources.

/// Checks an exercise after something happened to its file.
fn spoilt(spoil: impl Fn(&Course)) -> Value {
    let course = Course::new().exercise("it", "", "fn main() {}");
    spoil(&course);
    let entry = course.verdict("it");
    assert_reason(&entry, "bad_source");
    assert_says(&entry, "exercises/it.rs");
    entry
}

fn remove(course: &Course) {
    fs::remove_file(course.path("exercises/it.rs")).expect("it is removed");
}

#[test]
fn a_source_that_is_not_utf8_is_named_with_its_line() {
    let entry = spoilt(|course| course.write("exercises/it.rs", b"fn main() {}\n// \xff\n"));
    assert_says(&entry, "UTF-8");
    assert_says(&entry, "line 2");
}

#[test]
fn a_source_of_zeros_is_refused_or_does_not_compile() {
    let course = Course::new().exercise("it", "", "fn main() {}");
    course.write("exercises/it.rs", [0; 4096]);
    assert_eq!(course.verdict("it")["verdict"], "fail");
}

#[test]
fn an_empty_source_is_named() {
    for text in ["", " \n\t\n"] {
        let entry = spoilt(|course| course.write("exercises/it.rs", text));
        assert_says(&entry, "empty");
    }
}

#[test]
fn a_source_that_is_a_folder_is_named() {
    let entry = spoilt(|course| {
        remove(course);
        fs::create_dir(course.path("exercises/it.rs")).expect("a folder");
    });
    assert_says(&entry, "folder");
}

#[test]
fn a_source_that_vanished_is_named() {
    let entry = spoilt(remove);
    assert_says(&entry, "does not exist");
}

#[test]
fn a_source_that_leads_nowhere_is_named() {
    spoilt(|course| {
        remove(course);
        std::os::unix::fs::symlink("nowhere.rs", course.path("exercises/it.rs")).expect("a link");
    });
}

#[test]
fn a_source_that_leads_in_a_circle_is_named() {
    let entry = spoilt(|course| {
        remove(course);
        std::os::unix::fs::symlink("it.rs", course.path("exercises/it.rs")).expect("a link");
    });
    assert_says(&entry, "cannot be read");
}

#[test]
fn a_source_that_is_a_pipe_is_refused() {
    let entry = spoilt(|course| {
        remove(course);
        let made = Command::new("mkfifo")
            .arg(course.path("exercises/it.rs"))
            .status();
        assert!(made.expect("mkfifo starts").success());
    });
    assert_eq!(entry["tests"], Value::Array(Vec::new()));
}

#[test]
fn a_source_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let course = Course::new().exercise("it", "", "fn main() {}");
    let closed = fs::Permissions::from_mode(0o000);
    fs::set_permissions(course.path("exercises/it.rs"), closed).expect("permissions are set");
    let mut verify = Command::new(common::PROGRAM);
    if fs::read(course.path("exercises/it.rs")).is_ok() {
        // Root may read everything, unless this is taken from it.
        verify = Command::new("setpriv");
        verify.arg("--bounding-set=-dac_override,-dac_read_search");
        verify.arg(common::PROGRAM);
    }
    verify.args(["verify", "it", "--format", "json"]);
    let run = finish(verify.current_dir(course.root()));
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let entry = &document["exercises"][0];
    assert_reason(entry, "bad_source");
    assert_says(entry, "exercises/it.rs");
    assert_says(entry, "ermission");
}

// Escapes.

/// Clears the screen, sets the title, hides the cursor, asks for the terminal's name.
const ESCAPES: &str =
    r"\u{1b}[2J\u{1b}]0;title\u{7}\u{1b}[?25l\u{1b}[31mred\u{9b}5n\u{1b}[c\r\u{8}";

#[track_caller]
fn assert_no_escapes(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        let control = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "{text:?}");
    }
}

#[test]
fn escapes_that_a_program_prints_do_not_reach_us() {
    let source = format!(r#"fn main() {{ println!("{ESCAPES}out"); eprintln!("{ESCAPES}err"); }}"#);
    let course = Course::new().exercise("it", "", &source);
    let run = course.run(&["run", "--color", "never", "it"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("redout") || run.stdout.contains("out"));
    assert!(run.stdout.contains("err"), "{}", run.stdout);
    assert_no_escapes(&run);
}

#[test]
fn escapes_that_a_test_prints_do_not_reach_us() {
    let source = with_test(&format!(
        r#"println!("{ESCAPES}out"); panic!("{ESCAPES}why")"#
    ));
    let course = Course::new().exercise("it", "", &source);
    let run = course.run(&["run", "--color", "never", "it"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("why"), "{}", run.stdout);
    assert_no_escapes(&run);
}

#[test]
fn escapes_in_a_compilers_message_do_not_reach_us() {
    let source = format!("compile_error!(\"{ESCAPES}why\");\nfn main() {{}}");
    let course = Course::new().exercise("it", "", &source);
    for command in ["run", "verify"] {
        let run = course.run(&[command, "--color", "never", "it"]);
        assert_eq!(run.code, 1);
        assert!(run.stdout.contains("why"), "{}", run.stdout);
        assert_no_escapes(&run);
    }
}

#[test]
fn with_colours_only_colours_reach_us() {
    let source = format!(r#"fn main() {{ println!("{ESCAPES}out"); {{ let unused = 1; }} }}"#);
    let course = Course::new().exercise("it", "", &source);
    let run = course.run(&["run", "--color", "always", "it"]);
    assert_eq!(run.code, 0);
    for code in run.stdout.split('\x1b').skip(1) {
        let end = code
            .find(|c: char| !"[;0123456789".contains(c))
            .expect("an end");
        assert!(
            code.starts_with('[') && code[end..].starts_with('m'),
            "{code:?}"
        );
    }
    assert!(run.stdout.contains('\x1b'));
}

// Our own end.

fn root(course: &Course) -> String {
    course.root().display().to_string()
}

/// An exercise that never ends and has started `sleep`, once below itself and once far away.
fn endless_with_children(sleep: &Sleep) -> Course {
    let source = format!(
        r#"use std::process::Command;
        fn main() {{
            Command::new("sleep").arg("{sleep}").spawn().unwrap();
            Command::new("sh").args(["-c", "(setsid sleep {sleep} &)"]).status().unwrap();
            loop {{ std::thread::sleep(std::time::Duration::from_secs(9)) }}
        }}"#
    );
    Course::new().exercise("it", "timeout = 3600", &source)
}

/// Starts a check that never ends, lets `end` end it, and waits until nothing is left.
fn nothing_is_left_after(command: &str, end: impl Fn(&Running)) {
    let sleep = Sleep::new();
    let course = endless_with_children(&sleep);
    let mut process = Running::start(course.command(&[command, "it"]).process_group(0));
    eventually("both children sleep", || {
        let all = sleep.left();
        all.iter().filter(|line| line.starts_with("sleep ")).count() == 2
    });
    assert!(!processes_with(&root(&course)).is_empty());
    // The process that makes guards, one of these, and the program at least.
    let below = descendants(process.id());
    assert!(below.len() >= 3, "{below:?}");
    end(&process);
    let status = process.end();
    assert!(!status.success(), "{status}");
    eventually("its children are gone", || sleep.left().is_empty());
    eventually("its program is gone", || {
        processes_with(&root(&course)).is_empty()
    });
    eventually("all of ours are gone", || {
        !below.iter().any(|id| lives(*id))
    });
}

/// The processes below this one.
fn descendants(ancestor: u32) -> Vec<u32> {
    let mut found = vec![ancestor];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        found.extend(children(parent));
        next += 1;
    }
    found.remove(0);
    found
}

fn children(parent: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc")
        .expect("processes are listed")
        .flatten();
    let parent = parent.to_string();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let is_child = |id: &u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let of = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.split_whitespace().nth(1));
        of == Some(parent.as_str())
    };
    ids.filter(is_child).collect()
}

/// Whether a process is there and more than an entry in the table.
fn lives(id: u32) -> bool {
    fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|line| !line.is_empty())
}

#[test]
fn nothing_survives_when_we_are_killed() {
    nothing_is_left_after("verify", |process| signal(process.id(), Signal::KILL));
}

#[test]
fn nothing_survives_when_we_are_terminated() {
    nothing_is_left_after("verify", |process| signal(process.id(), Signal::TERM));
}

#[test]
fn nothing_survives_when_a_run_is_killed() {
    nothing_is_left_after("run", |process| signal(process.id(), Signal::KILL));
}

/// What a terminal does: the signal goes to every process of the group, guards among them.
fn signal_group(process: &Running, signal: Signal) {
    let id = i32::try_from(process.id()).expect("an id");
    let group = rustix::process::Pid::from_raw(id).expect("an id");
    rustix::process::kill_process_group(group, signal).expect("the group is there");
}

#[test]
fn nothing_survives_an_interrupt_from_the_terminal() {
    nothing_is_left_after("verify", |process| signal_group(process, Signal::INT));
}

#[test]
fn nothing_survives_the_terminals_end() {
    nothing_is_left_after("verify", |process| signal_group(process, Signal::HUP));
}

#[test]
fn nothing_survives_a_quit_from_the_terminal() {
    nothing_is_left_after("verify", |process| signal_group(process, Signal::QUIT));
}

#[test]
fn a_killed_compile_leaves_no_compiler() {
    // A constant that takes the compiler long: longer than this test would wait.
    let source =
        "const fn slow(n: u32) -> u32 { if n < 2 { n } else { slow(n - 1) + slow(n - 2) } }
        #[allow(long_running_const_eval)] const N: u32 = slow(60);
        fn main() { println!(\"{N}\") }";
    let course = Course::new().exercise("it", "", source);
    let mut process = Running::start(&mut course.command(&["verify", "it"]));
    eventually("the compiler runs", || {
        !processes_with(&root(&course)).is_empty()
    });
    signal(process.id(), Signal::KILL);
    process.end();
    eventually("the compiler is gone", || {
        processes_with(&root(&course)).is_empty()
    });
}

#[test]
fn what_a_killed_check_left_behind_is_removed_by_the_next() {
    let sleep = Sleep::new();
    let course = endless_with_children(&sleep);
    let mut process = Running::start(&mut course.command(&["verify", "it"]));
    eventually("a child sleeps", || !sleep.left().is_empty());
    signal(process.id(), Signal::KILL);
    process.end();
    eventually("all is gone", || processes_with(&root(&course)).is_empty());
    let scratch =
        || fs::read_dir(course.path(".rustlings-like/scratch")).map_or(0, Iterator::count);
    assert_eq!(scratch(), 1);
    course.write("exercises/it.rs", "fn main() {}");
    assert_reason(&course.verdict("it"), "passed");
    assert_eq!(scratch(), 0);
}

#[test]
fn a_check_leaves_no_scratch_files() {
    let course = Course::new().exercise("it", "", "fn main() {}");
    assert_reason(&course.verdict("it"), "passed");
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(course.path(folder))
            .into_iter()
            .flatten()
            .flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.collect()
    };
    assert_eq!(names(".rustlings-like/scratch"), [""; 0]);
    assert_eq!(names("exercises"), ["it.rs"]);
    let mut top = names(".");
    top.sort();
    assert_eq!(top, [".rustlings-like", "exercises", "info.toml"]);
}

#[test]
fn nothing_survives_a_watch_whose_input_ended() {
    let sleep = Sleep::new();
    let course = endless_with_children(&sleep);
    let mut command = course.command(&["watch"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let mut process = Running::of(child);
    let mut words = String::new();
    let mut reader = BufReader::new(output.expect("a pipe"));
    reader.read_line(&mut words).expect("a line");
    eventually("a child sleeps", || !sleep.left().is_empty());
    // It ends with its input.
    drop(input);
    process.end();
    reader.read_to_string(&mut words).expect("its last words");
    eventually("all is gone", || {
        sleep.left().is_empty() && processes_with(&root(&course)).is_empty()
    });
}

// The guard by itself, told what to do by somebody else than the program.

/// What a guard that gets these bytes replies, and its standard output and standard error.
fn ask_guard(bytes: &[u8]) -> (Value, Vec<u8>, String) {
    let (mut socket, guards_end) = UnixStream::pair().expect("a pair");
    let guard = Command::new(common::PROGRAM)
        .arg("__guard")
        .stdin(OwnedFd::from(guards_end))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    socket.write_all(bytes).expect("it listens");
    let mut length = [0; 4];
    socket.read_exact(&mut length).expect("a reply");
    let mut reply = Vec::new();
    socket.read_to_end(&mut reply).expect("all of it");
    assert_eq!(reply.len(), u32::from_ne_bytes(length) as usize);
    let output = guard.wait_with_output().expect("it ends");
    let errors = String::from_utf8(output.stderr).expect("UTF-8");
    let reply = serde_json::from_slice(&reply).expect("JSON");
    (reply, output.stdout, errors)
}

fn guards_message(json: &str) -> Vec<u8> {
    let length = u32::try_from(json.len()).expect("short").to_ne_bytes();
    [&length, json.as_bytes()].concat()
}

#[test]
fn a_damaged_message_makes_the_guard_say_so() {
    for damaged in ["", "{}", "{\"program\":", "[1, 2, 3]", "\0\0\0\0"] {
        let (reply, stdout, stderr) = ask_guard(&guards_message(damaged));
        let message = reply["NotStarted"]["message"].as_str().expect("why");
        assert!(message.contains("its guard is damaged"), "{message}");
        assert!(message.len() > "its guard is damaged: ".len(), "{message}");
        assert_eq!((stdout.as_slice(), stderr.as_str()), (&b""[..], ""));
    }
    // A length that no message has.
    let (reply, _, stderr) = ask_guard(&[0xff; 4]);
    let message = reply["NotStarted"]["message"].as_str().expect("why");
    assert!(message.contains("damaged or too long"), "{message}");
    assert_eq!(stderr, "");
}

#[test]
fn arguments_variables_and_folders_that_are_not_utf8_reach_the_program() {
    let bytes = |text: &[u8]| Value::from(text.to_vec());
    let folder = tempfile::tempdir().expect("a folder");
    let strange = folder.path().join(OsStr::from_bytes(b"\xff\n\xfe"));
    fs::create_dir(&strange).expect("it is made");
    let script = "printf '%s|%s|%s|%s|' \"$1\" \"$2\" \"$SET\" \"${GONE-unset}\"; pwd";
    let request = serde_json::json!({
        "program": "/bin/sh",
        "args": ["-c", script, "sh", bytes(b"\x80 \"\n"), ""],
        "awaits_args": false,
        "input": "",
        "cwd": bytes(strange.as_os_str().as_bytes()),
        "env": [["SET", bytes(b"=\xff")], ["GONE", Value::Null]],
        "limits": {
            "time": { "secs": 60, "nanos": 0 },
            "kept_output": 0,
            "total_output": 0,
            "memory": 1 << 30,
            "processes": 64,
        },
        "yields": false,
        "sandbox": Value::Null,
    });
    let (reply, stdout, _) = ask_guard(&guards_message(&request.to_string()));
    assert_eq!(reply, serde_json::json!({ "Ended": { "Exited": 0 } }));
    let mut expected = b"\x80 \"\n||=\xff|unset|".to_vec();
    expected.extend_from_slice(strange.as_os_str().as_bytes());
    expected.push(b'\n');
    assert_eq!(stdout, expected);
}
