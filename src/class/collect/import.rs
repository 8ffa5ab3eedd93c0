//! What was found, into the database: who it belongs to, and what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use crate::class::collect::{Content, Found, Platform, collect};
use crate::class::folder::ClassDir;
use crate::class::store::{self, Added, ClassStore, HandIn, RosterEntry};
use crate::class::texts::CourseTexts;
use crate::engine::files;
use crate::model::course::{Course, similar};
use crate::model::journal::History;
use crate::model::pack::{ExerciseWork, PackLevel, WorkState};
use crate::model::progress::Progress;

/// How many hand-ins are added in one change, which is far quicker than one change for each.
const AT_ONCE: usize = 200;

/// An import into one class.
pub struct Import<'a> {
    /// The class.
    pub class: &'a ClassDir,
    /// Its course.
    pub course: &'a Course,
    /// The original text of each exercise, by name.
    originals: BTreeMap<String, String>,
    /// Their digest, as packs have it.
    digest: String,
    /// What folders' names begin with before the learner's own name.
    pub prefix: Option<String>,
    /// Whether a hand-in counts even if a later one is here.
    pub replace: bool,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Each hand-in with what became of it.
    pub hand_ins: Vec<ImportedHandIn>,
    /// A sentence for each thing that can't be used.
    pub problems: Vec<String>,
}

/// One hand-in that was imported.
#[derive(Debug)]
pub struct ImportedHandIn {
    /// The learner, as the class calls them.
    pub key: String,
    /// Where it was.
    pub place: String,
    /// What became of it.
    pub added: Added,
    /// Whether it's a folder whose name begins with the import's prefix.
    pub has_prefix: bool,
    /// How many exercises it has code of.
    pub code: usize,
    /// Sentences about it.
    pub notes: Vec<String>,
}

impl<'a> Import<'a> {
    /// An import with the class's own originals.
    ///
    /// # Errors
    /// There is no such course.
    pub fn new(class: &'a ClassDir, course: &'a Course) -> Result<Self> {
        let texts = CourseTexts::load(&class.course(), course)?;
        Ok(Self {
            class,
            course,
            digest: texts.digest(course),
            originals: texts.starters_by_name(course),
            prefix: None,
            replace: false,
        })
    }

    /// Imports all that's found at a path. A hand-in is imported whole or not at all.
    ///
    /// # Errors
    /// The database can't be written.
    pub fn path(&self, store: &mut ClassStore, path: &Path) -> Result<Imported> {
        let roster = store.roster()?;
        let mut imported = Imported::default();
        let mut waiting = Vec::new();
        let mut each = |found: Found| {
            match self.hand_in(&roster, found) {
                Ok(hand_in) => waiting.push(hand_in),
                Err(problem) => imported.problems.push(problem),
            }
            if waiting.len() >= AT_ONCE {
                imported.hand_ins.extend(self.add(store, &mut waiting)?);
            }
            Ok(())
        };
        let problems = collect(path, self.course, &mut each)?;
        imported.hand_ins.extend(self.add(store, &mut waiting)?);
        imported.problems.extend(problems);
        Ok(imported)
    }

    /// Imports one thing that was found. Returns how many hand-ins it gave.
    #[cfg(test)]
    pub fn found(&self, store: &mut ClassStore, found: Found) -> Result<usize> {
        let roster = store.roster()?;
        let mut hand_ins = self.hand_in(&roster, found).into_iter().collect();
        Ok(self.add(store, &mut hand_ins)?.len())
    }

    /// Adds hand-ins in one change.
    fn add(
        &self,
        store: &mut ClassStore,
        hand_ins: &mut Vec<(HandIn, ImportedHandIn)>,
    ) -> Result<Vec<ImportedHandIn>> {
        let transaction = store.begin()?;
        let mut all = Vec::new();
        for (hand_in, mut done) in hand_ins.drain(..) {
            if self.replace {
                store::forget_time(&transaction, &hand_in.key)?;
            }
            let added = store::add(&transaction, self.class, self.course, &hand_in)?;
            done.added = added.added;
            if !added.unknown.is_empty() {
                let unknown = added.unknown.join(", ");
                let note = format!("the class's course has no exercise {unknown}");
                done.notes.push(note);
            }
            all.push(done);
        }
        transaction.commit()?;
        Ok(all)
    }

