//! Finds settings in a course's `Cargo.toml` that have no effect on its exercises.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::model::bounded::bound_lines;
use crate::model::cargo_target::{TargetKind, is_in_exercises, plain_path};
use crate::model::course::Course;
use crate::model::ignored::IgnoredManifest;
use crate::model::package::{LONGEST_EDITION, Package};
use crate::model::review::Finding;

/// Why the manifest is ignored.
const WHY: &str = "Cargo.toml is ignored: none of its bin, example, test or bench targets is in \
                   exercises/";

impl IgnoredManifest {
    /// A note for people who could be misled: about a crate that one of these sources names, about
    /// an edition in which one of them means something else, or about all settings, if the manifest
    /// exists only for the exercises.
    pub fn note<'s>(
        &self,
        package: &Package,
        sources: impl Iterator<Item = &'s str>,
    ) -> Option<String> {
        let sources: Vec<&str> = sources.collect();
        let missing = self.crates.iter().filter(|name| !package.has_crate(name));
        let missing: Vec<String> = missing.cloned().collect();
        let is_named = |source: &str| {
            let source = package.read(source);
            let mut named = missing.iter();
            named
                .find(|name| source.names_crate(&[(*name).clone()]))
                .cloned()
        };
        if let Some(name) = sources.iter().find_map(|source| is_named(source)) {
            return Some(format!("{WHY}, so there is no crate {name}"));
        }
        if !self.has_own_code {
            return self.tell_effects(package);
        }
        let other = self.other_edition(package)?;
        let is_older = other < package.flags.edition.as_str() && other < "2024";
        let mut sources = sources.iter();
        let is_misread = is_older && sources.any(|one| package.read(*one).is_for_older_edition());
        is_misread.then(|| self.tell_effects(package)).flatten()
    }

    /// Advice for the author, who wants to know in any case.
    fn advice<'s>(
        &self,
        package: &Package,
        sources: impl Iterator<Item = &'s str>,
    ) -> Option<String> {
        let note = self.note(package, sources);
        // The lints of a tool are the tool's. Only its edition may be taken for the exercises'.
        let is_worth_it = !self.has_own_code || self.other_edition(package).is_some();
        let effects = || self.tell_effects(package).filter(|_| is_worth_it);
        let note = note.or_else(effects);
        note.or_else(|| (!self.has_own_code).then(|| WHY.to_owned()))
    }

    /// The manifest's edition, if exercises have another one.
    fn other_edition(&self, package: &Package) -> Option<&str> {
        let edition = self.edition.as_deref();
        edition.filter(|edition| *edition != package.flags.edition)
    }

    /// What is otherwise than the manifest says, if anything.
    fn tell_effects(&self, package: &Package) -> Option<String> {
        let effects = self.effects(package);
        (!effects.is_empty()).then(|| format!("{WHY}, so {}", effects.join(", and ")))
    }

    fn effects(&self, package: &Package) -> Vec<String> {
        let counts = &package.flags.edition;
        let edition = self.other_edition(package);
        let edition = edition.map(|edition| {
            let edition = bound_lines(edition, LONGEST_EDITION);
            format!("exercises are compiled with edition {counts}, not {edition}")
        });
        let lints = self
            .has_lints
            .then(|| "its lints have no effect".to_owned());
        edition.into_iter().chain(lints).collect()
    }
}

/// Reviews a course's `Cargo.toml` for its author. `exists` says whether there is a file at a
/// path below the course's root, and `sources` are the exercises' texts.
pub fn review<'s>(
    text: &str,
    course: &Course,
    package: &Package,
    exists: &dyn Fn(&str) -> bool,
    sources: impl Iterator<Item = &'s str>,
) -> Vec<Finding> {
    if let Some(ignored) = &package.ignored {
        let advice = ignored.advice(package, sources);
        let finding = |message| Finding::advice("Cargo.toml", 1, message);
        return advice.map(finding).into_iter().collect();
    }
    // A file that isn't TOML was refused when the course was opened.
    let Ok(manifest) = DeTable::parse(text) else {
        return Vec::new();
    };
    let manifest = ParsedManifest {
        text,
        table: manifest.get_ref(),
    };
    let targets = manifest.targets();
    let mut findings = Vec::new();
    for target in &targets {
        findings.extend(target.review(course, exists));
    }
    for exercise in course.exercises.iter().filter(|it| !it.is_package()) {
        let path = exercise.path();
        if !targets.is_empty() && !targets.iter().any(|target| target.path == path) {
            let message = "no target in Cargo.toml names it; editors look there";
            findings.push(Finding::advice(path, 1, message));
        }
    }
    findings.extend(manifest.settings_without_effect(package));
    findings
}

