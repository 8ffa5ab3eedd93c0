//! `class export`: points and code for other systems.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::open::{OpenClass, open};
use crate::class::export::{self, Counting, JplagFolder, Platform, Points};
use crate::class::texts::CourseTexts;
use crate::commands::args::{ClassExportArgs, ExportFormat};
use crate::commands::context::Context;
use crate::engine::files;
use crate::exit;
use crate::view::text::{count, safe};

/// Runs the command.
pub fn run(args: &ClassExportArgs, class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let class = open(class)?;
    if let Some(out) = args
        .out
        .as_deref()
        .filter(|_| args.format != ExportFormat::Jplag)
    {
        refuse(out)?;
    }
    if args.format == ExportFormat::Jplag {
        return export_code(args, &class, context);
    }
    let counting = match args.claimed {
        true => Counting::Claimed,
        false => Counting::Verified,
    };
    let points = export::points(&class.store, counting)?;
    let title = args.title.as_deref().unwrap_or(&class.dir.settings.name);
    let text = match args.format {
        ExportFormat::Canvas => {
            let text = export::canvas(&points, title, args.assignment).map_err(|what| {
                let message = format!("the title {title:?} {what}; say another --title");
                exit::error(exit::USAGE, message)
            })?;
            note_unknown(&points, context);
            text
        }
        ExportFormat::Moodle => {
            let (text, left_out) = export::moodle(&points, title, f64::from(args.max));
            if left_out.without_grade > 0 {
                let who = count(left_out.without_grade, "learner");
                context.warn(&format!("{who} without a grade: not in the file"));
            }
            note_unknown(&points, context);
            text
        }
        ExportFormat::Xapi => {
            let home_page = args.home.clone().ok_or_else(|| {
                let message = "xapi needs --home URL, the address of the system that knows the \
                               learners' ids, such as https://school.example";
                exit::error(exit::USAGE, message)
            })?;
            if !is_address(&home_page) {
                let message =
                    format!("--home {home_page:?} isn't an address such as https://school.example");
                return Err(exit::error(exit::USAGE, message));
            }
            let platform = Platform {
                home_page,
                now: files::now(),
            };
            note_unknown(&points, context);
            let course = class.course.id.as_deref().unwrap_or("course");
            export::xapi(&points, course, &platform)
        }
        ExportFormat::Csv => export::table(&points),
        ExportFormat::CsvExercises | ExportFormat::Jplag => export::exercises(&points),
    };
    if class.dir.settings.is_demo {
        context.warn("this class is made up, and so are its points");
    }
    if counting == Counting::Verified && !points.learners.iter().any(|it| it.has_any()) {
        context.warn(
            "nothing is verified yet, so there are no points: `rustlings-like class run` grades what \
             was handed in",
        );
    }
    match &args.out {
        Some(file) => {
            let unwritable = || format!("{} can't be written", file.display());
            files::write_atomic(file, text.as_bytes()).with_context(unwritable)?;
            let who = count(points.learners.len(), "learner");
            let file = safe(&file.to_string_lossy(), false);
            context.lines(&[format!("{who}: {file} is written.")])?;
        }
        None => write!(context.out, "{text}")?,
    }
    Ok(exit::PASSED)
}

/// Refuses a file that can't be meant.
fn refuse(out: &Path) -> Result<()> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let message = match folder.filter(|folder| !folder.is_dir()) {
        _ if out.is_dir() => format!("{} is a folder: name the file to write", out.display()),
        Some(folder) => format!("there's no folder {}", folder.display()),
        None => return Ok(()),
    };
    Err(exit::error(exit::USAGE, message))
}

/// Learners of whom another system has no id.
fn note_unknown(points: &Points, context: &Context) {
    let unknown = points
        .learners
        .iter()
        .filter(|it| it.roster.is_none())
        .count();
    if unknown > 0 {
        let who = count(unknown, "learner");
        context.warn(&format!("{who} not in the roster: not in the file"));
    }
}

fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

fn export_code(args: &ClassExportArgs, class: &OpenClass, context: &mut Context) -> Result<u8> {
    let root = args
        .out
        .clone()
        .unwrap_or_else(|| class.dir.root.join("export/jplag"));
    if fs::read_dir(&root).is_ok_and(|mut entries| entries.next().is_some()) && args.out.is_some() {
        let message = format!("{} isn't empty: name a new folder", root.display());
        return Err(exit::error(exit::USAGE, message));
    }
    let Some((dir, _in_use)) = class.originals.unpacked()? else {
        return Err(exit::error(exit::COURSE, "the class has no course"));
    };
    let texts = CourseTexts::load(&class.dir.course(), &class.course)?;
    let originals = texts.starters_by_name(&class.course);
    let folders = export::jplag(&class.store, &originals, &dir.package)?;
    let unwritable = || format!("{} can't be written", root.display());
    if args.out.is_none() && root.exists() {
        fs::remove_dir_all(&root).with_context(unwritable)?;
    }
    for folder in &folders {
        write_folder(&root, folder).with_context(unwritable)?;
    }
    if folders.is_empty() {
        let line = "No exercise has two hand-ins that are long enough to compare.";
        context.lines(&[line.to_owned()])?;
        return Ok(exit::PASSED);
    }
    let hand_ins: usize = folders.iter().map(|it| it.hand_ins.len()).sum();
    let shown = safe(&root.to_string_lossy(), false);
    let lines = [
        format!("{} of {} in {shown}.", count(hand_ins, "hand-in"), count(folders.len(), "exercise")),
        "For each exercise EXERCISE there:".to_owned(),
        "  java -jar jplag.jar -l rust -bc EXERCISE/base -r EXERCISE/result --csv-export EXERCISE/new".to_owned(),
        "What's similar is for you to judge: short solutions often are the same.".to_owned(),
    ];
    context.lines(&lines)?;
    Ok(exit::PASSED)
}

fn write_folder(root: &Path, folder: &JplagFolder) -> Result<()> {
    // Exercises' names are checked when the course is read, and pseudonyms are ours.
    let exercise = root.join(&folder.exercise);
    let name = format!("{}.rs", folder.exercise);
    let base = exercise.join("base");
    fs::create_dir_all(&base)?;
    fs::write(base.join(&name), &folder.base)?;
    for (pseudonym, text) in &folder.hand_ins {
        let own = exercise.join("new").join(pseudonym);
        fs::create_dir_all(&own)?;
        fs::write(own.join(&name), text)?;
    }
    Ok(())
}
