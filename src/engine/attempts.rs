//! Remembers a search's result, and searches again if it's outdated: a learner who installs
//! what's missing shouldn't have to restart the program.

use std::sync::OnceLock;

/// The results of a search so far. Old results stay, since a caller may still be using them.
pub struct Attempts<T> {
    first: OnceLock<Box<SearchResult<T>>>,
}

struct SearchResult<T> {
    found: T,
    later: OnceLock<Box<Self>>,
}

impl<T> Default for Attempts<T> {
    fn default() -> Self {
        Self {
            first: OnceLock::new(),
        }
    }
}

impl<T> Attempts<T> {
    /// The latest result. Searches first if there's none, or if the latest one is outdated.
    pub fn get(&self, find: impl Fn() -> T, is_outdated: impl FnOnce(&T) -> bool) -> &T {
        let make = || {
            let later = OnceLock::new();
            Box::new(SearchResult {
                found: find(),
                later,
            })
        };
        let mut latest = match self.first.get() {
            Some(first) => first,
            None => return &self.first.get_or_init(make).found,
        };
        while let Some(later) = latest.later.get() {
            latest = later;
        }
        if is_outdated(&latest.found) {
            &latest.later.get_or_init(make).found
        } else {
            &latest.found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_is_outdated_is_looked_for_again_and_the_rest_is_kept() {
        let (attempts, asked) = (Attempts::default(), Cell::new(0));
        let find = || {
            asked.set(asked.get() + 1);
            asked.get()
        };
        let first = attempts.get(find, |_| true);
        assert_eq!((*first, asked.get()), (1, 1));
        assert_eq!(*attempts.get(find, |_| false), 1);
        assert_eq!(*attempts.get(find, |found| *found == 1), 2);
        assert_eq!(*attempts.get(find, |found| *found == 1), 2);
        assert_eq!((*first, asked.get()), (1, 2));
    }
}
