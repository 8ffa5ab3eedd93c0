//! Text that others wrote, in messages and on the screen: it is readable, however long it is,
//! and what nobody could see in it is made visible.

mod common;

use std::process::Stdio;

use common::{Course, Run};

const PASSES: &str = "fn main() {}\n";

/// What turns the direction of text, or takes no room.
const INVISIBLE: &str = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\
                         \u{200e}\u{200f}\u{61c}\u{200b}\u{2060}\u{feff}";

// Not UTF-8.

#[test]
fn a_manifest_that_is_not_utf8_names_the_line() {
    let not_utf8 = b"# one\n# two\nwelcome_message = \"caf\xe9\"\n".to_vec();
    let utf16: Vec<u8> = "\u{feff}format_version = 1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for name in ["info.toml", "Cargo.toml"] {
        for (content, parts) in [
            (&not_utf8, [format!("{name}:3: "), "not UTF-8".to_owned()]),
            (&utf16, [format!("{name}:1: "), "UTF-16".to_owned()]),
        ] {
            let course = Course::new().exercise("it", "test = false", PASSES);
            course.write(name, content);
            for command in [&["list"][..], &["verify"], &["dev", "check"]] {
                let run = course.run(command);
                assert_eq!(run.code, 3, "{run:?}");
                for part in &parts {
                    assert!(run.stderr.contains(part), "{part} is not in {run:?}");
                }
            }
        }
    }
}

#[test]
fn a_manifest_with_a_byte_order_mark_is_read() {
    let course = Course::new().exercise("it", "test = false", PASSES);
    for name in ["info.toml", "Cargo.toml"] {
        let text = match name {
            "info.toml" => course.read(name),
            _ => "bin = [{ name = \"it\", path = \"exercises/it.rs\" }]\n[package]\nname = \"c\"\n"
                .to_owned(),
        };
        course.write(name, format!("\u{feff}{text}"));
    }
    let run = course.run(&["list"]);
    assert_eq!(run.code, 0, "{run:?}");
}

// Too long.

#[track_caller]
fn assert_short(run: &Run) {
    let length = run.stdout.len() + run.stderr.len();
    assert!(length < 10_000, "{length} bytes: {:.2000}", run.stderr);
}

#[test]
fn a_long_string_in_a_damaged_file_is_not_printed_whole() {
    let long = "é".repeat(2_500_000);
    for manifest in [
        format!("format_version = 1\n[[exercises]]\nname = 3 # \n\"{long}\" = 1\n"),
        format!("format_version = \"{long}\"\n"),
        format!("format_version = 1\n[[exercises]]\nname = \"a/{long}\"\nexpect = [\"E{long}\"]\n"),
        format!("format_version = 1\nwelcome_message = \"{long}\n"),
        format!("format_version = 1\n[[exercises]]\nname = \"{long}\"\nnetwork = \"{long}\"\n"),
        // No file system holds such names.
        format!("format_version = 1\n[[exercises]]\nname = \"{long}\"\n"),
        format!("format_version = 1\n[[exercises]]\nname = \"a\"\ndir = \"b/{long}\"\n"),
        format!("[[exercises]]\nname = \"a\"\nmode = \"test\"\npath = \"{long}.rs\"\n"),
    ] {
        let course = Course::new();
        course.write("info.toml", manifest);
        let run = course.run(&["list"]);
        assert_eq!(run.code, 3, "{:.2000}", run.stderr);
        assert!(run.stderr.contains("info.toml:"), "{run:?}");
        assert_short(&run);
    }
}

#[test]
fn a_long_string_in_another_damaged_file_is_not_printed_whole() {
    let long = "x".repeat(5_000_000);
    let course = Course::new().exercise("it", "test = false", PASSES);
    for cargo_toml in [
        format!("[package]\nname = \"{long}\n"),
        format!("[package]\nname = [\"{long}\"]\n"),
        format!("bin = \"{long}\"\n"),
    ] {
        course.write("Cargo.toml", cargo_toml);
        let run = course.run(&["list"]);
        assert_eq!(run.code, 3, "{:.2000}", run.stderr);
        assert!(run.stderr.contains("Cargo.toml"), "{run:?}");
        assert_short(&run);
    }
    std::fs::remove_file(course.path("Cargo.toml")).expect("it is removed");
    for damaged in [format!("\"{long}\""), format!("{{\"schema\":\"{long}\"}}")] {
        course.write(".rustlings-like/progress.json", &damaged);
        assert_short(&course.run(&["list"]));
        course.write("report.json", &damaged);
        let run = course.run(&["merge-reports", "report.json"]);
        assert_ne!(run.code, 0, "{:.2000}", run.stderr);
        assert_short(&run);
    }
}

#[test]
fn a_long_line_of_code_is_not_printed_whole() {
    let long = "y".repeat(40_000);
    let source = format!("fn main() {{ let x: u32 = \"{long}\"; }}\n");
    let moved = format!("fn main() {{ let a = String::from(\"{long}\"); drop(a); drop(a); }}\n");
    let course = Course::new()
        .exercise("types", "test = false", &source)
        .exercise("moved", "test = false", &moved);
    for (name, code) in [("types", "E0308"), ("moved", "E0382")] {
        let run = course.run(&["run", name]);
        assert_eq!(run.code, 1, "{:.2000}", run.stdout);
        assert!(run.stdout.contains(code), "{run:?}");
        assert_short(&run);
    }
}

