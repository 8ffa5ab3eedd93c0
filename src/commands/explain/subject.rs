//! What the one argument of `explain` means.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::context::Context;
use crate::engine::diagnose;
use crate::exit;

/// What to explain.
pub enum ExplainSubject {
    /// A program or a compiler's messages on standard input.
    Input,
    /// An error code, in rustc's form.
    Code(String),
    /// A file that exists.
    File(PathBuf),
    /// An exercise of the course around this folder, or the current exercise if there's no
    /// name. An exercise of this name may not exist.
    Exercise(Option<String>),
}

/// Finds out what the argument means. A file or an exercise called `382` wins over E0382.
///
/// # Errors
/// It means nothing: exit code 2, with what's missing.
pub fn find(what: Option<&str>, context: &Context) -> Result<ExplainSubject> {
    let Some(what) = what else {
        return Ok(ExplainSubject::Exercise(None));
    };
    let path = Path::new(what);
    let is_exercise = || {
        let course = context.course_around().map(|dir| dir.course);
        let name = what.strip_suffix(".rs").unwrap_or(what);
        course.is_some_and(|course| course.position(name).is_some())
    };
    if what == "-" {
        return Ok(ExplainSubject::Input);
    }
    match error_code(what) {
        Some(code) if code.eq_ignore_ascii_case(what) => return Ok(ExplainSubject::Code(code)),
        Some(code) if !path.is_file() && !is_exercise() => return Ok(ExplainSubject::Code(code)),
        _ => {}
    }
    if path.is_file() {
        Ok(ExplainSubject::File(path.to_owned()))
    } else if is_exercise() {
        Ok(ExplainSubject::Exercise(Some(what.to_owned())))
    } else if path.is_dir() {
        Err(exit::error(exit::USAGE, explain_folder(what)))
    } else if path.exists() {
        // A device, or what a shell makes of `<(...)`.
        let message = format!(
            "{what} isn't an ordinary file; `rustlings-like explain -` reads standard input"
        );
        Err(exit::error(exit::USAGE, message))
    } else if what.ends_with(".rs") || what.contains(['/', '\\']) {
        Err(exit::error(exit::USAGE, format!("there is no file {what}")))
    } else if context.course_around().is_some() {
        // The course suggests similar names.
        Ok(ExplainSubject::Exercise(Some(what.to_owned())))
    } else {
        let message =
            format!("there is no file {what}, and no course here with an exercise of that name");
        Err(exit::error(exit::USAGE, message))
    }
}

fn explain_folder(what: &str) -> String {
    // A manifest that can't be read also means that there's a package.
    let has_package = !matches!(diagnose::package_around(Path::new(what)), Ok(None));
    let more = if has_package {
        format!(", or explain its whole package: `rustlings-like explain --package {what}`")
    } else {
        String::new()
    };
    format!("{what} is a folder; name a Rust file in it{more}")
}

/// Reads `E0382`, `e382`, `0382` and `382` as `E0382`.
fn error_code(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['E', 'e']).unwrap_or(text);
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("E{digits:0>4}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_may_be_short() {
        for text in ["E0382", "e0382", "e382", "382", "0382"] {
            assert_eq!(error_code(text).as_deref(), Some("E0382"), "{text}");
        }
        for text in ["", "E", "12345", "e1x", "-1", "three"] {
            assert_eq!(error_code(text), None, "{text}");
        }
    }
}
