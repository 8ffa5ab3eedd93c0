//! Damaged and hostile packs.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::class::folder::ClassDir;
use crate::class::store::ClassStore;
use crate::engine::grading::originals::{Originals, OriginalsSource};
use crate::model::journal::{ExerciseHistory, JournalEvent};
use crate::model::pack::{ExerciseWork, PackFile, PackHead, PackLevel};

/// A pack as text, with names that would lead elsewhere if anybody took them for paths.
fn pack() -> String {
    let names = ["start1", "../../../etc/passwd", "C:\\x", "start1/../../y"];
    let work = names.map(|name| ExerciseWork {
        attempts: 3,
        passed_at: Some(1_796_066_681),
        codes: BTreeMap::from([("E0382".to_owned(), Default::default())]),
        ..ExerciseWork::new(name, &ExerciseHistory::default())
    });
    let event = |seq| JournalEvent {
        seq,
        at: 1_796_066_681,
        ..JournalEvent::hint("start1", 1)
    };
    let files = names.map(|name| PackFile {
        exercise: name.to_owned(),
        text: "fn main() {}\n".to_owned(),
    });
    pack::to_text(&Pack {
        head: PackHead {
            schema: pack::SCHEMA.to_owned(),
            learner: "../ana".to_owned(),
            level: PackLevel::Code,
            course: None,
            originals: "0123".to_owned(),
            tool: "0.1.0".to_owned(),
            made_at: 1_796_066_681,
        },
        work: work.to_vec(),
        events: (1..4).map(event).collect(),
        files: files.to_vec(),
    })
}

/// Numbers that look like chance and are the same each time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most.max(1)
    }
}

/// The text with one to three changes; half of the time with an end that fits, as a forger would make it.
fn damaged(text: &str, numbers: &mut Numbers) -> Vec<u8> {
    const PARTS: [&str; 12] = [
        "\"",
        "{",
        "}",
        "\n",
        "\\u0000",
        "-1",
        "1e999",
        "18446744073709551616",
        "null",
        "[]",
        "\u{1b}[2J",
        "../",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(9)).min(bytes.len());
        match numbers.below(4) {
            0 => drop(bytes.splice(at..end, [])),
            1 => drop(bytes.splice(at..end, PARTS[numbers.below(PARTS.len())].bytes())),
            2 => bytes[at] ^= 1 << numbers.below(8),
            _ => {
                let copied = bytes[at..(at + 300).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, copied));
            }
        }
    }
    if numbers.below(2) == 0 {
        return bytes;
    }
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let before = lines[..lines.len().saturating_sub(1)].concat();
    let digest = blake3::hash(&before).to_hex();
    let count = lines.len().saturating_sub(2);
    let end = format!("{{\"end\":{{\"lines\":{count},\"digest\":\"{digest}\"}}}}\n");
    [before, end.into_bytes()].concat()
}

/// Imports damaged packs. Returns how many were taken up.
fn import_damaged(packs: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let class =
        ClassDir::create(&folder.path().join("class"), "x", &OriginalsSource::BuiltIn).unwrap();
    let originals = Originals::find(Some(&OriginalsSource::BuiltIn), None).unwrap();
    let course = originals.course.clone().unwrap();
    let mut store = ClassStore::create(&class, &course).unwrap();
    let import = Import::new(&class, &course).unwrap();
    let (text, mut numbers) = (pack(), Numbers(0x9e37_79b9_7f4a_7c15));
    let mut taken = 0;
    for _ in 0..packs {
        let bytes = damaged(&text, &mut numbers);
        if let Ok(pack) = pack::read(&bytes) {
            let found = Found {
                place: "x.pack".to_owned(),
                called: "x".to_owned(),
                uploader: None,
                content: Content::Pack(Box::new(pack)),
            };
            taken += import.found(&mut store, found).unwrap();
        }
    }
    let names = |path: &Path| -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(folder.path()), ["class"]);
    let made = names(&class.root);
    assert!(made.iter().all(|it| it.starts_with("class.")), "{made:?}");
    taken
}

#[test]
fn damaged_packs_are_read_without_panic_and_lead_nowhere() {
    let taken = import_damaged(3_000);
    assert!((100..2_900).contains(&taken), "{taken}");
}

#[test]
#[ignore = "a long sweep: a million damaged packs"]
fn a_million_damaged_packs() {
    let taken = import_damaged(1_000_000);
    assert!((30_000..970_000).contains(&taken), "{taken}");
}
