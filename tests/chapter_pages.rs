//! Chapters' pages: `read`, `i` in `watch`, the end of a chapter, and whether the built-in ones are true.

mod common;
#[cfg(unix)]
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::Course;

const PASSES: &str = "fn main() {\n    println!(\"fine\");\n}\n";

const PAGE: &str = "# Rivers\n\nA river flows, and `let` names it.\n\n```rust\nlet river = 1;\n```\n\n\
                    ## You can now\n\n- name a river\n- cross it\n\n## Read more\n\n\
                    - [On rivers](https://example.org/rivers)\n";

/// Two chapters of two exercises; the first has a page.
fn course() -> Course {
    let names = [
        ("source", "01_rivers"),
        ("mouth", "01_rivers"),
        ("peak", "02_hills"),
    ];
    let mut course = Course::new();
    for (name, chapter) in names {
        let keys = format!("dir = \"{chapter}\"\ntest = false");
        course = course.exercise(name, &keys, "");
        course.write(format!("exercises/{chapter}/{name}.rs"), PASSES);
    }
    course.write("exercises/01_rivers/README.md", PAGE);
    course
}

#[test]
fn read_shows_a_chapters_page() {
    let course = course();
    let expected = "Rivers\n\nA river flows, and `let` names it.\n\n    let river = 1;\n\nYou can now\n\n\
                    - name a river\n- cross it\n\nRead more\n\n- On rivers: https://example.org/rivers\n";
    for args in [
        &["read"][..],
        &["read", "01_rivers"],
        &["read", "rivers"],
        &["read", "01"],
    ] {
        let run = course.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (0, expected), "{args:?}");
    }
}

#[test]
fn a_chapter_without_a_page_or_an_unknown_one_is_an_error() {
    let course = course();
    let run = course.run(&["read", "hills"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("chapter 02_hills has no page"),
        "{}",
        run.stderr
    );
    let run = course.run(&["read", "01_river"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("did you mean 01_rivers?"),
        "{}",
        run.stderr
    );
    let run = course.run(&["read", "oceans_and_seas"]);
    assert!(
        run.stderr.contains("the chapters are 01_rivers, 02_hills"),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn watch_offers_the_page_and_looks_back_at_a_chapters_end() {
    use screen::Screen;
    let course = course();
    let watch = Screen::watch(&course);
    watch.wait_text(&["A new chapter: 01_rivers. Press i to read what it's about."]);
    watch.keys("i");
    watch.wait_text(&[
        "A river flows",
        "On rivers: https://example.org/rivers",
        "q back",
    ]);
    watch.keys("q");
    watch.wait_text(&["source", "n next"]);
    watch.keys("n");
    watch.wait_text(&["mouth", "n next"]);
    watch.keys("n");
    watch.wait_text(&[
        "You've finished 01_rivers: 2 exercises",
        "You can now",
        "- cross it",
    ]);
    watch.keys("q");
    let text = watch.wait_text(&["peak", "n next"]);
    assert!(!text.contains("A new chapter"), "{text}");
    watch.keys("i");
    watch.wait_text(&["This chapter has no page."]);
}

/// In plain watch, the look back doesn't keep the next exercise's verdict back. A chapter without a page
/// has no look back.
#[test]
fn plain_watch_looks_back_and_goes_on() {
    use std::io::Write;
    use std::process::Stdio;
    let course = course();
    let mut watch = course.command(&["watch"]);
    watch
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = watch.spawn().expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    let mut all = String::new();
    let mut until = |text: &str, times: usize| {
        while all.matches(text).count() < times {
            let read = std::io::BufRead::read_line(&mut output, &mut all).expect("UTF-8");
            assert!(read > 0, "{all}");
        }
        all.clone()
    };
    until("Press n", 1);
    input.write_all(b"n\n").expect("written");
    until("Press n", 2);
    input.write_all(b"n\n").expect("written");
    let text = until("That was the last exercise", 1);
    assert!(
        text.contains("You've finished 01_rivers: 2 exercises"),
        "{text}"
    );
    assert!(text.contains("- cross it"), "{text}");
    assert!(!text.contains("You've finished 02_hills"), "{text}");
    drop(input);
    child.wait().expect("it ends");
}

/// The blocks of a page that begin with this line.
fn blocks<'p>(page: &'p str, fence: &str) -> Vec<&'p str> {
    let parts = page.split(fence).skip(1);
    parts
        .map(|part| {
            part.split("\n```")
                .next()
                .expect("an end")
                .trim_start_matches('\n')
        })
        .collect()
}

/// Each example of the built-in pages compiles, and prints what the page says.
#[test]
fn the_built_in_pages_are_true() {
    let exercises = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    let folder = tempfile::tempdir().expect("a folder");
    let mut pages = 0;
    for chapter in fs::read_dir(exercises).expect("exercises").flatten() {
        let Ok(page) = fs::read_to_string(chapter.path().join("README.md")) else {
            continue;
        };
        pages += 1;
        let name = chapter.file_name().into_string().expect("a plain name");
        for heading in ["\n## You can now\n", "\n## Read more\n"] {
            assert!(page.contains(heading), "{name} lacks {heading:?}");
        }
        assert!(page.lines().count() <= 80, "{name} is too long for a page");
        let programs = blocks(&page, "```rust");
        let outputs = blocks(&page, "```text\n");
        assert!(!programs.is_empty(), "{name} has no example");
        let source = folder.path().join("example.rs");
        let program = folder.path().join("example");
        let text = programs[0].trim_start_matches('\n');
        fs::write(&source, text).expect("a file");
        let mut rustc = Command::new("rustc");
        rustc
            .args(["--edition=2024", "-Dwarnings"])
            .arg(&source)
            .arg("-o")
            .arg(&program);
        let compiled = common::finish(&mut rustc);
        assert_eq!(compiled.code, 0, "{name}: {}", compiled.stderr);
        let ran = common::finish(&mut Command::new(&program));
        let printed = ran.stdout.trim_end();
        assert!(
            outputs.iter().any(|output| output.trim_end() == printed),
            "{name} prints:\n{printed}\nnone of its outputs is that: {outputs:?}"
        );
    }
    assert!(pages > 0);
}
