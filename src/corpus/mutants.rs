//! Changed programs, each with a name that makes it again.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::mutations::{self, Mutation};
use super::sources::{Program, Quota};
use crate::rust::{Edition, Source};

/// The edition of all programs.
pub const EDITION: &str = "2024";

/// A changed program.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The path of the program that was changed, the kind of the change and its place:
    /// `solutions/x.rs drop-mut 3:9`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The program that was changed.
    pub original: Arc<str>,
    /// Whether it's known that this one has other errors than that.
    pub is_known: bool,
}

impl Mutant {
    /// A name for its file, as in a project of its own.
    pub fn file_name(&self) -> String {
        let path = self.name.split(' ').next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name);
        format!("{stem}.rs")
    }

    /// The flags that it's compiled with.
    pub fn flags(&self) -> Vec<String> {
        let mut flags = vec![
            format!("--edition={EDITION}"),
            "--error-format=json".to_owned(),
            "--crate-name=corpus".to_owned(),
            "--crate-type=bin".to_owned(),
        ];
        if self.text.contains("#[test]") {
            flags.push("--test".to_owned());
        }
        flags
    }
}

/// The changed programs that the corpus is chosen from: of each program's changes some of every
/// kind, always the same.
pub fn candidates(programs: &[Program]) -> Vec<Mutant> {
    let mut seen = HashSet::new();
    let mut mutants = Vec::new();
    for program in programs {
        let chosen = chosen(program);
        mutants.extend(chosen.into_iter().filter(|m| seen.insert(m.text.clone())));
    }
    mutants
}

/// The mutants with these names, which are known to be in the corpus, in the order of the names.
pub fn named(programs: &[Program], names: &[&str]) -> Vec<Option<Mutant>> {
    let mut by_path: BTreeMap<String, Vec<Mutant>> = BTreeMap::new();
    let find = |name: &&str| {
        let path = name.split(' ').next()?;
        let program = programs.iter().find(|program| program.path == path)?;
        let all = by_path.entry(path.to_owned()).or_insert_with(|| {
            let source = Source::new(&*program.text, Edition::named(EDITION));
            let all = mutations::all(&source);
            all.iter()
                .filter_map(|m| mutant(program, &source, m))
                .collect()
        });
        let found = all.iter().find(|mutant| mutant.name == **name);
        found.cloned().map(|mutant| Mutant {
            is_known: true,
            ..mutant
        })
    };
    names.iter().map(find).collect()
}

fn chosen(program: &Program) -> Vec<Mutant> {
    let source = Source::new(&*program.text, Edition::named(EDITION));
    let mut all: Vec<(u64, Mutation, Mutant)> = mutations::all(&source)
        .into_iter()
        .filter_map(|mutation| {
            let mutant = mutant(program, &source, &mutation)?;
            Some((rank(&mutant.name), mutation, mutant))
        })
        .collect();
    all.sort_by_key(|(rank, _, _)| *rank);
    let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    let mut of_topic = [0; 4];
    let Quota {
        per_kind,
        per_topic,
    } = program.quota;
    let chosen = all.into_iter().filter(|(_, mutation, _)| {
        let (topic, kind) = (
            mutation.topic as usize,
            of_kind.entry(mutation.kind).or_default(),
        );
        let is_chosen = *kind < per_kind && of_topic[topic] < per_topic[topic];
        *kind += usize::from(is_chosen);
        of_topic[topic] += usize::from(is_chosen);
        is_chosen
    });
    chosen.map(|(_, _, mutant)| mutant).collect()
}

fn mutant(program: &Program, source: &Source, mutation: &Mutation) -> Option<Mutant> {
    let line = source.line_of(mutation.at);
    let start = source.line(line).start;
    let column = source.text().get(start..mutation.at)?.chars().count() + 1;
    Some(Mutant {
        name: format!("{} {} {line}:{column}", program.path, mutation.kind),
        text: mutation.apply(source.text())?,
        original: Arc::clone(&program.text),
        is_known: false,
    })
}

/// A number that looks random and is always the same for a name.
pub fn rank(name: &str) -> u64 {
    let bytes = blake3::hash(name.as_bytes());
    let first = bytes.as_bytes().first_chunk().copied();
    u64::from_le_bytes(first.unwrap_or_default())
}
