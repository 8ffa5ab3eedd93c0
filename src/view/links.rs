//! Places in files as links that a terminal opens with a click (OSC 8).
//!
//! Links are put into lines that are finished: they take no columns, and nothing that
//! measures, breaks or cuts a line ever sees one. Only files that the program itself knows are
//! linked to, whoever names them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use console::AnsiCodeIterator;

use crate::model::course::Course;

/// Ends a link, and begins one when the address stands before the terminator.
const LINK: &str = "\x1b]8;;";
const END: &str = "\x1b\\";

/// How a line and a column are written at the end of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragment {
    /// Not at all: many programs that open an address take `#` for a part of the name.
    None,
    /// `#4`.
    Line,
    /// `#L4,10`.
    LineAndColumn,
}

/// Which files are linked to, and how.
#[derive(Debug, Clone)]
pub struct Links {
    /// What an address begins with; `None` where the terminal shows no links.
    base: Option<Base>,
    /// Paths of the files as they are printed: below the root, with `/`.
    files: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Base {
    /// The folder that paths are below, with `/` between its parts and at its end.
    root: String,
    host: String,
    fragment: Fragment,
}

impl Links {
    /// Lines stay as they are.
    pub fn none() -> Self {
        Self {
            base: None,
            files: BTreeSet::new(),
        }
    }

    /// Links to files below a folder, none of which is known yet. An absolute path.
    pub fn below(root: &Path, host: &str, fragment: Fragment) -> Self {
        let mut root = root.to_string_lossy().into_owned();
        if cfg!(windows) {
            root = root.replace('\\', "/");
        }
        if !root.ends_with('/') {
            root.push('/');
        }
        let host = host.to_owned();
        Self {
            base: Some(Base {
                root,
                host,
                fragment,
            }),
            ..Self::none()
        }
    }

    /// Links to all files of a course.
    pub fn add_course(&mut self, course: &Course) {
        for exercise in &course.exercises {
            self.add(exercise.path());
            self.add(exercise.solution_path());
        }
        self.add("info.toml".to_owned());
        self.add("Cargo.toml".to_owned());
    }

    /// Links to one more file, by its path below the folder or its absolute one.
    pub fn add(&mut self, path: String) {
        if self.base.is_some() {
            self.files.insert(path);
        }
    }

    /// The lines with links. A path may be broken over two of them behind a `/`.
    pub fn mark(&self, lines: Vec<String>) -> Vec<String> {
        let Some(base) = &self.base else {
            return lines;
        };
        let texts: Vec<Text> = lines.iter().map(|line| Text::of(line)).collect();
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); lines.len()];
        for (index, text) in texts.iter().enumerate() {
            let begins_behind = spans[index].iter().map(|span| span.columns.end).max();
            let places = self.places(&text.plain, begins_behind.unwrap_or(0));
            spans[index].extend(places.into_iter().map(|(range, found)| Span {
                columns: range,
                address: base.address(&found),
            }));
            let next = texts.get(index + 1).map(|next| next.plain.as_str());
            let broken = next.and_then(|next| self.broken_place(&text.plain, next));
            if let Some((here, there, found)) = broken {
                let address = base.address(&found);
                spans[index + 1].push(Span {
                    columns: there,
                    address: address.clone(),
                });
                spans[index].push(Span {
                    columns: here,
                    address,
                });
            }
        }
        let marked = lines.iter().zip(&texts).zip(spans);
        marked
            .map(|((line, text), spans)| text.with_links(line, spans))
            .collect()
    }

    /// Places in a text from `from` on: where they stand in bytes, and what they name.
    fn places(&self, plain: &str, from: usize) -> Vec<(Range<usize>, Place)> {
        let mut found = Vec::new();
        let mut begin = from;
        while let Some(dot) = plain.get(begin..).and_then(next_dot) {
            let dot = begin + dot;
            begin = dot + 1;
            let Some(file) = self.file_at(plain, dot) else {
                continue;
            };
            let name_end = file.end;
            let path = plain[file.clone()].to_owned();
            let (line, column, end) = numbers(plain, name_end);
            begin = end;
            found.push((file.start..end, Place { path, line, column }));
        }
        found
    }

    /// The known file whose name has its last dot here.
    fn file_at(&self, plain: &str, dot: usize) -> Option<Range<usize>> {
        let behind = &plain[dot + 1..];
        let length = behind.find(|c: char| !c.is_ascii_alphanumeric());
        let end = dot + 1 + length.unwrap_or(behind.len());
        let before = &plain[..end];
        let root = self.base.as_ref().map_or("", |base| base.root.as_str());
        let known = self.files.iter().filter(|file| before.ends_with(*file));
        let file = known.max_by_key(|file| file.len())?;
        let start = end - file.len();
        let start = if before[..start].ends_with(root) {
            start - root.len()
        } else {
            start
        };
        let is_whole = !before[..start].ends_with(is_part_of_path);
        is_whole.then_some(start..end)
    }

    /// A place that begins at the end of one line and ends at the begin of the next.
    fn broken_place(&self, line: &str, next: &str) -> Option<(Range<usize>, Range<usize>, Place)> {
        let end = line.trim_end();
        if !end.ends_with('/') {
            return None;
        }
        let rest = next.trim_start();
        let indent = next.len() - rest.len();
        self.files.iter().find_map(|file| {
            let slashes = file.match_indices('/').map(|(at, _)| at + 1);
            let cut = slashes.rev().find(|cut| {
                let start = end.len().checked_sub(*cut);
                end.ends_with(&file[..*cut])
                    && rest.starts_with(&file[*cut..])
                    && start.is_some_and(|start| !end[..start].ends_with(is_part_of_path))
            })?;
            let name_end = indent + file.len() - cut;
            let (line, column, all_end) = numbers(next, name_end);
            let path = file.clone();
            let here = end.len() - cut..end.len();
            Some((here, indent..all_end, Place { path, line, column }))
        })
    }
}

