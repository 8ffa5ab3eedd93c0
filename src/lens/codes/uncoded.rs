//! Errors without a code: lifetimes that don't live long enough, and futures that threads can't share.

use crate::lens::codes::{Entry, futures, signatures};
use crate::lens::rule::Rule;

const LIFETIME: Entry = Entry {
    code: "",
    rule: Rule::NoDangling,
    summary: "A reference must live as long as the signature promises.",
    meaning: "",
    example: None,
    explain: Some(signatures::explain_too_short),
};

/// Values that threads share or hand over; E0277 may be about them too.
pub(super) const THREADS: Entry = Entry {
    code: "",
    rule: Rule::Threads,
    summary: "What moves between threads, or is shared by them, must be safe for that.",
    meaning: "",
    example: None,
    explain: Some(futures::explain),
};

/// What is known of an error without a code that has this message.
pub fn entry_for(message: &str) -> Option<&'static Entry> {
    if message.contains("between threads safely") {
        Some(&THREADS)
    } else if message.contains("lifetime may not live long enough") {
        Some(&LIFETIME)
    } else {
        None
    }
}
