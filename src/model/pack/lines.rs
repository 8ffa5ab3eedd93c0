//! A pack as text, and back. The text comes from anybody: everything in it has a bound, and nothing in
//! it names a path.
//!
//! ```text
//! {"schema":"rustlings-like/pack/v1","learner":"ana","level":"code",...}
//! {"work":{"exercise":"shelf","state":"passed","attempts":3,...}}
//! {"event":{"seq":1,"at":"2026-11-30T19:24:41Z","exercise":"shelf",...}}
//! {"file":{"exercise":"shelf","text":"fn main() {..."}}
//! {"end":{"lines":3,"digest":"..."}}
//! ```

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ExerciseWork, Pack, PackFile, PackHead};
use crate::model::bounded::{PROBLEM, bound_lines};
use crate::model::journal::JournalEvent;

/// The schema's name.
pub const SCHEMA: &str = "rustlings-like/pack/v1";

/// What every version of the schema's name begins with.
const ANY_SCHEMA: &str = "rustlings-like/pack/";

/// How many files a pack may have.
pub const MOST_FILES: usize = 300;

/// How much code a pack may have, in bytes.
pub const MOST_CODE: usize = 1 << 20;

/// How many events a pack may have.
pub const MOST_EVENTS: usize = 200_000;

/// How many exercises a pack may tell of.
const MOST_WORK: usize = 10_000;

/// How many error codes an exercise may have given. The compiler has about 500.
const MOST_CODES: usize = 1_000;

/// How long a name may be, in bytes.
const LONGEST_NAME: usize = 200;

/// A line after the first one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Work(ExerciseWork),
    Event(JournalEvent),
    File(PackFile),
    End(End),
}

/// What the last line says of those before it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct End {
    /// How many lines stand between the first and the last.
    lines: usize,
    /// The digest of all text before the last line.
    digest: String,
}

/// Why a text isn't a pack. Reads on after "the file".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// It's something else.
    NoPack,
    /// A later version of this program wrote it, with this schema.
    Newer(String),
    /// It ends too early: a copy or an upload was cut off.
    CutOff,
    /// It was changed after it was written.
    Changed,
    /// A line isn't what a pack has. The number counts from 1.
    Line(usize, String),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPack => f.write_str("isn't a pack (`rustlings-like class pack` writes packs)"),
            Self::Newer(schema) => write!(
                f,
                "was written by a newer rustlings-like ({schema}): update this program"
            ),
            Self::CutOff => f.write_str(
                "ends too early, so a copy or an upload was cut off: ask for the file again",
            ),
            Self::Changed => f.write_str(
                "was changed after `class pack` wrote it: ask for the file as it was written",
            ),
            Self::Line(line, what) => write!(f, "is damaged in line {line}: {what}"),
        }
    }
}

/// The text of a pack.
pub fn to_text(pack: &Pack) -> String {
    let mut text = json(&pack.head);
    let work = pack.work.iter().cloned().map(Line::Work);
    let events = pack.events.iter().cloned().map(Line::Event);
    let files = pack.files.iter().cloned().map(Line::File);
    let mut lines = 0;
    for line in work.chain(events).chain(files) {
        text += &json(&line);
        lines += 1;
    }
    let end = End {
        lines,
        digest: digest(&text),
    };
    text + &json(&Line::End(end))
}

/// Reads a pack.
///
/// # Errors
/// It's none, it isn't complete, or something in it isn't as `class pack` writes it.
pub fn read(text: &[u8]) -> Result<Pack, PackError> {
    let text = std::str::from_utf8(text).map_err(|_| PackError::NoPack)?;
    // Mail and Windows may have changed the ends of the lines.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (first, rest) = text.split_once('\n').ok_or(PackError::NoPack)?;
    let head = head(first)?;
    let mut pack = Pack {
        head,
        work: Vec::new(),
        events: Vec::new(),
        files: Vec::new(),
    };
    let mut seen = Seen::default();
    let mut before = first.len() + 1;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        let at = |what: String| PackError::Line(index + 2, what);
        let parsed = serde_json::from_str(line.trim_end()).map_err(|error| {
            let is_last = before + line.len() == text.len();
            let is_cut = is_last && !line.ends_with('\n');
            if is_cut {
                PackError::CutOff
            } else {
                at(damage(&error))
            }
        })?;
        match parsed {
            Line::Work(work) => {
                seen.work(&work).map_err(at)?;
                pack.work.push(work);
            }
            Line::Event(event) => {
                seen.event(&event).map_err(at)?;
                pack.events.push(event);
            }
            Line::File(file) => {
                seen.file(&file).map_err(at)?;
                pack.files.push(file);
            }
            Line::End(end) => {
                let found = End {
                    lines: index,
                    digest: digest(&text[..before]),
                };
                let rest = &text[before + line.len()..];
                return match end == found && rest.trim().is_empty() {
                    true => Ok(pack),
                    false => Err(PackError::Changed),
                };
            }
        }
        before += line.len();
    }
    Err(PackError::CutOff)
}