/// The next dot that may stand in a file's name.
fn next_dot(text: &str) -> Option<usize> {
    let mut dots = text.match_indices('.');
    dots.find(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|(at, _)| at)
}

/// Whether a path would go on to the left.
fn is_part_of_path(c: char) -> bool {
    c.is_alphanumeric() || "/\\_-.".contains(c)
}

/// `:4:10` or `:4` behind a name that ends at `at`: the numbers, and where they end.
fn numbers(text: &str, at: usize) -> (Option<u32>, Option<u32>, usize) {
    let number = |at: usize| {
        let digits = text.get(at..)?.strip_prefix(':')?;
        let length = digits.find(|c: char| !c.is_ascii_digit());
        let digits = &digits[..length.unwrap_or(digits.len())];
        Some((digits.parse::<u32>().ok()?, at + 1 + digits.len()))
    };
    let Some((line, end)) = number(at) else {
        return (None, None, at);
    };
    match number(end) {
        Some((column, end)) => (Some(line), Some(column), end),
        None => (Some(line), None, end),
    }
}

/// What a link leads to.
struct Place {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
}

/// A part of a line that is a link.
#[derive(Clone)]
struct Span {
    /// In bytes of the plain text.
    columns: Range<usize>,
    address: String,
}

impl Base {
    fn address(&self, place: &Place) -> String {
        let is_absolute = Path::new(&place.path).is_absolute();
        let root = if is_absolute { "" } else { &self.root };
        let path = format!("{root}{}", place.path);
        // A drive's letter stands behind a slash.
        let slash = if path.starts_with('/') { "" } else { "/" };
        let path = encode(&path);
        let fragment = match (self.fragment, place.line, place.column) {
            (Fragment::None, ..) | (_, None, _) => String::new(),
            (Fragment::Line, Some(line), _) => format!("#{line}"),
            (Fragment::LineAndColumn, Some(line), None) => format!("#L{line}"),
            (Fragment::LineAndColumn, Some(line), Some(column)) => format!("#L{line},{column}"),
        };
        format!("file://{}{slash}{path}{fragment}", encode(&self.host))
    }
}

/// A path as a part of an address: what means something else there, or is not ASCII, becomes
/// its number.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                encoded.push(char::from(byte));
            }
            // A string takes everything that is written to it.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

/// A line without its colours.
struct Text {
    plain: String,
    /// Where parts of the plain text begin, in it and in the line.
    parts: Vec<(usize, usize)>,
}

impl Text {
    fn of(line: &str) -> Self {
        let (mut plain, mut parts, mut at) = (String::new(), Vec::new(), 0);
        for (part, is_code) in AnsiCodeIterator::new(line) {
            if !is_code {
                parts.push((plain.len(), at));
                plain.push_str(part);
            }
            at += part.len();
        }
        Self { plain, parts }
    }

    /// Where a byte of the plain text stands in the line.
    fn in_line(&self, at: usize) -> usize {
        let part = self.parts.partition_point(|(begin, _)| *begin <= at);
        let part = part.checked_sub(1).and_then(|index| self.parts.get(index));
        part.map_or(at, |(begin, in_line)| in_line + at - begin)
    }

