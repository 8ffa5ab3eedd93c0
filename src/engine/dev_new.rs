//! Creates the files of a new exercise, for an author to fill in.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::exit;
use crate::model::course::{Course, Exercise};
use crate::model::formats::Format;
use crate::model::manifest;

/// Writes the starter, solution and wrong repair of a new exercise, and adds its entry to the
/// manifest after the last one in its chapter. Returns the paths of the new files.
///
/// # Errors
/// The name or the folder isn't allowed, or a file already exists: exit code 2, and nothing is
/// changed. Or a file can't be written.
pub fn create(
    dir: &CourseDir,
    name: &str,
    chapter: &str,
    layout: NewLayout,
) -> Result<Vec<String>> {
    if dir.course.format != Format::Own {
        let message = "a new exercise can only be added to an info.toml with format_version = 1; \
                       nothing was changed";
        return Err(exit::error(exit::USAGE, message));
    }
    let path = dir.root.join("info.toml");
    let old = fs::read_to_string(&path).context("info.toml cannot be read")?;
    let new = with_entry(&old, &dir.course, &entry(name, chapter, layout), chapter);
    let course = manifest::parse(&new)
        .map_err(|error| exit::error(exit::USAGE, format!("{name} can't be used: {error}")))?;
    let index = course.position(name).context("the new entry is lost")?;
    let exercise = &course.exercises[index];
    let wrong = format!("tests/wrong_repairs/{chapter}/{name}.what_is_wrong");
    let mut written = vec![
        (exercise.path(), STARTER.to_owned()),
        (exercise.solution_path(), SOLUTION.to_owned()),
    ];
    match layout {
        NewLayout::File => written.push((format!("{wrong}.rs"), WRONG.to_owned())),
        NewLayout::Modules => {
            for (_, text) in &mut written {
                *text = text.replace("fn main", "mod part;\n\nfn main");
            }
            let folders = [exercise.folder(), exercise.solution_folder()];
            for folder in folders.into_iter().flatten().chain([wrong]) {
                written.push((format!("{folder}/part.rs"), PART.to_owned()));
            }
        }
        NewLayout::Package => {
            let folders = [exercise.folder(), exercise.solution_folder()];
            written.clear();
            for folder in folders.into_iter().flatten() {
                let manifest = PACKAGE.replace("NAME", name);
                written.push((format!("{folder}/Cargo.toml"), manifest));
                written.push((format!("{folder}/src/lib.rs"), LIBRARY.to_owned()));
                written.push((format!("{folder}/tests/api.rs"), TESTS.to_owned()));
            }
            written.push((format!("{wrong}/src/lib.rs"), LIBRARY.to_owned()));
        }
    }
    refuse_to_overwrite(&dir.root, written.iter().map(|(path, _)| path))?;
    for (path, text) in &written {
        files::write_atomic(&dir.root.join(path), text.as_bytes())
            .with_context(|| format!("{path} cannot be written"))?;
    }
    files::write_atomic(&path, new.as_bytes()).context("info.toml cannot be written")?;
    Ok(written.into_iter().map(|(path, _)| path).collect())
}

fn refuse_to_overwrite<'a>(root: &Path, mut paths: impl Iterator<Item = &'a String>) -> Result<()> {
    match paths.find(|path| root.join(path).exists()) {
        Some(path) => {
            let message = format!("{path} already exists; nothing was changed");
            Err(exit::error(exit::USAGE, message))
        }
        None => Ok(()),
    }
}

/// The manifest's text with the new entry.
fn with_entry(text: &str, course: &Course, entry: &str, chapter: &str) -> String {
    let last = course
        .exercises
        .iter()
        .rposition(|e| e.chapter() == chapter);
    let next = last.and_then(|last| course.exercises.get(last + 1));
    match next.and_then(|next| start_of_entry(text, next)) {
        Some(at) => format!("{}{entry}\n{}", &text[..at], &text[at..]),
        None => format!("{}\n\n{entry}", text.trim_end()),
    }
}

/// The offset of an entry's `[[exercises]]` line: the last such line above its name.
fn start_of_entry(text: &str, exercise: &Exercise) -> Option<usize> {
    let name_line = text.split_inclusive('\n').take(exercise.line);
    let above: usize = name_line.map(str::len).sum();
    text[..above].rfind("[[exercises]]")
}

fn entry(name: &str, chapter: &str, layout: NewLayout) -> String {
    let layout = match layout {
        NewLayout::File => "",
        NewLayout::Modules => "layout = \"modules\"\n",
        NewLayout::Package => "layout = \"package\"\n",
    };
    format!(
        "[[exercises]]\n\
         name = {name:?}\n\
         dir = {chapter:?}\n\
         {layout}\
         title = \"\"\n\
         concepts = []\n\
         source = \"\"\n\
         expect = []            # such as [\"E0382\"]; see docs/course-format.md\n\
         hint = \"\"\"A question.\"\"\"\n\
         further_hints = [\n  \"\"\"The concept.\"\"\",\n  \"\"\"The shape of the repair.\"\"\",\n]\n"
    )
}

/// Which files a new exercise has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewLayout {
    /// One file.
    File,
    /// A folder with `main.rs` and a module in a file of its own.
    Modules,
    /// A folder with a cargo package.
    Package,
}

const PART: &str = "// A module in a file of its own.\n";

const PACKAGE: &str = "\
[package]
name = \"NAME\"
version = \"0.1.0\"
edition = \"2024\"

[workspace]
";

const LIBRARY: &str = "\
//! Say what the situation is and what should be true in the end, but not how to get there.
";

const TESTS: &str = "\
#[test]
fn a_fact_that_must_hold() {
    todo!(\"an assertion that no shortcut satisfies\")
}
";

const STARTER: &str = "\
// Say what the situation is and what should be true in the end, but not how to get there.

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_must_hold() {
        todo!(\"an assertion that no shortcut satisfies\")
    }
}
";

const SOLUTION: &str = "\
// Say what was wrong, and why this is right.

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_must_hold() {
        todo!(\"the same tests as in the starter\")
    }
}
";

const WRONG: &str = "\
// A plausible repair that misses the point. It must not pass.

fn main() {
    todo!(\"a wrong repair\")
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_stands_behind_its_chapter() {
        let text = "format_version = 1\n\n[[exercises]]\nname = \"a\"\ndir = \"x\"\n\n[[exercises]]\ndir = \"y\"\nname = \"b\"\n";
        let course = manifest::parse(text).expect("valid");
        for (chapter, order) in [
            ("x", ["a", "n", "b"]),
            ("y", ["a", "b", "n"]),
            ("z", ["a", "b", "n"]),
        ] {
            let new = manifest::parse(&with_entry(
                text,
                &course,
                &entry("n", chapter, NewLayout::File),
                chapter,
            ))
            .expect("valid");
            let names: Vec<&str> = new.exercises.iter().map(|e| e.name.as_str()).collect();
            assert_eq!(names, order);
        }
    }
}
