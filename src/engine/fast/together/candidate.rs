//! An exercise that may be compiled together with others.

use crate::engine::check::BuildPlan;
use crate::grading::sealed::SealedProgram;
use crate::model::main_test;
use crate::model::shard::{self, MainPlace};
use crate::rust::Source;

/// A planned check, and what its source says about sharing a crate.
pub(super) struct Candidate<'a> {
    /// Its place among all exercises that are checked.
    pub index: usize,
    pub plan: Box<BuildPlan<'a>>,
    /// Whether it may be a module of a crate of ours, with others if it has none of its own.
    pub may_share: bool,
    /// Whether no other exercise may be in its crate.
    pub has_crate_of_its_own: bool,
    /// Whether it may not, but may be the root of a crate whose modules are others.
    pub may_be_root: bool,
    /// Where its `main` is then, if it is run.
    pub main_place: Option<MainPlace>,
    /// Whether clippy's driver may build its programs.
    pub may_build_linted: bool,
    /// Whether its programs may spend their time waiting.
    pub may_wait: bool,
}

impl<'a> Candidate<'a> {
    /// `None` if the exercise has to be checked alone, since it needs another target or variables
    /// of its own, since it has several files, or since a grade under the original's tests needs the original's files.
    pub fn new(index: usize, plan: Box<BuildPlan<'a>>) -> Option<Self> {
        let subject = &plan.subject;
        let may_batch = !plan.tools.builds_wasm()
            && plan.database.is_none()
            && subject.not_done.is_none()
            && subject.modules.is_none()
            && subject.exercise.build_script().is_none();
        if !may_batch {
            return None;
        }
        let source = subject.source();
        let runs_tests = subject.runs_tests();
        let sealed = subject.graded.sealed.as_ref();
        let place = shard::main_place(source, runs_tests);
        let main_place = Some(place).filter(|_| subject.runs_main());
        // All files of a crate are compiled for its tests.
        let has_place = runs_tests || place == MainPlace::Tests;
        let may_share = has_place && shard::may_share(source);
        let is_sealed = sealed.is_some();
        if is_sealed && !may_share && main_test::reads_files(source) {
            return None;
        }
        let may_build_linted = !shard::needs_rustc(source);
        let may_be_root = !may_share
            && !is_sealed
            && runs_tests
            && plan.tools.crates.is_none()
            // Until 2018 every path that is imported began at the root.
            && plan.tools.flags.edition != "2015"
            && may_build_linted
            && main_place.is_none_or(|place| place == MainPlace::Tests)
            && shard::may_be_root(source);
        Some(Self {
            index,
            may_share,
            // Unsafe code could do anything to others' tests.
            has_crate_of_its_own: is_sealed && !subject.graded.forbids_unsafe,
            may_be_root,
            main_place,
            may_build_linted,
            may_wait: shard::may_wait(source),
            plan,
        })
    }

    /// What is compiled.
    pub fn source(&self) -> &Source {
        self.plan.subject.source()
    }

    /// What is compiled instead, if the original's tests count.
    pub fn sealed(&self) -> Option<&SealedProgram> {
        self.plan.subject.graded.sealed.as_ref()
    }

    /// The file, below the course's root.
    pub fn path(&self) -> &str {
        &self.plan.subject.path
    }

    /// Whether it is compiled with the course's crates.
    pub fn has_crates(&self) -> bool {
        self.plan.tools.crates.is_some()
    }

    pub fn runs_tests(&self) -> bool {
        self.plan.subject.runs_tests()
    }

    pub fn runs_main(&self) -> bool {
        self.plan.subject.runs_main()
    }
}
