//! A `main` beside tests is built with them by one compile where it can't tell: what it prints
//! and how it ends are what they are for the same `main` in a file without tests.

#![cfg(unix)]

mod common;

use common::Course;
use serde_json::Value;

const TESTS: &str = "
#[cfg(test)]
mod tests {
    #[test]
    fn adds() {
        assert_eq!(1 + 1, 2);
    }
}
";

/// Programs that end in all the ways in which a `main` can end, and one each that our test of
/// `main` could get in the way of.
const MAINS: &[(&str, &str)] = &[
    (
        "prints",
        "fn main() { println!(\"a\"); eprintln!(\"b\"); print!(\"c\"); }",
    ),
    ("prints_nothing", "fn main() { std::hint::black_box(1); }"),
    (
        "status",
        "fn main() { println!(\"a\"); std::process::exit(3); }",
    ),
    (
        "code",
        "fn main() -> std::process::ExitCode { println!(\"a\"); std::process::ExitCode::from(7) }",
    ),
    (
        "error",
        "fn main() -> Result<(), String> { println!(\"a\"); Err(\"no\".into()) }",
    ),
    (
        "never",
        "fn main() -> ! { println!(\"a\"); std::process::exit(0) }",
    ),
    (
        "panics",
        "fn main() { println!(\"a\"); let v: Vec<i32> = Vec::new(); println!(\"{}\", v[0]); }",
    ),
    (
        "panics_elsewhere",
        "fn main() { let t = std::thread::spawn(|| panic!(\"x\")); println!(\"{}\", t.join().is_err()); }",
    ),
    (
        "names_its_thread",
        "fn main() { println!(\"{:?}\", std::thread::current().name()); }",
    ),
    (
        "aborts",
        "fn main() { println!(\"a\"); std::process::abort(); }",
    ),
    (
        "overflows",
        "fn f(n: u64) -> u64 { if n == 0 { 0 } else { f(n + 1) + std::hint::black_box(n) } }\nfn main() { println!(\"{}\", f(1)); }",
    ),
    (
        "deep",
        "fn f(n: u64) -> u64 { if n == 0 { 0 } else { f(n - 1) + std::hint::black_box(n) } }\nfn main() { println!(\"{}\", f(20_000)); }",
    ),
    (
        "names_the_file",
        "fn main() { println!(\"{} {}\", file!(), line!()); }",
    ),
    (
        "arguments",
        "fn main() { println!(\"{:?}\", std::env::args().count()); }",
    ),
    (
        "own_error",
        "fn main() { let x: u32 = \"a\"; println!(\"{x}\"); }",
    ),
    ("no_termination", "fn main() -> u8 { println!(\"a\"); 1 }"),
    ("own_names", "mod std {}\nfn main() { println!(\"a\"); }"),
    (
        "denies",
        "#![deny(warnings)]\nfn main() -> ! { println!(\"a\"); ::std::process::exit(0) }",
    ),
    ("unclosed", "fn main() { println!(\"a\"); }\nfn open() {"),
    (
        "half_an_item",
        "fn main() { println!(\"a\"); }\nstruct Half",
    ),
];

/// The program with this before it, or behind it if it begins with what must stand first: where
/// its text ends is what matters in some.
fn behind(before: &str, main: &str) -> String {
    match main.split_once('\n') {
        Some((head, rest)) if head.starts_with("#!") => format!("{head}\n{rest}\n{before}"),
        _ => format!("{before}\n{main}"),
    }
}

/// What an entry says of `main`: the reason, the message, and what was printed.
fn of_main(entry: &Value) -> [String; 4] {
    let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let stderr = text("stderr");
    // The number of a thread is another one each time.
    let (mut quiet, mut depth) = (String::new(), 0);
    for c in stderr.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => quiet.push(c),
            _ => {}
        }
    }
    let message = text("message").replace(", 1 test", "");
    [text("reason"), message, text("stdout"), quiet]
}

#[test]
fn a_main_beside_tests_does_what_it_does_alone() {
    let lines = "\n".repeat(TESTS.matches('\n').count());
    let mut course = Course::new();
    for (name, main) in MAINS {
        course = course
            .exercise(
                &format!("{name}_alone"),
                "test = false",
                &behind(&lines, main),
            )
            .exercise(&format!("{name}_beside"), "", &behind(TESTS, main));
    }
    let run = course.run(&["verify", "--no-batch", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let entries = report["exercises"].as_array().expect("entries");
    let find = |name: String| {
        let named = entries.iter().find(|entry| entry["name"] == name.as_str());
        named.expect("an entry")
    };
    for (name, _) in MAINS {
        let alone = find(format!("{name}_alone"));
        let beside = find(format!("{name}_beside"));
        let named = |entry: &Value, end: &str| {
            of_main(entry).map(|text| text.replace(&format!("{name}_{end}"), name))
        };
        assert_eq!(named(beside, "beside"), named(alone, "alone"), "{name}");
    }
}
