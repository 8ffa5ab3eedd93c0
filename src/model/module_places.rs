//! Places in the one text of an exercise with several files, as places in its files.

use std::fmt::Write;
use std::ops::Range;

use crate::model::check_report::{CheckReport, ProgramOutput};
use crate::model::diagnostic::{Diagnostic, Span};
use crate::model::module_files::ModuleFiles;

/// Turns places in the one text into places in the files, wherever a report names one. `path` is
/// what the compiler calls the one text.
pub fn place_report(report: CheckReport, files: &ModuleFiles, path: &str) -> CheckReport {
    let places = Places { files, path };
    let text = |text: String| places.in_text(&text);
    let output = |output: ProgramOutput| ProgramOutput {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        in_order: output.in_order.map(text),
    };
    let mut tests = report.tests;
    for test in &mut tests {
        test.output = text(std::mem::take(&mut test.output));
    }
    let diagnostics = report.diagnostics.into_iter();
    CheckReport {
        diagnostics: diagnostics.map(|it| places.in_diagnostic(it)).collect(),
        tests,
        main_output: report.main_output.map(output),
        test_stderr: text(report.test_stderr),
        ..report
    }
}

/// The same for a report on files, in which the compiler joins their folders with backslashes.
pub fn with_slashes(mut report: CheckReport, files: &ModuleFiles) -> CheckReport {
    for diagnostic in &mut report.diagnostics {
        let children = diagnostic.children.iter_mut();
        let spans = children.flat_map(|child| &mut child.spans);
        for span in diagnostic.spans.iter_mut().chain(spans) {
            let name = span.file_name.replace('\\', "/");
            if files.at(&name).is_some() {
                span.file_name = name;
            }
        }
    }
    let (folder, _) = files.root().path.rsplit_once('/').unwrap_or(("", ""));
    let change = |text: &mut String| {
        for file in &files.files {
            let below = file.path.strip_prefix(folder).unwrap_or(&file.path);
            *text = text.replace(&format!("{folder}{}", below.replace('/', "\\")), &file.path);
        }
    };
    report
        .tests
        .iter_mut()
        .for_each(|test| change(&mut test.output));
    report
        .main_output
        .iter_mut()
        .for_each(|it| change(&mut it.stderr));
    report
}

struct Places<'a> {
    files: &'a ModuleFiles,
    path: &'a str,
}

impl Places<'_> {
    /// Each `PATH:LINE` in a text.
    fn in_text(&self, text: &str) -> String {
        let before = format!("{}:", self.path);
        let mut placed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((head, behind)) = rest.split_once(&before) {
            placed.push_str(head);
            let digits = behind.len()
                - behind
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len();
            rest = &behind[digits..];
            match behind[..digits].parse() {
                Ok(line) => {
                    let (file, line) = self.files.place(line);
                    let _ = write!(placed, "{}:{line}", file.path);
                }
                Err(_) => {
                    placed.push_str(&before);
                    placed.push_str(&behind[..digits]);
                }
            }
        }
        placed.push_str(rest);
        placed
    }

    fn in_diagnostic(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let children = diagnostic.children.iter_mut();
        let spans = children.flat_map(|child| &mut child.spans);
        for span in diagnostic.spans.iter_mut().chain(spans) {
            self.place_span(span);
        }
        diagnostic.rendered = self.in_rendered(&diagnostic.rendered);
        diagnostic
    }

    fn place_span(&self, span: &mut Span) {
        if span.file_name != self.path {
            return;
        }
        let (file, first) = self.files.place(span.line_start);
        let (last_file, last) = self.files.place(span.line_end);
        // What begins in one file and ends in another is shown at its beginning.
        if file.path == last_file.path {
            span.line_end = last;
        } else {
            span.line_end = first;
            span.column_end = span.column_start + 1;
        }
        span.line_start = first;
        span.file_name.clone_from(&file.path);
    }

    /// What rustc has drawn: the places, and the numbers before its lines.
    fn in_rendered(&self, rendered: &str) -> String {
        let before = format!("{}:", self.path);
        let mut placed = String::with_capacity(rendered.len());
        // The file whose lines follow, if they're of the one text.
        let mut shown: Option<&str> = None;
        for line in rendered.split_inclusive('\n') {
            if line.contains("--> ") || line.contains("::: ") {
                let at = line.split_once(&before).map(|(_, behind)| behind);
                let number = at.and_then(|at| at.split(':').next()?.trim().parse().ok());
                shown = number.map(|number| self.files.place(number).0.path.as_str());
                placed.push_str(&self.in_text(line));
                continue;
            }
            let Some((digits, number)) = line_number(line).filter(|_| shown.is_some()) else {
                placed.push_str(line);
                continue;
            };
            let (file, number) = self.files.place(number);
            if shown != Some(file.path.as_str()) {
                let _ = writeln!(placed, "{}::: {}", " ".repeat(digits.len()), file.path);
                shown = Some(&file.path);
            }
            placed.push_str(&line[..digits.start]);
            let _ = write!(placed, "{number:>width$}", width = digits.len());
            placed.push_str(&line[digits.end..]);
        }
        placed
    }
}

