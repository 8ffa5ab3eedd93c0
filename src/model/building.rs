//! The progress of building a course's crates.

/// How far a build is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildStatus {
    /// The number of crates that are built.
    pub done: usize,
    /// The number of all crates, once it's known.
    pub total: Option<usize>,
    /// The time since the build started, in whole seconds.
    pub seconds: u64,
    /// What has been compiling longest, if a compiler is running.
    pub oldest: Option<RunningCompile>,
    /// What the learner can do meanwhile.
    pub meanwhile: Meanwhile,
}

/// A crate that is being compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningCompile {
    /// The crate's name.
    pub name: String,
    /// The time since its compile started, in whole seconds.
    pub seconds: u64,
}

/// What doesn't have to wait for crates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Meanwhile {
    /// Everything needs them.
    #[default]
    Nothing,
    /// Some exercises don't need them, though each chapter has one that does.
    Exercises,
    /// Whole chapters don't need them.
    Chapters,
}

/// Finds out what doesn't have to wait. Each exercise is given by its chapter and whether it
/// needs crates.
pub fn meanwhile<'a>(exercises: impl Iterator<Item = (&'a str, bool)> + Clone) -> Meanwhile {
    let is_free = |chapter: &str| {
        let mut inside = exercises.clone().filter(|(other, _)| *other == chapter);
        inside.all(|(_, needs_crates)| !needs_crates)
    };
    let mut free = exercises.clone().filter(|(_, needs_crates)| !needs_crates);
    match free.clone().next() {
        None => Meanwhile::Nothing,
        // A course without chapters has only one, without a name.
        Some(_) if free.any(|(chapter, _)| !chapter.is_empty() && is_free(chapter)) => {
            Meanwhile::Chapters
        }
        Some(_) => Meanwhile::Exercises,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_no_crates_can_be_done_meanwhile() {
        let of = |exercises: &[(&'static str, bool)]| meanwhile(exercises.iter().copied());
        assert_eq!(of(&[("a", true), ("b", true)]), Meanwhile::Nothing);
        assert_eq!(of(&[("a", true), ("a", false)]), Meanwhile::Exercises);
        assert_eq!(of(&[("", true), ("", false)]), Meanwhile::Exercises);
        assert_eq!(of(&[("", false)]), Meanwhile::Exercises);
        assert_eq!(
            of(&[("a", true), ("a", false), ("b", false)]),
            Meanwhile::Chapters
        );
    }
}