    /// What's stored of something that was found.
    fn hand_in(
        &self,
        roster: &[RosterEntry],
        found: Found,
    ) -> Result<(HandIn, ImportedHandIn), String> {
        let Found {
            place,
            called,
            uploader,
            content,
        } = found;
        let mut notes = Vec::new();
        let said = match &content {
            Content::Pack(pack) => pack.head.learner.clone(),
            Content::Files { .. } => self.without_prefix(&called).to_owned(),
        };
        let by_name = find(roster, &said);
        // Nobody's upload counts as somebody else's, whatever it says of itself.
        let entry = match &uploader {
            Some(uploader) => find_uploader(roster, uploader),
            None => by_name,
        };
        let is_expected = entry.is_some() || roster.is_empty();
        let has_prefix = matches!(content, Content::Files { .. }) && said != called;
        let key = match (entry, &uploader) {
            (Some(entry), _) => entry.id.clone(),
            (None, Some(uploader)) => uploader.name.clone(),
            (None, None) => said.clone(),
        };
        if !is_expected {
            notes.push(unexpected(roster, &key));
        }
        let is_pack = matches!(content, Content::Pack(_));
        let is_same = by_name.map(|it| &it.id) == entry.map(|it| &it.id) || said == key;
        if uploader.is_some() && is_pack && !is_same {
            notes.push(format!(
                "it says it's of {said:?}, but {key} uploaded it: it counts as theirs"
            ));
        }
        let hand_in = self
            .with_content(key.clone(), content, &mut notes)
            .map_err(|problem| format!("{place} {problem}"))?;
        let done = ImportedHandIn {
            key,
            place,
            added: Added::New,
            has_prefix,
            code: hand_in.files.len(),
            notes,
        };
        Ok((hand_in, done))
    }

    fn with_content(
        &self,
        key: String,
        content: Content,
        notes: &mut Vec<String>,
    ) -> Result<HandIn, String> {
        let hand_in = match content {
            Content::Pack(pack) => {
                let pack = *pack;
                let ours = self.course.id.as_deref();
                if let (Some(theirs), Some(ours)) = (pack.head.course.as_deref(), ours)
                    && theirs != ours
                {
                    return Err(format!(
                        "is of the course {theirs:?}, and this class does {ours:?}"
                    ));
                }
                if pack.head.originals != self.digest {
                    notes.push("it was made with another version of the course".to_owned());
                }
                if pack.head.made_at > files::now() + 86_400 {
                    notes.push("its clock is ahead by more than a day".to_owned());
                }
                HandIn {
                    key,
                    level: pack.head.level,
                    originals: pack.head.originals,
                    made_at: pack.head.made_at,
                    is_dated: true,
                    received_at: files::now(),
                    work: pack.work,
                    events: pack.events,
                    is_complete: pack.head.level == PackLevel::Code,
                    files: pack
                        .files
                        .into_iter()
                        .map(|it| (it.exercise, it.text))
                        .collect(),
                }
            }
            Content::Files {
                texts,
                progress,
                is_complete,
                made_at,
            } => HandIn {
                key,
                level: PackLevel::Code,
                originals: String::new(),
                made_at,
                is_dated: false,
                received_at: files::now(),
                work: progress.map(|it| self.work(&it)).unwrap_or_default(),
                events: Vec::new(),
                is_complete,
                files: texts,
            },
        };
        Ok(self.without_starters(hand_in))
    }

    fn work(&self, progress: &Progress) -> Vec<ExerciseWork> {
        let mut progress = progress.clone();
        progress.follow_aliases(self.course);
        let history = History::of(self.course, &progress, &[]);
        let all = history.exercises.iter();
        all.map(|(name, history)| ExerciseWork::new(name, history))
            .collect()
    }

