//! Events as lines of text, and back. The text may hold anything: a process may have been killed
//! while it wrote, and people have editors.

use crate::model::journal::event::JournalEvent;

/// The schema's name.
const SCHEMA: &str = "rustlings-like/event/v1";

/// How long a line may be that we read, in bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// The largest number that every reader of JSON reads exactly.
const LARGEST_SEQ: u64 = (1 << 53) - 1;

/// What a journal's text holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalLines {
    /// The events in the order of their lines.
    pub events: Vec<JournalEvent>,
    /// How many lines aren't events.
    pub skipped: usize,
}

impl JournalLines {
    /// Adds what a later file holds.
    pub fn append(&mut self, later: Self) {
        self.events.extend(later.events);
        self.skipped += later.skipped;
    }

    /// The number of the line to come after these, or `None` if there are none.
    pub fn next_seq(&self) -> Option<u64> {
        // Where there are no locks, the last line needn't have the largest number.
        let last = self.events.iter().map(|event| event.seq).max()?;
        Some((last + 1).min(LARGEST_SEQ))
    }
}

/// The line of an event, with its end. The first line of a file names the schema.
pub fn to_line(event: &JournalEvent, is_first: bool) -> String {
    let event = JournalEvent {
        schema: is_first.then(|| SCHEMA.to_owned()),
        ..event.clone()
    };
    // Text and numbers always serialise.
    serde_json::to_string(&event).unwrap_or_default() + "\n"
}

/// Reads all events in a text. Whatever else is in it is skipped.
pub fn read(text: &[u8]) -> JournalLines {
    let mut found = JournalLines::default();
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match read_line(line) {
            Some(event) => found.events.push(event),
            None => found.skipped += 1,
        }
    }
    found
}

fn read_line(line: &[u8]) -> Option<JournalEvent> {
    // A list of the same values isn't an event, though serde would take it for one.
    if line.len() > LONGEST_LINE || !line.starts_with(b"{") {
        return None;
    }
    let event: JournalEvent = serde_json::from_slice(line).ok()?;
    (1..=LARGEST_SEQ).contains(&event.seq).then_some(event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check_report::CheckReport;
    use crate::model::journal::event::EventKind;
    use crate::model::verdict::Reason;
    use proptest::prelude::*;

    fn numbered(seq: u64) -> JournalEvent {
        JournalEvent {
            seq,
            at: 1_800_000_000 + seq,
            ..JournalEvent::hint("shelf", 2)
        }
    }

    #[test]
    fn a_check_is_one_line_as_the_schema_says() {
        let reason = Reason::CompileError {
            codes: vec!["E0382".into(), "E0499".into()],
            errors: 3,
        };
        let report = CheckReport {
            version: "abc".into(),
            duration_ms: 31,
            ..CheckReport::without_check("shelf", "exercises/shelf.rs", reason)
        };
        let event = JournalEvent {
            seq: 7,
            at: 1_796_066_681,
            ..JournalEvent::checked("shelf", &report)
        };
        let line = to_line(&event, false);
        assert_eq!(
            line,
            "{\"seq\":7,\"at\":\"2026-11-30T19:24:41Z\",\"exercise\":\"shelf\",\
             \"kind\":\"checked\",\"version\":\"abc\",\"reason\":\"compile_error\",\
             \"codes\":[\"E0382\",\"E0499\"],\"tests\":[0,0],\"ms\":31}\n"
        );
        let first = to_line(&event, true);
        assert!(first.starts_with("{\"schema\":\"rustlings-like/event/v1\",\"seq\":7"));
        let both = read((line + &first).as_bytes());
        assert_eq!((both.events.len(), both.skipped), (2, 0));
        assert_eq!(both.events[0], event);
        assert_eq!(both.next_seq(), Some(8));
    }

    #[test]
    fn what_is_no_event_is_skipped_and_what_is_newer_is_kept() {
        let newer =
            r#"{"seq":3,"at":"2026-11-30T19:24:41Z","exercise":"a","kind":"help","mood":1}"#;
        let list = r#"[null,3,"2026-11-30T19:24:41Z","a","hint"]"#;
        let bad = [
            "{",
            "nonsense",
            list,
            r#"{"seq":0,"at":"2026-11-30T19:24:41Z","exercise":"a","kind":"hint"}"#,
            r#"{"seq":9007199254740992,"at":"2026-11-30T19:24:41Z","exercise":"a","kind":"hint"}"#,
            r#"{"seq":3,"at":"yesterday","exercise":"a","kind":"hint"}"#,
            r#"{"seq":3,"exercise":"a","kind":"hint"}"#,
        ];
        let text = format!("\n{newer}\r\n\n{}", bad.join("\n"));
        let found = read(text.as_bytes());
        assert_eq!(found.skipped, bad.len());
        let kinds: Vec<EventKind> = found.events.iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [EventKind::Other]);
        let long = format!("{}\n", "x".repeat(LONGEST_LINE + 1)) + newer;
        assert_eq!(read(long.as_bytes()).events.len(), 1);
    }

    #[test]
    fn a_line_that_was_cut_off_costs_only_itself() {
        let whole = to_line(&numbered(2), false);
        for cut in 1..whole.len() - 1 {
            let before = to_line(&numbered(1), true);
            // The next writer begins a line of its own.
            let text = format!(
                "{before}{}\n{}",
                &whole[..cut],
                to_line(&numbered(3), false)
            );
            let found = read(text.as_bytes());
            let numbers: Vec<u64> = found.events.iter().map(|event| event.seq).collect();
            assert_eq!(
                (numbers.as_slice(), found.skipped),
                ([1, 3].as_slice(), usize::from(cut + 1 < whole.len())),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn good_lines_are_found_among_any_bytes(
            parts in proptest::collection::vec(
                (proptest::collection::vec(any::<u8>(), 0..80), any::<bool>()), 0..20)
        ) {
            let (mut text, mut expected) = (Vec::new(), Vec::new());
            for (index, (noise, is_good)) in parts.into_iter().enumerate() {
                if is_good {
                    let event = numbered(index as u64 + 1);
                    text.extend(to_line(&event, false).into_bytes());
                    expected.push(event);
                } else {
                    text.extend(noise);
                    text.push(b'\n');
                }
            }
            prop_assert_eq!(read(&text).events, expected);
        }

        #[test]
        fn every_cut_keeps_the_whole_lines(at in 0usize..600) {
            let lines: Vec<String> = (1..=4).map(|seq| to_line(&numbered(seq), seq == 1)).collect();
            let text = lines.concat();
            let at = at.min(text.len());
            let cut = &text.as_bytes()[..at];
            let whole = cut.iter().filter(|byte| **byte == b'\n').count();
            let found = read(cut).events.len();
            prop_assert!(found == whole || found == whole + 1);
        }
    }
}
