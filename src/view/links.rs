//! Links to places in files, which a terminal opens with a click (OSC 8).
//!
//! We add links to finished lines: they take no columns, and nothing that measures, breaks or cuts
//! a line ever sees one. Only files that this program knows become links, whoever names them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use console::AnsiCodeIterator;

use crate::model::course::Course;

/// Begins a link if an address follows, and ends one if not.
const LINK: &str = "\x1b]8;;";
const END: &str = "\x1b\\";

/// How an address ends with a line and a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragment {
    /// Not at all: many programs that open an address read `#` as part of the file's name.
    None,
    /// `#4`.
    Line,
    /// `#L4,10`.
    LineAndColumn,
}

/// Which files become links, and how.
#[derive(Debug, Clone)]
pub struct Links {
    /// How addresses begin; `None` if the terminal can't show links.
    base: Option<Base>,
    /// The files' paths as we print them: relative to the root, with `/`.
    files: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Base {
    /// The folder that paths are relative to, with `/` as separator and at the end.
    root: String,
    host: String,
    fragment: Fragment,
}

impl Links {
    /// Adds no links.
    pub fn none() -> Self {
        Self {
            base: None,
            files: BTreeSet::new(),
        }
    }

    /// Links to files below an absolute path. [`Self::add`] says which.
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

    /// Adds all files of a course.
    pub fn add_course(&mut self, course: &Course) {
        for exercise in &course.exercises {
            self.add(exercise.path());
            self.add(exercise.solution_path());
        }
        self.add("info.toml".to_owned());
        self.add("Cargo.toml".to_owned());
    }

    /// Adds a file by its path, absolute or relative to the root.
    pub fn add(&mut self, path: String) {
        if self.base.is_some() {
            self.files.insert(path);
        }
    }

    /// Adds links to lines. A path may be broken after a `/` and go on in the next line.
    pub fn mark(&self, lines: Vec<String>) -> Vec<String> {
        let Some(base) = &self.base else {
            return lines;
        };
        let texts: Vec<PlainText> = lines.iter().map(|line| PlainText::of(line)).collect();
        let mut spans: Vec<Vec<LinkSpan>> = vec![Vec::new(); lines.len()];
        for (index, text) in texts.iter().enumerate() {
            let search_from = spans[index].iter().map(|span| span.range.end).max();
            let places = self.find_places(&text.plain, search_from.unwrap_or(0));
            spans[index].extend(places.into_iter().map(|(range, found)| LinkSpan {
                range,
                address: base.address(&found),
            }));
            let next = texts.get(index + 1).map(|next| next.plain.as_str());
            let broken = next.and_then(|next| self.find_broken_place(&text.plain, next));
            if let Some((here, there, found)) = broken {
                let address = base.address(&found);
                spans[index + 1].push(LinkSpan {
                    range: there,
                    address: address.clone(),
                });
                spans[index].push(LinkSpan {
                    range: here,
                    address,
                });
            }
        }
        let marked = lines.iter().zip(&texts).zip(spans);
        marked
            .map(|((line, text), spans)| text.with_links(line, spans))
            .collect()
    }

    /// The places that text names, searched from the byte `from` on, with their ranges in bytes.
    fn find_places(&self, plain: &str, from: usize) -> Vec<(Range<usize>, LinkTarget)> {
        let mut found = Vec::new();
        let mut begin = from;
        while let Some(dot) = plain.get(begin..).and_then(find_dot) {
            let dot = begin + dot;
            begin = dot + 1;
            let Some(file) = self.file_at(plain, dot) else {
                continue;
            };
            let name_end = file.end;
            let path = plain[file.clone()].to_owned();
            let (line, column, end) = read_line_and_column(plain, name_end);
            begin = end;
            found.push((file.start..end, LinkTarget { path, line, column }));
        }
        found
    }

    /// The known file whose name has its last dot at this byte.
    fn file_at(&self, plain: &str, dot: usize) -> Option<Range<usize>> {
        let extension = &plain[dot + 1..];
        let length = extension.find(|c: char| !c.is_ascii_alphanumeric());
        let end = dot + 1 + length.unwrap_or(extension.len());
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

    /// A place that begins at the end of one line and goes on in the next.
    fn find_broken_place(
        &self,
        line: &str,
        next: &str,
    ) -> Option<(Range<usize>, Range<usize>, LinkTarget)> {
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
            let (line, column, all_end) = read_line_and_column(next, name_end);
            let path = file.clone();
            let here = end.len() - cut..end.len();
            Some((here, indent..all_end, LinkTarget { path, line, column }))
        })
    }
}

/// The next dot that may be in a file's name.
fn find_dot(text: &str) -> Option<usize> {
    let mut dots = text.match_indices('.');
    dots.find(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|(at, _)| at)
}

/// Whether a path would continue to the left of this character.
fn is_part_of_path(c: char) -> bool {
    c.is_alphanumeric() || "/\\_-.".contains(c)
}

/// Reads `:4:10` or `:4` after a name that ends at `at`. Also returns where it ends.
fn read_line_and_column(text: &str, at: usize) -> (Option<u32>, Option<u32>, usize) {
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
struct LinkTarget {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
}

/// The part of a line that becomes a link.
#[derive(Clone)]
struct LinkSpan {
    /// Its range in the plain text, in bytes.
    range: Range<usize>,
    address: String,
}

impl Base {
    fn address(&self, place: &LinkTarget) -> String {
        let is_absolute = Path::new(&place.path).is_absolute();
        let root = if is_absolute { "" } else { &self.root };
        let path = format!("{root}{}", place.path);
        // A drive's letter needs a slash before it.
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

/// Percent-encodes a path for an address.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                encoded.push(char::from(byte));
            }
            // Writing to a string can't fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

/// A line without its colours.
struct PlainText {
    plain: String,
    /// Where the parts between colour codes begin, in the plain text and in the line.
    parts: Vec<(usize, usize)>,
}

impl PlainText {
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

    /// Where a byte of the plain text is in the line.
    fn position_in_line(&self, at: usize) -> usize {
        let part = self.parts.partition_point(|(begin, _)| *begin <= at);
        let part = part.checked_sub(1).and_then(|index| self.parts.get(index));
        part.map_or(at, |(begin, in_line)| in_line + at - begin)
    }

    fn with_links(&self, line: &str, mut spans: Vec<LinkSpan>) -> String {
        spans.sort_by_key(|span| span.range.start);
        let (mut marked, mut written) = (String::with_capacity(line.len()), 0);
        for LinkSpan { range, address } in spans {
            let begin = self.position_in_line(range.start);
            // Right after its last byte, so that colours that follow stay outside.
            let end = self.position_in_line(range.end - 1) + 1;
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