/// A manifest that has an effect.
struct ParsedManifest<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
}

/// A target in `exercises/`.
struct ExerciseTarget<'a> {
    kind: TargetKind,
    name: &'a str,
    /// The path below the course's root, with `/`.
    path: String,
    line: usize,
    /// Settings that would apply to this target alone if cargo built it, with their lines.
    own_settings: Vec<(&'a str, usize)>,
}

/// A target's keys that change what cargo builds.
const OWN_SETTINGS: [&str; 4] = ["edition", "harness", "required-features", "crate-type"];

impl<'a> ParsedManifest<'a> {
    fn line(&self, value: &Spanned<impl Sized>) -> usize {
        let before = self.text.get(..value.span().start).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    fn targets(&self) -> Vec<ExerciseTarget<'a>> {
        let of_kind = |kind: TargetKind| {
            let array = self.table.get(kind.word());
            let array = array.and_then(|value| value.get_ref().as_array());
            let tables = array.into_iter().flatten();
            tables.filter_map(move |table| self.target(kind, table))
        };
        TargetKind::ALL.into_iter().flat_map(of_kind).collect()
    }

    fn target(
        &self,
        kind: TargetKind,
        target: &'a Spanned<DeValue<'a>>,
    ) -> Option<ExerciseTarget<'a>> {
        let keys = target.get_ref().as_table()?;
        let text = |key: &str| keys.get(key)?.get_ref().as_str();
        let path = text("path").filter(|path| is_in_exercises(path))?;
        let is_own = |key: &&Spanned<DeString>| OWN_SETTINGS.contains(&key.get_ref().as_ref());
        Some(ExerciseTarget {
            kind,
            name: text("name").unwrap_or_default(),
            path: plain_path(path),
            line: self.line(keys.get("path")?),
            own_settings: keys
                .keys()
                .filter(is_own)
                .map(|key| (key.get_ref().as_ref(), self.line(key)))
                .collect(),
        })
    }

    /// `[features]` and `[profile]`, if they don't apply to all exercises.
    fn settings_without_effect(&self, package: &Package) -> Vec<Finding> {
        let advice = |key: &Spanned<DeString>, message: String| {
            Finding::advice("Cargo.toml", self.line(key), message)
        };
        let entry = |name: &str| self.table.get_key_value(name);
        let mut findings = Vec::new();
        let without_crates = "has no effect on exercises that use no crate";
        if let Some((key, _)) = entry("features").filter(|_| !package.for_all) {
            findings.push(advice(key, format!("[features] {without_crates}")));
        }
        let profiles = entry("profile").and_then(|(_, value)| value.get_ref().as_table());
        for key in profiles.into_iter().flat_map(DeTable::keys) {
            let profile: &str = key.get_ref();
            let is_built_with = ["dev", "test"].contains(&profile);
            if !is_built_with {
                let message = format!("[profile.{profile}] has no effect on exercises");
                findings.push(advice(key, message));
            } else if !package.for_all {
                findings.push(advice(key, format!("[profile.{profile}] {without_crates}")));
            }
        }
        findings
    }
}

impl ExerciseTarget<'_> {
    fn review(&self, course: &Course, exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut exercises = course.exercises.iter();
        if !exists(&self.path) {
            let (kind, name, path) = (self.kind.word(), self.name, &self.path);
            let message = format!("the {kind} target {name:?} names {path}, which does not exist");
            findings.push(Finding::error("Cargo.toml", self.line, message));
        } else if !exercises.any(|exercise| exercise.path() == self.path) {
            let message = "the file of this target is not listed in info.toml";
            findings.push(Finding::advice("Cargo.toml", self.line, message));
        }
        for (key, line) in &self.own_settings {
            let message =
                format!("a target's {key} has no effect: all exercises are compiled alike");
            findings.push(Finding::advice("Cargo.toml", *line, message));
        }
        findings
    }
}