fn head(line: &str) -> Result<PackHead, PackError> {
    let value: serde_json::Value = serde_json::from_str(line).map_err(|_| PackError::NoPack)?;
    let schema = value["schema"].as_str().unwrap_or_default();
    if !schema.starts_with(ANY_SCHEMA) {
        return Err(PackError::NoPack);
    }
    if schema != SCHEMA {
        return Err(PackError::Newer(shown(schema)));
    }
    let head: PackHead =
        serde_json::from_value(value).map_err(|error| PackError::Line(1, damage(&error)))?;
    let texts = [&head.originals, &head.tool];
    let is_long = texts
        .into_iter()
        .chain(&head.course)
        .any(|it| it.len() > LONGEST_NAME);
    name(&head.learner).map_err(|what| PackError::Line(1, what))?;
    if is_long {
        return Err(PackError::Line(1, "a text is too long".to_owned()));
    }
    Ok(head)
}

/// What was read so far, as far as later lines may not repeat it or go beyond it.
#[derive(Default)]
struct Seen {
    work: BTreeSet<String>,
    events: usize,
    files: BTreeSet<String>,
    code: usize,
}

impl Seen {
    fn work(&mut self, work: &ExerciseWork) -> Result<(), String> {
        name(&work.exercise)?;
        let stuck = work.stuck.iter().map(|stuck| &stuck.code);
        let texts = work.codes.keys().chain(&work.last_reason).chain(stuck);
        short(texts)?;
        if work.codes.len() > MOST_CODES || self.work.len() >= MOST_WORK {
            return Err("there are too many exercises or error codes".to_owned());
        }
        once(&mut self.work, &work.exercise)
    }

    fn event(&mut self, event: &JournalEvent) -> Result<(), String> {
        name(&event.exercise)?;
        let version = event.version.iter();
        short(event.codes.iter().chain(&event.reason).chain(version))?;
        self.events += 1;
        if event.codes.len() > MOST_CODES || self.events > MOST_EVENTS {
            return Err("there are too many events or error codes".to_owned());
        }
        Ok(())
    }

    fn file(&mut self, file: &PackFile) -> Result<(), String> {
        name(&file.exercise)?;
        self.code = self.code.saturating_add(file.text.len());
        if self.files.len() >= MOST_FILES || self.code > MOST_CODE {
            return Err(format!(
                "there is too much code (a pack may have {MOST_FILES} files and 1 MiB)"
            ));
        }
        once(&mut self.files, &file.exercise)
    }
}

/// Adds an exercise that mustn't come twice.
fn once(seen: &mut BTreeSet<String>, exercise: &str) -> Result<(), String> {
    if seen.insert(exercise.to_owned()) {
        Ok(())
    } else {
        Err(format!("{:?} comes twice", shown(exercise)))
    }
}

/// A name has to have something to read in it, on one line.
fn name(text: &str) -> Result<(), String> {
    let is_name = !text.trim().is_empty() && !text.contains(char::is_control);
    if is_name && text.len() <= LONGEST_NAME {
        Ok(())
    } else {
        Err(format!("{:?} is no name", shown(text)))
    }
}

fn short<'a>(mut texts: impl Iterator<Item = &'a String>) -> Result<(), String> {
    match texts.any(|it| it.len() > LONGEST_NAME) {
        true => Err("a text is too long".to_owned()),
        false => Ok(()),
    }
}

