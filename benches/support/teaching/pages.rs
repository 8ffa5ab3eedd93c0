//! The report's pages: how long each takes with its queries, and how large it is when compressed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Bench;
use super::figures::{Figure, Figures, kilobytes, seconds};
use crate::support::report::Goal;

/// The most milliseconds for a page.
const MOST_MILLISECONDS: f64 = 200.0;
/// The most kilobytes of a compressed page.
const MOST_KILOBYTES: f64 = 200.0;

/// All pages of a kind.
#[derive(Default)]
struct Kind {
    count: usize,
    /// Of the one that took longest.
    milliseconds: f64,
    /// Of the largest.
    bytes: u64,
    compressed: u64,
}

/// Writes the whole report and measures every page.
pub fn measure(
    bench: &Bench,
    what: &str,
    class: &Path,
    learners: u32,
    figures: &mut Figures,
    out: &mut impl Write,
) -> Result<()> {
    let folder = bench.scratch.join("pages");
    let mut report = ["report", "--timings", "--html"].map(Path::new).to_vec();
    report.push(&folder);
    let (said, took) = bench.run(class, &report)?;
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    let mut facts = None;
    for line in said.lines() {
        if let Some((kind, count, milliseconds)) = timing(line) {
            let kind = kinds.entry(kind.to_owned()).or_default();
            (kind.count, kind.milliseconds) = (count, milliseconds);
        } else if let Some(rest) = line.strip_prefix("facts: ") {
            facts = rest.split(' ').next().and_then(|it| it.parse::<f64>().ok());
        }
    }
    let facts = facts.with_context(|| format!("no timings: {said}"))?;
    let mut found = 0;
    add_sizes(&folder, &folder, &mut kinds, &mut found)?;
    let told: usize = kinds.values().map(|it| it.count).sum();
    ensure!(
        found == told && found > 0,
        "{told} pages with a time, {found} files"
    );
    fs::remove_dir_all(&folder)?;
    writeln!(
        out,
        "\n{what}: pages of {learners} learners\n\n\
         | Pages | Number | Slowest, ms | Largest, kB | compressed |\n|---|---:|---:|---:|---:|"
    )?;
    for (name, kind) in &kinds {
        let (bytes, compressed) = (kilobytes(kind.bytes), kilobytes(kind.compressed));
        writeln!(
            out,
            "| {name} | {} | {:.1} | {bytes:.1} | {compressed:.1} |",
            kind.count, kind.milliseconds
        )?;
    }
    writeln!(out)?;
    let mut add = |value, unit, part: &str, goal| {
        figures.add(Figure {
            what: format!("{what}: {part}"),
            learners,
            value,
            unit,
            goal,
            is_extrapolated: false,
            processors: None,
        });
    };
    let slowest = kinds.values().map(|it| it.milliseconds);
    let slowest = slowest.fold(0.0, f64::max);
    let largest = kinds.values().map(|it| it.compressed).max();
    let largest = kilobytes(largest.unwrap_or_default());
    let goal = Goal::AtMost(MOST_MILLISECONDS);
    add(slowest, "ms", "the slowest page, with its queries", goal);
    let goal = Goal::AtMost(MOST_KILOBYTES);
    add(largest, "kB", "the largest page, compressed", goal);
    add(
        facts,
        "ms",
        "what all pages have in common, once",
        Goal::None,
    );
    add(
        seconds(took.wall),
        "s",
        "the whole report, with a page for each learner",
        Goal::None,
    );
    Ok(())
}

/// Kind, number and milliseconds, from `map: 50 pages, 1234 µs, 5678 bytes`.
fn timing(line: &str) -> Option<(&str, usize, f64)> {
    let (kind, rest) = line.split_once(": ")?;
    let (count, rest) = rest.split_once(" pages, ")?;
    let (time, _) = rest.split_once(" µs")?;
    let time: f64 = time.parse().ok()?;
    Some((kind, count.parse().ok()?, time / 1000.0))
}

/// Compresses each page below a folder as a server does.
fn add_sizes(
    root: &Path,
    folder: &Path,
    kinds: &mut BTreeMap<String, Kind>,
    found: &mut usize,
) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            add_sizes(root, &path, kinds, found)?;
            continue;
        }
        if path.extension().is_none_or(|it| it != "html") {
            continue;
        }
        *found += 1;
        let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
        let kind = kind(&name);
        let kind = kinds
            .get_mut(kind)
            .with_context(|| format!("no time of {name}"))?;
        let bytes = fs::read(&path)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&bytes)?;
        let compressed = encoder.finish()?;
        kind.bytes = kind.bytes.max(u64::try_from(bytes.len())?);
        kind.compressed = kind.compressed.max(u64::try_from(compressed.len())?);
    }
    Ok(())
}

/// The kind of a page, as the timings call it.
fn kind(path: &str) -> &str {
    match path.split_once('/') {
        Some(("learners", _)) => "learner",
        Some(("exercises", _)) => "exercise",
        Some(("codes", _)) => "code",
        _ if path == "index.html" => "now",
        _ if path.starts_with("map") => "map",
        _ => path.trim_end_matches(".html"),
    }
}
