//! `class report`: who is where, who needs help, and which errors the class fights with.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::class::folder::ClassDir;
use crate::class::pages::frame::Frame;
use crate::class::report::drawings::{self, Drawings};
use crate::class::report::facts::ClassFacts;
use crate::class::report::folder::{self, PageTiming};
use crate::class::report::{document, tables};
use crate::class::texts::CourseTexts;
use crate::commands::args::ClassReportArgs;
use crate::commands::context::Context;
use crate::commands::teacher::open::{self, OpenClass};
use crate::engine::files;
use crate::exit;
use crate::model::course::Course;
use crate::view::text::{count, safe};

/// Runs the command.
pub fn run(args: &ClassReportArgs, class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let start = Instant::now();
    let OpenClass {
        dir: class,
        course,
        store,
        ..
    } = open::open(class)?;
    let now = args.now.unwrap_or_else(files::now);
    let facts = ClassFacts::collect(&store.db, &class, &course, now, args.names)?;
    let collected = start.elapsed();
    if let Some(file) = &args.json {
        if file == Path::new("-") {
            let written = document::write(&mut context.out, &store.db, &facts);
            context.ignore_closed_pipe(written)?;
        } else {
            let unwritable = || format!("{} can't be written", file.display());
            let out = BufWriter::new(File::create(file).with_context(unwritable)?);
            document::write(out, &store.db, &facts).with_context(unwritable)?;
        }
    }
    let tables_start = Instant::now();
    if let Some(folder) = &args.csv {
        tables::write(folder, &store.db, &facts)?;
    }
    let tables_time = tables_start.elapsed();
    let mut lines = Vec::new();
    let mut timings = Vec::new();
    if args.html.is_some() || (args.json.is_none() && args.csv.is_none()) {
        let html = args.html.clone();
        let folder = html.unwrap_or_else(|| class.root.join("report"));
        let drawings = if args.no_drawings {
            Drawings::new()
        } else {
            draw(&class, &course, &facts)?
        };
        let frame = Frame {
            facts: &facts,
            root: "",
            has_learners: !args.no_learners,
        };
        timings = folder::write(&folder, &store.db, &frame, &drawings)?;
        lines = summary(&facts, &folder, &timings);
    }
    if args.timings {
        let took = collected.as_millis();
        writeln!(
            context.out,
            "facts: {took} ms; tables: {} ms",
            tables_time.as_millis()
        )?;
        for timing in &timings {
            let (slowest, largest) = (timing.slowest.as_micros(), timing.largest);
            let (kind, count) = (timing.kind, timing.count);
            writeln!(
                context.out,
                "{kind}: {count} pages, {slowest} µs, {largest} bytes"
            )?;
        }
    }
    if args.json.as_deref() != Some(Path::new("-")) {
        context.lines(&lines)?;
    }
    Ok(exit::PASSED)
}

fn draw(class: &ClassDir, course: &Course, facts: &ClassFacts) -> Result<Drawings> {
    let texts = CourseTexts::load(&class.course(), course)?;
    let codes = facts.codes_with_page().map(|code| code.code.as_str());
    let codes: Vec<&str> = codes.collect();
    Ok(drawings::draw(class, course, &texts, &codes))
}

fn summary(facts: &ClassFacts, folder: &Path, timings: &[PageTiming]) -> Vec<String> {
    let pages = timings.iter().map(|timing| timing.count).sum();
    let index: PathBuf = folder.join("index.html");
    let learners = count(facts.learners.len(), "learner");
    let mut lines = vec![
        format!("The report on {learners} has {}.", count(pages, "page")),
        format!("Open {}", safe(&index.to_string_lossy(), false)),
    ];
    if facts.has_names {
        lines.push("It has names in it: mind who can see that folder.".to_owned());
    }
    lines
}
