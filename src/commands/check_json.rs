//! `check-json`: one exercise's compiler messages, for an editor's language server.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::args::CheckJsonArgs;
use crate::commands::context::Context;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::course_dir::CourseDir;
use crate::engine::process::Cancel;
use crate::engine::{editors, foreign};
use crate::exit;
use crate::model::course::Exercise;

/// Runs the command. Only JSON goes to standard output, since a program reads it.
///
/// # Errors
/// The file isn't an exercise (exit code 2), or it couldn't be compiled at all.
pub fn run(args: &CheckJsonArgs, context: &mut Context) -> Result<u8> {
    let file = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
    let dir = find_course(&file, context)?;
    let (exercise, solution) = find_exercise(&file, &dir)?;
    let exercise = exercise.clone();
    let request = CheckRequest {
        solution,
        ..CheckRequest::default()
    };
    let checker = Checker::new(dir)?;
    editors::follow(checker.dir(), checker.needs_crates(&exercise, request));
    let messages = checker.compiler_messages(&exercise, request, &Cancel::default());
    let messages = messages.map_err(|message| exit::error(exit::MACHINE, message))?;
    if messages.lacks_clippy {
        context.warn(
            "this exercise needs clippy's lints, and clippy isn't installed: \
             `rustup component add clippy`",
        );
    }
    let printed = context.lines(&messages.lines);
    context.ignore_closed_pipe(printed)?;
    Ok(if messages.has_error {
        exit::FAILED
    } else {
        exit::PASSED
    })
}

/// The course that a file lies in, or the one named by `--course`.
///
/// # Errors
/// There is no such file, or it lies in no course (exit code 2).
pub fn find_course(file: &Path, context: &Context) -> Result<CourseDir> {
    if !file.is_file() {
        let message = format!("there is no file {}", file.display());
        return Err(exit::error(exit::USAGE, message));
    }
    let is_course = |folder: &Path| foreign::course_root(folder).is_some();
    if context.course().is_none() && !file.ancestors().skip(1).any(is_course) {
        let message = format!("{} isn't in a course", file.display());
        return Err(exit::error(exit::USAGE, message));
    }
    CourseDir::find(context.course(), file)
}

/// The exercise that a file belongs to, and whether the file is its solution.
///
/// # Errors
/// It belongs to none (exit code 2).
pub fn find_exercise<'a>(file: &Path, dir: &'a CourseDir) -> Result<(&'a Exercise, bool)> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let (real_file, real_root) = (real(file), real(&dir.root));
    let is_same = |path: String| {
        let path: PathBuf = dir.root.join(path).components().collect();
        path == file || (real_file.is_some() && real(&path) == real_file)
    };
    let exercises = || dir.course.exercises.iter();
    let below = [
        (Some(file), Some(dir.root.as_path())),
        (real_file.as_deref(), real_root.as_deref()),
    ];
    let below = below
        .into_iter()
        .filter_map(|(file, root)| path_below(file?, root?));
    let below: Vec<String> = below.collect();
    let is_in = |owns: &dyn Fn(&str) -> bool| below.iter().any(|path| owns(path));
    let own = exercises().find(|e| is_same(e.path()) || is_in(&|path| e.owns(path)));
    let found = own.map(|e| (e, false)).or_else(|| {
        let is_its =
            |e: &&Exercise| is_same(e.solution_path()) || is_in(&|path| e.owns_solution(path));
        exercises().find(is_its).map(|e| (e, true))
    });
    found.ok_or_else(|| {
        let message = format!(
            "{} isn't an exercise of the course in {}",
            file.display(),
            dir.root.display()
        );
        exit::error(exit::USAGE, message)
    })
}

/// The path of a file below a folder, with `/`.
pub fn path_below(file: &Path, root: &Path) -> Option<String> {
    let below = file.strip_prefix(root).ok()?;
    Some(below.to_string_lossy().replace('\\', "/"))
}