/// The number that a drawn line begins with, and where it is with the spaces before it:
/// `12 | let x = 3;`, in colours.
fn line_number(line: &str) -> Option<(Range<usize>, usize)> {
    let skip = |from: usize, may_be_there: fn(char) -> bool| {
        line.len() - line[from..].trim_start_matches(may_be_there).len()
    };
    let is_space = |c: char| c == ' ';
    let start = skip_colours(line, 0);
    let digits = skip(start, is_space);
    let end = skip(digits, |c: char| c.is_ascii_digit());
    let number = line[digits..end].parse().ok()?;
    let bar = skip_colours(line, skip(skip_colours(line, end), is_space));
    let is_drawn = line[bar..].starts_with(['|', '~', '+', '-', '\u{2502}']);
    is_drawn.then_some((start..end, number))
}

/// Behind the sequences that set colours.
fn skip_colours(line: &str, mut at: usize) -> usize {
    while let Some(behind) = line[at..].strip_prefix("\u{1b}[") {
        let Some(end) = behind.find('m') else { break };
        at += 2 + end + 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::{Exercise, Layout, RootFile};
    use crate::model::exercise_text::{join, program};
    use crate::model::libtest::{TestOutcome, TestResult};
    use crate::model::module_files::ExerciseFile;
    use crate::model::verdict::Reason;
    use crate::rust::Edition;

    const PATH: &str = "exercises/shop/main.rs";

    fn files() -> ModuleFiles {
        let exercise = Exercise {
            layout: Layout::Modules(RootFile::Main),
            ..Exercise::new("shop".to_owned(), 1)
        };
        let file = |path: &str, text: &str| ExerciseFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let text = join(&[
            file("main.rs", "mod a;\nfn main() {}\n"),
            file("a.rs", "x\ny\n"),
        ]);
        let program = program(&exercise, PATH, &text, Edition::E2024).expect("a program");
        program.modules.expect("files")
    }

    #[test]
    fn places_in_texts_are_those_of_the_files() {
        let files = files();
        let places = Places {
            files: &files,
            path: PATH,
        };
        let text = format!("at {PATH}:3:1:\n{PATH}:5 {PATH}: {PATH}");
        let wanted = format!("at exercises/shop/a.rs:2:1:\n{PATH}:2 {PATH}: {PATH}");
        assert_eq!(places.in_text(&text), wanted);
    }

    #[test]
    fn backslashes_between_folders_become_slashes() {
        let report = CheckReport {
            tests: vec![TestResult {
                name: "t".to_owned(),
                outcome: TestOutcome::Failed,
                output: "panicked at exercises/shop\\a.rs:1:2:".to_owned(),
            }],
            ..CheckReport::without_check("shop", PATH, Reason::Passed)
        };
        let report = with_slashes(report, &files());
        assert_eq!(
            report.tests[0].output,
            "panicked at exercises/shop/a.rs:1:2:"
        );
    }

    #[test]
    fn drawn_lines_have_the_numbers_of_the_files() {
        let files = files();
        let places = Places {
            files: &files,
            path: PATH,
        };
        let blue = "\u{1b}[1m\u{1b}[94m";
        let drawn = format!(
            "error\n --> {PATH}:3:1\n  |\n{blue} 3\u{1b}[0m {blue}|\u{1b}[0m y\n...\n5 | fn main() {{}}\n"
        );
        let wanted = format!(
            "error\n --> exercises/shop/a.rs:2:1\n  |\n{blue} 2\u{1b}[0m {blue}|\u{1b}[0m y\n...\n ::: {PATH}\n2 | fn main() {{}}\n"
        );
        assert_eq!(places.in_rendered(&drawn), wanted);
    }
}