    /// Files that are as they began weren't handed in, unless they pass as they began.
    fn without_starters(&self, mut hand_in: HandIn) -> HandIn {
        let passed = hand_in
            .work
            .iter()
            .filter(|it| it.state == WorkState::Passed);
        let passed: BTreeSet<String> = passed.map(|it| it.exercise.clone()).collect();
        hand_in
            .files
            .retain(|name, text| passed.contains(name) || self.originals.get(name) != Some(text));
        hand_in
    }

    fn without_prefix<'n>(&self, name: &'n str) -> &'n str {
        let prefix = self.prefix.as_deref().unwrap_or_default();
        name.strip_prefix(prefix)
            .filter(|it| !it.is_empty())
            .unwrap_or(name)
    }
}

/// The roster's entry for what a pack or a folder calls a learner: an id, an address, or a folder's name
/// that ends in an id, as `autumn-rust-ana` for `ana`.
fn find<'r>(roster: &'r [RosterEntry], called: &str) -> Option<&'r RosterEntry> {
    let is = |one: &str| !one.is_empty() && one.eq_ignore_ascii_case(called);
    let exact = roster.iter().find(|it| is(&it.id) || is(&it.email));
    let by_name = || {
        let mut named = roster.iter().filter(|it| it.name == called);
        let first = named.next();
        first.filter(|_| named.next().is_none())
    };
    exact.or_else(by_name).or_else(|| {
        let ends = |it: &&RosterEntry| {
            let begin = called.len().checked_sub(it.id.len() + 1);
            let end = begin.and_then(|begin| called.get(begin..));
            end.and_then(|end| end.strip_prefix('-'))
                .is_some_and(|end| end.eq_ignore_ascii_case(&it.id))
        };
        roster.iter().filter(ends).max_by_key(|it| it.id.len())
    })
}

/// Says that the roster has nobody of this name, and who in it has a similar one.
fn unexpected(roster: &[RosterEntry], key: &str) -> String {
    let lower: Vec<(String, &RosterEntry)> = roster
        .iter()
        .flat_map(|it| [&it.id, &it.email, &it.name].map(|text| (text.to_lowercase(), it)))
        .filter(|(text, _)| !text.is_empty())
        .collect();
    let close = similar(
        &key.to_lowercase(),
        lower.iter().map(|(text, _)| text.as_str()),
    );
    let known = |text: &&str| {
        lower
            .iter()
            .find(|(one, _)| one == text)
            .map(|(_, it)| it.id.as_str())
    };
    let mut ids: Vec<&str> = close.iter().filter_map(known).collect();
    ids.dedup();
    match ids.is_empty() {
        true => "isn't in the roster".to_owned(),
        false => format!("isn't in the roster, which has {}", ids.join(", ")),
    }
}

/// The roster's entry for whom a platform names, if there is only one.
fn find_uploader<'r>(roster: &'r [RosterEntry], uploader: &Platform) -> Option<&'r RosterEntry> {
    let by_id = uploader
        .id
        .as_ref()
        .and_then(|id| roster.iter().find(|it| it.id == *id));
    // Canvas joins the parts of a name, in small letters and in any order.
    let letters = |name: &str| -> Vec<char> {
        let mut letters: Vec<char> = name
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        letters.sort_unstable();
        letters
    };
    let is_named = |it: &&RosterEntry| match uploader.id {
        None => it.name == uploader.name,
        Some(_) => letters(&it.name) == letters(&uploader.name),
    };
    by_id.or_else(|| {
        let mut named = roster.iter().filter(is_named);
        let first = named.next();
        first.filter(|_| named.next().is_none())
    })
}

/// Learners of whom there was more than one hand-in.
pub fn doubles(imported: &[ImportedHandIn]) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    imported
        .iter()
        .map(|it| it.key.as_str())
        .filter(|key| !seen.insert(*key))
        .collect()
}