    fn with_links(&self, line: &str, mut spans: Vec<Span>) -> String {
        spans.sort_by_key(|span| span.columns.start);
        let (mut marked, mut written) = (String::with_capacity(line.len()), 0);
        for Span { columns, address } in spans {
            let begin = self.in_line(columns.start);
            // Behind its last byte, before the colours that follow.
            let end = self.in_line(columns.end - 1) + 1;
            marked.push_str(&line[written..begin]);
            let _ = write!(
                marked,
                "{LINK}{address}{END}{}{LINK}{END}",
                &line[begin..end]
            );
            written = end;
        }
        marked.push_str(&line[written..]);
        marked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(fragment: Fragment) -> Links {
        let mut links = Links::below(Path::new("/home/kim/my course"), "box", fragment);
        for file in ["exercises/01_a/one.rs", "exercises/one.rs", "info.toml"] {
            links.add(file.to_owned());
        }
        links
    }

    /// `[text](address)` for each link.
    fn marked(fragment: Fragment, lines: &[&str]) -> Vec<String> {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        let marked = links(fragment).mark(lines);
        let readable = |line: &String| {
            let mut out = String::new();
            let mut parts = line.split("\x1b]8;;");
            out.push_str(parts.next().unwrap_or_default());
            while let (Some(link), Some(behind)) = (parts.next(), parts.next()) {
                let (address, text) = link.split_once("\x1b\\").expect("an address");
                let rest = behind.strip_prefix("\x1b\\").expect("an end");
                out.push_str(&format!("[{text}]({address}){rest}"));
            }
            out
        };
        marked.iter().map(readable).collect()
    }

    #[test]
    fn places_of_known_files_become_links() {
        let lines = [
            " --> exercises/01_a/one.rs:4:10",
            "see exercises/01_a/one.rs, or info.toml:7: no title",
            "other.rs:1 and my_exercises/one.rs and exercises/01_a/one.rsx stay",
            "/home/kim/my course/exercises/one.rs:2",
        ];
        let a = "file://box/home/kim/my%20course/exercises/01_a/one.rs";
        assert_eq!(
            marked(Fragment::LineAndColumn, &lines),
            [
                format!(" --> [exercises/01_a/one.rs:4:10]({a}#L4,10)"),
                format!(
                    "see [exercises/01_a/one.rs]({a}), or [info.toml:7]\
                     (file://box/home/kim/my%20course/info.toml#L7): no title"
                ),
                lines[2].to_owned(),
                "[/home/kim/my course/exercises/one.rs:2]\
                 (file://box/home/kim/my%20course/exercises/one.rs#L2)"
                    .to_owned(),
            ]
        );
        let line = marked(Fragment::Line, &lines[..1]);
        assert_eq!(line, [format!(" --> [exercises/01_a/one.rs:4:10]({a}#4)")]);
        let none = marked(Fragment::None, &lines[..1]);
        assert_eq!(none, [format!(" --> [exercises/01_a/one.rs:4:10]({a})")]);
    }

    #[test]
    fn a_path_on_two_lines_is_two_links() {
        let lines = ["exercises/01_a/", "  one.rs:4:10 rest", "one.rs:1"];
        let a = "file://box/home/kim/my%20course/exercises/01_a/one.rs#4";
        assert_eq!(
            marked(Fragment::Line, &lines),
            [
                format!("[exercises/01_a/]({a})"),
                format!("  [one.rs:4:10]({a}) rest"),
                "one.rs:1".to_owned(),
            ]
        );
    }

    #[test]
    fn colours_stay_where_they_are() {
        let lines = ["\x1b[1mexercises/one.rs\x1b[0m:4 \x1b[31mx\x1b[0m"];
        assert_eq!(
            marked(Fragment::None, &lines),
            ["\x1b[1m[exercises/one.rs\x1b[0m:4]\
              (file://box/home/kim/my%20course/exercises/one.rs) \x1b[31mx\x1b[0m"]
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_and_no_column_is_taken(
            lines in proptest::collection::vec("([a-z日 ./:]|\x1b\\[1m|\x1b\\[0m|exercises/|01_a/|one\\.rs|:4){0,20}", 0..4),
        ) {
            let marked = links(Fragment::Line).mark(lines.clone());
            for (line, marked) in lines.iter().zip(&marked) {
                let plain = |text: &str| console::strip_ansi_codes(text).into_owned();
                proptest::prop_assert_eq!(plain(line), plain(marked));
            }
        }
    }
}