// Invisible.

/// Everything that a learner meets, with each of the characters in all that others name.
fn course_with(invisible: char) -> Course {
    let name = format!("na{invisible}me");
    let keys = format!(
        "dir = \"di{invisible}r\"\ntitle = \"ti{invisible}tle\"\nhint = \"hi{invisible}nt\"\n\
         test = false\nexpect = [\"error: te{invisible}xt\"]"
    );
    let course = Course::new().exercise(&name, &keys, "");
    course.write(
        format!("exercises/di{invisible}r/{name}.rs"),
        format!("fn main() {{\n    println!(\"pri\\u{{{:x}}}nt\");\n    panic!(\"pa\\u{{{:x}}}nic\");\n}}\n", u32::from(invisible), u32::from(invisible)),
    );
    course
}

#[track_caller]
fn assert_visible(run: &Run, parts: &[&str], invisible: char) {
    for text in [&run.stdout, &run.stderr] {
        let found = text.chars().find(|c| INVISIBLE.contains(*c));
        assert_eq!(found, None, "{text:?}");
    }
    for part in parts {
        let part = part.replace('@', &invisible.escape_unicode().to_string());
        let all = format!("{}{}", run.stdout, run.stderr);
        assert!(all.contains(&part), "{part} is not in {all}");
    }
}

#[test]
fn invisible_characters_in_what_others_wrote_are_shown_as_escapes() {
    for invisible in ['\u{202e}', '\u{200f}', '\u{200b}'] {
        let course = course_with(invisible);
        for (args, parts) in [
            (&["list"][..], &["di@r", "na@me", "ti@tle"][..]),
            (&["run"], &["na@me", "di@r/na@me.rs", "pri@nt", "pa@nic"]),
            (&["verify"], &["na@me", "di@r/na@me.rs"]),
            (&["verify", "--format", "github"], &["na@me", "pri@nt"]),
            (&["hint"], &["na@me", "hi@nt"]),
            (&["progress"], &["di@r"]),
            (&["solution"], &["na@me"]),
            (&["reset", &format!("na{invisible}me")], &["na@me"]),
            (&["undo"], &["na@me"]),
            (&["run", "name"], &["na@me"]),
            (&["dev", "check"], &["di@r/na@me.rs", "te@xt"]),
        ] {
            let mut run = course.run(args);
            if args.contains(&"github") {
                // The path of an annotation is data.
                let lines = run
                    .stdout
                    .lines()
                    .filter(|line| !line.starts_with("::error "));
                run.stdout = lines.collect::<Vec<_>>().join("\n");
            }
            assert_visible(&run, parts, invisible);
        }
    }
}

/// rustc's message has the whole name.
#[test]
fn a_name_of_megabytes_is_not_printed_whole() {
    let source = format!("fn main() {{ {}(); }}\n", "z".repeat(3_000_000));
    let course = Course::new().exercise("it", "test = false", &source);
    for args in [
        &["run", "it"][..],
        &["run", "it", "--format", "json"],
        &["verify"],
        &["verify", "--format", "json"],
        &["explain", "it"],
    ] {
        let run = course.run(args);
        let length = run.stdout.len() + run.stderr.len();
        assert!(length < 100_000, "{args:?} prints {length} bytes");
        assert!(run.stdout.contains("more characters"), "{args:?}");
    }
}

#[test]
fn invisible_characters_in_code_are_shown_as_escapes() {
    let moved =
        "fn main() {\n    let a = String::from(\"x\u{200f}y\");\n    drop(a);\n    drop(a);\n}\n";
    let turned = "fn main() {\n    let b: u32 = \"\u{202e}\u{200b}\"; // \u{2066}z\u{2069}\n}\n";
    let course = Course::new()
        .exercise("moved", "test = false", moved)
        .exercise("turned", "test = false", turned);
    let run = course.run(&["run", "moved"]);
    // The lens draws the line, and rustc shows it.
    assert_visible(&run, &["\"x@y\""], '\u{200f}');
    assert!(run.stdout.matches("x\\u{200f}y").count() >= 2, "{run:?}");
    let run = course.run(&["run", "turned"]);
    assert_visible(&run, &["@", "'\\u{202e}'"], '\u{200b}');
}

#[test]
fn invisible_characters_are_shown_as_escapes_in_watch() {
    let course = course_with('\u{202e}');
    let mut watch = course.command(&["watch"]);
    watch.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = watch.spawn().expect("the program starts");
    let words = b"h\nl\nq\nx\nn\no\nq\nq\n";
    let mut stdin = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut stdin, words).expect("it reads");
    drop(stdin);
    let run = Run::of(child.wait_with_output().expect("it ends"));
    let parts = [
        "di@r",
        "na@me",
        "ti@tle",
        "hi@nt",
        "Reset na@me?",
        "> na@me",
    ];
    assert_visible(&run, &parts, '\u{202e}');
}

#[test]
fn machines_get_names_as_they_are() {
    let course = course_with('\u{202e}');
    let list = course.run(&["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.stdout).expect("JSON");
    assert_eq!(list["exercises"][0]["name"], "na\u{202e}me");
    let verify = course.run(&["verify", "--format", "json"]);
    let verify: serde_json::Value = serde_json::from_str(&verify.stdout).expect("JSON");
    assert_eq!(verify["exercises"][0]["name"], "na\u{202e}me");
}
