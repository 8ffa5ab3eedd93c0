//! The same outcome again, which the journal doesn't repeat.

use crate::model::journal::event::{EventKind, JournalEvent};

/// How long the same outcome of the same exercise counts once, in seconds.
const WINDOW: u64 = 30;

/// Whether a check says what the exercise's last check in `earlier` said within 30 s.
/// After a reset or an undo, every outcome is news.
pub fn is_repeat(event: &JournalEvent, earlier: &[JournalEvent]) -> bool {
    if event.kind != EventKind::Checked {
        return false;
    }
    let counts = [EventKind::Checked, EventKind::Reset, EventKind::Undo];
    let mut of_exercise = earlier.iter().rev();
    let last =
        of_exercise.find(|last| last.exercise == event.exercise && counts.contains(&last.kind));
    last.is_some_and(|last| {
        // Of two processes, the one that writes later may have noticed first.
        let pause = event.at.abs_diff(last.at);
        last.kind == EventKind::Checked
            && last.reason == event.reason
            && last.codes == event.codes
            && pause < WINDOW
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(exercise: &str, at: u64, reason: &str, codes: &[&str]) -> JournalEvent {
        JournalEvent {
            at,
            reason: Some(reason.to_owned()),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            // Versions make no difference.
            version: Some(at.to_string()),
            ..JournalEvent::new(EventKind::Checked, exercise)
        }
    }

    fn other(kind: EventKind, at: u64) -> JournalEvent {
        JournalEvent {
            at,
            ..JournalEvent::new(kind, "a")
        }
    }

    #[test]
    fn the_same_outcome_within_half_a_minute_is_a_repeat() {
        let earlier = [
            check("a", 100, "compile_error", &["E0382"]),
            check("b", 105, "passed", &[]),
            other(EventKind::Hint, 106),
            other(EventKind::Opened, 107),
        ];
        let again = |at| check("a", at, "compile_error", &["E0382"]);
        assert!(is_repeat(&again(100), &earlier) && is_repeat(&again(129), &earlier));
        assert!(!is_repeat(&again(130), &earlier));
        assert!(is_repeat(&again(99), &earlier));
        // A clock that was set back proves nothing.
        assert!(!is_repeat(&again(70), &earlier));
        assert!(!is_repeat(
            &check("a", 110, "compile_error", &["E0499"]),
            &earlier
        ));
        assert!(!is_repeat(&check("a", 110, "passed", &[]), &earlier));
        assert!(!is_repeat(&check("c", 110, "passed", &[]), &earlier));
        assert!(!is_repeat(&other(EventKind::Hint, 110), &earlier));
    }

    #[test]
    fn what_lies_between_makes_it_news() {
        let first = check("a", 100, "tests_failed", &[]);
        let again = check("a", 110, "tests_failed", &[]);
        let pass = check("a", 105, "passed", &[]);
        assert!(!is_repeat(&again, &[first.clone(), pass]));
        for kind in [EventKind::Reset, EventKind::Undo] {
            assert!(!is_repeat(&again, &[first.clone(), other(kind, 105)]));
        }
    }
}