/// What's wrong with a line. Its number is said elsewhere, so only the column is left of the place.
fn damage(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match text.strip_suffix(&place) {
        Some(what) if error.column() > 0 => shown(&format!("{what}, at column {}", error.column())),
        Some(what) => shown(what),
        None => shown(&text),
    }
}

/// Foreign text in a message of ours.
fn shown(text: &str) -> String {
    bound_lines(text, PROBLEM).into_owned()
}

fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

fn json<T: Serialize>(value: &T) -> String {
    // Text and numbers always serialise.
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journal::ExerciseHistory;
    use crate::model::pack::{PackLevel, WorkState};
    use proptest::prelude::*;

    fn pack() -> Pack {
        let work = ExerciseWork {
            state: WorkState::Passed,
            attempts: 2,
            passed_at: Some(86_400 * 20_000 + 5),
            ..ExerciseWork::new("shelf", &ExerciseHistory::default())
        };
        Pack {
            head: PackHead {
                schema: SCHEMA.to_owned(),
                learner: "ana".to_owned(),
                level: PackLevel::Code,
                course: Some("rustlings-like".to_owned()),
                originals: "0123".to_owned(),
                tool: "0.1.0".to_owned(),
                made_at: 1_796_066_681,
            },
            work: vec![work],
            events: vec![JournalEvent {
                seq: 1,
                ..JournalEvent::hint("shelf", 1)
            }],
            files: vec![PackFile {
                exercise: "shelf".to_owned(),
                text: "fn main() {\r\n}\n".to_owned(),
            }],
        }
    }

    #[test]
    fn a_pack_survives_a_round_trip_and_other_ends_of_lines() {
        let text = to_text(&pack());
        assert_eq!(read(text.as_bytes()), Ok(pack()));
        assert_eq!(text.lines().count(), 5);
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(read(windows.as_bytes()), Ok(pack()));
    }

    #[test]
    fn what_is_cut_off_or_changed_is_refused() {
        let text = to_text(&pack());
        assert_eq!(read(b""), Err(PackError::NoPack));
        assert_eq!(read(b"fn main() {}\n"), Err(PackError::NoPack));
        let first = text.find('\n').expect("lines") + 1;
        for end in first..text.len() - 1 {
            let cut = &text.as_bytes()[..end];
            assert_eq!(read(cut), Err(PackError::CutOff), "{end}");
        }
        let forged = text.replace("\"attempts\":2", "\"attempts\":1");
        assert_eq!(read(forged.as_bytes()), Err(PackError::Changed));
        assert_eq!(
            read((text.clone() + "{}\n").as_bytes()),
            Err(PackError::Changed)
        );
        let newer = text.replace("pack/v1", "pack/v2");
        let schema = "rustlings-like/pack/v2".to_owned();
        assert_eq!(read(newer.as_bytes()), Err(PackError::Newer(schema)));
    }

    #[test]
    fn what_no_pack_of_ours_has_is_refused_with_its_line() {
        let refused = |change: fn(&mut Pack)| {
            let mut pack = pack();
            change(&mut pack);
            match read(to_text(&pack).as_bytes()) {
                Err(PackError::Line(line, _)) => line,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(refused(|pack| pack.head.learner = " ".into()), 1);
        assert_eq!(refused(|pack| pack.head.learner = "a\u{1b}[2J".into()), 1);
        assert_eq!(refused(|pack| pack.work.push(pack.work[0].clone())), 3);
        assert_eq!(refused(|pack| pack.files.push(pack.files[0].clone())), 5);
        assert_eq!(
            refused(|pack| pack.files[0].text = "x".repeat(MOST_CODE + 1)),
            4
        );
        assert_eq!(
            refused(|pack| pack.events[0].codes = vec!["E".repeat(300)]),
            3
        );
    }

    proptest! {
        #[test]
        fn any_bytes_and_any_change_are_read_without_panic(
            bytes: Vec<u8>, at: prop::sample::Index, new: Vec<u8>,
        ) {
            let _ = read(&bytes);
            let mut text = to_text(&pack()).into_bytes();
            let at = at.index(text.len());
            let end = (at + new.len()).min(text.len());
            text.splice(at..end, new);
            let _ = read(&text);
        }
    }
}
