//! How far the building of a course's crates is.

/// How far a build is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Building {
    /// Crates that are there.
    pub done: usize,
    /// All of them, once that is known.
    pub total: Option<usize>,
    /// For how many whole seconds it has been going on.
    pub seconds: u64,
    /// What has been compiling longest, if a compiler is at work.
    pub oldest: Option<Compiling>,
    /// What a learner can do meanwhile.
    pub meanwhile: Meanwhile,
}

/// A crate that is being compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiling {
    /// Its name.
    pub name: String,
    /// For how many whole seconds it has been.
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

/// What doesn't have to wait, of exercises by their chapters and whether they need crates.
pub fn meanwhile<'a>(exercises: impl Iterator<Item = (&'a str, bool)> + Clone) -> Meanwhile {
    let is_free = |chapter: &str| {
        let mut inside = exercises.clone().filter(|(other, _)| *other == chapter);
        inside.all(|(_, needs_crates)| !needs_crates)
    };
    let mut free = exercises.clone().filter(|(_, needs_crates)| !needs_crates);
    match free.clone().next() {
        None => Meanwhile::Nothing,
        // A course without chapters has but one, without a name.
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
