//! The text of an exercise. If the exercise is a folder, all of its files are in that text, each
//! below a line with its path and length, so that whoever keeps, compares or hands on an
//! exercise needs no more than one text.

use std::collections::BTreeSet;

use crate::model::course::{Exercise, Layout, MANIFEST};
use crate::model::module_files::{ExerciseFile, ModuleFiles};
use crate::rust::Edition;
use crate::rust::flatten::{self, CrateFile, FlatCrate, FlattenError};

/// How many files an exercise may have.
pub const MOST_FILES: usize = 64;

/// How many folders may be around one of its files, in the exercise's.
pub const DEEPEST: usize = 8;

/// An exercise's program as one text, for all that reads programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program.
    pub text: String,
    /// The files that it was put together from, if there are several.
    pub modules: Option<ModuleFiles>,
}

/// Puts a folder's files into one text. The order of the files doesn't matter, but for the first.
pub fn join(files: &[ExerciseFile]) -> String {
    let with_head = |file: &ExerciseFile| {
        let ExerciseFile { path, text } = file;
        format!("{HEAD}{path}, {} bytes\n{text}\n", text.len())
    };
    files.iter().map(with_head).collect()
}

/// What each file begins with in the text of a folder.
const HEAD: &str = "// File ";

/// The files in such a text. `None` if it's not one, or if one of the paths isn't plain.
pub fn split(text: &str) -> Option<Vec<ExerciseFile>> {
    let mut files = Vec::new();
    let mut paths = BTreeSet::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (head, behind) = rest.strip_prefix(HEAD)?.split_once('\n')?;
        let (path, length) = head.strip_suffix(" bytes")?.rsplit_once(", ")?;
        let text = behind.get(..length.parse().ok()?)?;
        rest = behind[text.len()..].strip_prefix('\n')?;
        if !is_plain(path) || !paths.insert(path.to_lowercase()) || files.len() == MOST_FILES {
            return None;
        }
        files.push(ExerciseFile {
            path: path.to_owned(),
            text: text.to_owned(),
        });
    }
    (!files.is_empty()).then_some(files)
}

/// Whether a path can be that of a Rust file, or of a package's manifest, in an exercise's folder, on every system.
pub fn is_plain(path: &str) -> bool {
    let is_plain = |part: &str| {
        let allowed = |c: char| c.is_alphanumeric() || "_-.".contains(c);
        !part.starts_with('.') && !part.is_empty() && part.chars().all(allowed)
    };
    path.len() <= 240
        && (path.ends_with(".rs") || path.rsplit('/').next() == Some(MANIFEST))
        && path.split('/').all(is_plain)
        && path.split('/').count() <= DEEPEST + 1
}

/// The same for people: each file below its name.
pub fn for_people(exercise: &Exercise, text: &str) -> String {
    let files = split(text).filter(|_| exercise.has_folder());
    let Some(files) = files else {
        return text.to_owned();
    };
    let parts = files.iter().map(|file| {
        let ExerciseFile { path, text } = file;
        let end = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        format!("// {path}\n\n{text}{end}")
    });
    parts.collect::<Vec<String>>().join("\n")
}

/// The program that an exercise's text is. `path` is that of the file that it begins with, below
/// the course's root.
///
/// # Errors
/// Why the files can't be put into one text, worded to follow that path.
pub fn program(
    exercise: &Exercise,
    path: &str,
    text: &str,
    edition: Edition,
) -> Result<Program, String> {
    if exercise.layout == Layout::File {
        return Ok(Program {
            text: text.to_owned(),
            modules: None,
        });
    }
    let files = split(text).ok_or("isn't kept as a folder of files")?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let below = |file: ExerciseFile| ExerciseFile {
        path: format!("{folder}/{}", file.path),
        ..file
    };
    if exercise.layout == Layout::Package {
        // It has several crates, so nothing stands for all of it.
        return Ok(Program {
            text: text.to_owned(),
            modules: Some(ModuleFiles::new(
                files.into_iter().map(below).collect(),
                FlatCrate::default(),
            )),
        });
    }
    let parts: Vec<CrateFile> = files
        .iter()
        .map(|file| CrateFile {
            path: &file.path,
            text: &file.text,
        })
        .collect();
    let whole = flatten::flatten(&parts, edition);
    let whole = whole.map_err(|error| in_words(&error))?;
    Ok(Program {
        text: whole.text.clone(),
        modules: Some(ModuleFiles::new(
            files.into_iter().map(below).collect(),
            whole,
        )),
    })
}

fn in_words(error: &FlattenError) -> String {
    format!("can't be checked: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::RootFile;

    fn file(path: &str, text: &str) -> ExerciseFile {
        ExerciseFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    fn folder() -> Exercise {
        Exercise {
            layout: Layout::Modules(RootFile::Main),
            dir: Some("01".to_owned()),
            ..Exercise::new("shop".to_owned(), 1)
        }
    }

    #[test]
    fn a_text_gives_its_files_back() {
        let files = [
            file("main.rs", "mod a;\n// File b.rs, 1 bytes\n"),
            file("a.rs", ""),
            file("a/é.rs", "no line break, é"),
        ];
        let text = join(&files);
        assert_eq!(split(&text).as_deref(), Some(&files[..]));
        for spoilt in [
            text.replace("a/é.rs", "a/../é.rs"),
            text.replace("a/é.rs", "A.rs"),
            text.replace("a/é.rs", "/a.rs"),
            text.replace("17 bytes", "1700000 bytes"),
            text.replace("17 bytes", "16 bytes"),
            format!("{text}more"),
            String::new(),
        ] {
            assert_eq!(split(&spoilt), None, "{spoilt}");
        }
    }

    #[test]
    fn a_program_knows_the_files_of_its_lines() {
        let text = join(&[file("main.rs", "mod a;\nfn main() {}\n"), file("a.rs", "x")]);
        let path = "exercises/01/shop/main.rs";
        let program = program(&folder(), path, &text, Edition::E2024).expect("a program");
        let modules = program.modules.expect("several files");
        let (file, line) = modules.place(2);
        assert_eq!((file.path.as_str(), line), ("exercises/01/shop/a.rs", 1));
        assert_eq!(modules.place(4).1, 2);
        let shown = for_people(&folder(), &text);
        assert_eq!(
            shown,
            "// main.rs\n\nmod a;\nfn main() {}\n\n// a.rs\n\nx\n"
        );
    }
}
