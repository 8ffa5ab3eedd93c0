//! How long reading takes.

use std::time::{Duration, Instant};

use super::texts;
use crate::rust::{Edition, Source};

/// The middle of so many measurements.
fn median(mut measure: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<_> = (0..21).map(|_| measure()).collect();
    times.sort();
    times[times.len() / 2]
}

#[expect(clippy::print_stdout, reason = "the figures are what is wanted")]
fn measure(name: &str, text: &str) {
    let source = || Source::new(text, Edition::E2024);
    let cut = median(|| {
        let begin = Instant::now();
        source();
        begin.elapsed()
    });
    let parse = median(|| {
        let source = source();
        let begin = Instant::now();
        source.tree().expect("it is readable");
        begin.elapsed()
    });
    let resolve = median(|| {
        let source = source();
        source.tree().expect("it is readable");
        let begin = Instant::now();
        source.names().expect("it is readable");
        begin.elapsed()
    });
    let lines = text.lines().count();
    println!("{name}, {lines} lines: tokens {cut:?}, tree {parse:?}, names {resolve:?}");
}

#[test]
#[ignore = "a measurement"]
fn of_a_short_text_and_a_long_one() {
    let all = texts();
    let mut exercises: Vec<_> = all
        .iter()
        .filter(|(path, text)| {
            path.starts_with("solutions")
                && Source::new(text.as_str(), Edition::E2024).tree().is_ok()
        })
        .collect();
    exercises.sort_by_key(|(_, text)| text.len());
    measure("an ordinary exercise", &exercises[exercises.len() / 2].1);
    let modules = exercises.iter().rev().enumerate();
    let long: String = modules
        .map(|(number, (_, text))| format!("mod m{number} {{\n{text}\n}}\n").replace("//!", "//"))
        .scan(0, |lines, text| {
            *lines += text.lines().count();
            (*lines < 3_000).then_some(text)
        })
        .collect();
    measure("exercises as modules", &long);
}
