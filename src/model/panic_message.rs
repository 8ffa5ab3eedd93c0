//! Parses what a Rust program prints when it panics.
//!
//! The texts are the standard library's, of current and of earlier versions. A program can print
//! the same words itself, so whoever draws conclusions compares them with the source.

/// A panic as the program reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanicMessage {
    /// The name of the thread; in a test, the test's.
    pub thread: String,
    /// The file, as it was given to the compiler.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The message, which may have several lines.
    pub message: String,
}

/// What a panic's message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PanicKind {
    /// `index out of bounds: the len is 2 but the index is 5`
    IndexOutOfBounds {
        /// How many elements there are.
        len: u64,
        /// The index.
        index: u64,
    },
    /// A range of a slice that ends or begins behind the slice.
    RangeOutOfBounds {
        /// How many elements there are.
        len: u64,
        /// Where the range ends or begins.
        index: u64,
        /// Whether that is its end.
        is_end: bool,
    },
    /// `slice index starts at 2 but ends at 1`
    RangeBackwards {
        /// Where the range begins.
        start: u64,
        /// Where it ends.
        end: u64,
    },
    /// A string that is cut inside a character.
    InsideCharacter {
        /// The byte at which it's cut.
        index: u64,
        /// The character.
        character: String,
        /// The character's bytes, as `1..3`.
        bytes: String,
    },
    /// A string that is cut behind its end.
    BehindText {
        /// The byte at which it's cut.
        index: u64,
    },
    /// A map was indexed with a key that it doesn't have.
    NoSuchKey,
    /// `Option::unwrap()` on `None`.
    UnwrappedNone,
    /// `Result::unwrap()` on an `Err`, with the error.
    UnwrappedErr(String),
    /// Arithmetic whose result doesn't fit: `add`, `subtract`, `shift left`, ...
    Overflow(String),
    /// A division or remainder by zero.
    DivisionByZero,
    /// A `RefCell` that is borrowed already.
    AlreadyBorrowed {
        /// Whether it's known that the earlier borrow is a mutable one.
        mutably: bool,
    },
    /// `todo!()`
    Todo,
    /// `unimplemented!()`
    Unimplemented,
    /// `unreachable!()`
    Unreachable,
    /// `assert_eq!` or `assert_ne!`, with both values.
    Comparison {
        /// Whether they should be equal.
        should_be_equal: bool,
        /// The first value.
        left: String,
        /// The second value.
        right: String,
    },
    /// The message of a `panic!`, an `assert!`, an `expect`, or of a library.
    Other,
}

/// Finds the panics in a program's output, in their order.
pub fn find_all(output: &str) -> Vec<PanicMessage> {
    let mut found: Vec<PanicMessage> = Vec::new();
    let mut is_inside = false;
    let mut lines = output.lines();
    while let Some(line) = lines.next() {
        if let Some(panic) = header(line).or_else(|| old_form(line, &mut lines)) {
            is_inside = panic.message.is_empty();
            found.push(panic);
        } else if ends_message(line) {
            is_inside = false;
        } else if let Some(panic) = found.last_mut().filter(|_| is_inside) {
            panic.message.push_str(line);
            panic.message.push('\n');
        }
    }
    for panic in &mut found {
        panic.message.truncate(panic.message.trim_end().len());
    }
    found
}

fn ends_message(line: &str) -> bool {
    [
        "note: run with `RUST_BACKTRACE=",
        "note: panic did not contain",
        "stack backtrace:",
    ]
    .iter()
    .any(|beginning| line.starts_with(beginning))
}

/// The thread's name, and what is behind `panicked at `.
fn thread(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("thread '")?;
    let (before, behind) = rest.split_once(" panicked at ")?;
    let name = match before.rsplit_once("' (") {
        Some((name, number)) if number.ends_with(')') => name,
        _ => before.strip_suffix('\'')?,
    };
    Some((name, behind))
}

/// `FILE:LINE:COLUMN`
fn place(text: &str) -> Option<(&str, usize, usize)> {
    let (before, column) = text.rsplit_once(':')?;
    let (file, line) = before.rsplit_once(':')?;
    Some((file, line.parse().ok()?, column.parse().ok()?))
}

/// `thread 'x' (12) panicked at FILE:LINE:COLUMN:`, with the message on the next lines.
fn header(line: &str) -> Option<PanicMessage> {
    let (thread, behind) = thread(line)?;
    let (file, line, column) = place(behind.strip_suffix(':')?)?;
    Some(PanicMessage {
        thread: thread.to_owned(),
        file: file.to_owned(),
        line,
        column,
        message: String::new(),
    })
}

/// `thread 'x' panicked at 'MESSAGE', FILE:LINE:COLUMN`, as it was before Rust 1.73. The message
/// may go over several lines.
fn old_form(line: &str, lines: &mut std::str::Lines) -> Option<PanicMessage> {
    let (thread, behind) = thread(line)?;
    let mut text = behind.strip_prefix('\'')?.to_owned();
    let mut ahead = lines.clone();
    for _ in 0..40 {
        if let Some((message, behind)) = text.rsplit_once("', ")
            && let Some((file, line, column)) = place(behind)
        {
            *lines = ahead;
            return Some(PanicMessage {
                thread: thread.to_owned(),
                file: file.to_owned(),
                line,
                column,
                message: message.to_owned(),
            });
        }
        text.push('\n');
        text.push_str(ahead.next()?);
    }
    None
}

impl PanicMessage {
    /// What the message says.
    pub fn kind(&self) -> PanicKind {
        let message = self.message.as_str();
        let first = message.lines().next().unwrap_or("");
        comparison(message)
            .or_else(|| bounds(first))
            .or_else(|| text_bounds(message))
            .or_else(|| value(message))
            .unwrap_or_else(|| fixed(first))
    }
}

/// The two parts around a text in the middle, and before the text at the end.
fn two<'a>(text: &'a str, before: &str, middle: &str, after: &str) -> Option<(&'a str, &'a str)> {
    let inner = text.strip_prefix(before)?.strip_suffix(after)?;
    inner.split_once(middle)
}

fn two_numbers(text: &str, before: &str, middle: &str) -> Option<(u64, u64)> {
    let (one, other) = two(text, before, middle, "")?;
    Some((one.parse().ok()?, other.parse().ok()?))
}

fn bounds(first: &str) -> Option<PanicKind> {
    let index = two_numbers(
        first,
        "index out of bounds: the len is ",
        " but the index is ",
    );
    if let Some((len, index)) = index {
        return Some(PanicKind::IndexOutOfBounds { len, index });
    }
    for (before, is_end) in [("range end index ", true), ("range start index ", false)] {
        let middle = " out of range for slice of length ";
        if let Some((index, len)) = two_numbers(first, before, middle) {
            return Some(PanicKind::RangeOutOfBounds { len, index, is_end });
        }
    }
    let (start, end) = two_numbers(first, "slice index starts at ", " but ends at ")?;
    Some(PanicKind::RangeBackwards { start, end })
}

/// `end byte index 2 is not a char boundary; it is inside 'é' (bytes 1..3) of ...`
fn text_bounds(message: &str) -> Option<PanicKind> {
    let from = ["start ", "end ", ""].iter().find_map(|side| {
        let rest = message.strip_prefix(side)?;
        rest.strip_prefix("byte index ")
    })?;
    let (index, behind) = from.split_once(' ')?;
    let index = index.parse().ok()?;
    if behind.starts_with("is out of bounds of ") {
        return Some(PanicKind::BehindText { index });
    }
    let inside = behind.strip_prefix("is not a char boundary; it is inside ")?;
    let (character, behind) = inside.split_once(" (bytes ")?;
    let (bytes, _) = behind.split_once(')')?;
    Some(PanicKind::InsideCharacter {
        index,
        character: character.to_owned(),
        bytes: bytes.to_owned(),
    })
}

fn value(message: &str) -> Option<PanicKind> {
    let error = message.strip_prefix("called `Result::unwrap()` on an `Err` value: ")?;
    Some(PanicKind::UnwrappedErr(error.to_owned()))
}

/// Both values of `assert_eq!` and `assert_ne!`.
fn comparison(message: &str) -> Option<PanicKind> {
    let rest = message.strip_prefix("assertion ")?;
    let rest = rest.strip_prefix("failed: ").unwrap_or(rest);
    let is_old = rest.starts_with("`(");
    let rest = rest.trim_start_matches(['`', '(']);
    let operator = rest.strip_prefix("left ")?;
    let should_be_equal = operator.starts_with("== right");
    if !should_be_equal && !operator.starts_with("!= right") {
        return None;
    }
    let (_, values) = message.split_once("\n  left: ")?;
    let (left, right) = values.split_once("\n right: ")?;
    // Earlier versions put both between backticks, and the learner's own message behind them.
    let (left, right) = if is_old {
        let left = left.strip_prefix('`')?.strip_suffix("`,")?;
        let right = right.strip_prefix('`')?;
        let right = right.split_once("`: ").map_or(right, |(value, _)| value);
        (left, right.trim_end_matches('`'))
    } else {
        (left, right)
    };
    Some(PanicKind::Comparison {
        should_be_equal,
        left: left.to_owned(),
        right: right.to_owned(),
    })
}

/// Messages that are always the same, or begin so.
fn fixed(first: &str) -> PanicKind {
    let begins = |beginning: &str| {
        first
            .strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
    };
    let overflow = first.strip_prefix("attempt to ");
    if let Some(what) = overflow.and_then(|rest| rest.strip_suffix(" with overflow")) {
        return PanicKind::Overflow(what.to_owned());
    }
    match first {
        "called `Option::unwrap()` on a `None` value" => PanicKind::UnwrappedNone,
        "attempt to divide by zero"
        | "attempt to calculate the remainder with a divisor of zero" => PanicKind::DivisionByZero,
        "no entry found for key" => PanicKind::NoSuchKey,
        _ if begins("RefCell already borrowed") || begins("already borrowed") => {
            PanicKind::AlreadyBorrowed { mutably: false }
        }
        _ if begins("RefCell already mutably borrowed") || begins("already mutably borrowed") => {
            PanicKind::AlreadyBorrowed { mutably: true }
        }
        _ if begins("not yet implemented") => PanicKind::Todo,
        _ if begins("not implemented") => PanicKind::Unimplemented,
        _ if begins("internal error: entered unreachable code") => PanicKind::Unreachable,
        _ => PanicKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(message: &str) -> PanicKind {
        let text = format!("thread 'main' (7) panicked at a.rs:1:2:\n{message}\n");
        find_all(&text)[0].kind()
    }

    #[test]
    fn places_of_both_forms_are_read() {
        let output = "said\nthread 'tests::a' (12) panicked at C:\\x\\a b.rs:3:14:\none\n\ntwo\nnote: run with `RUST_BACKTRACE=1` environment variable\nlater\nthread '<unnamed>' panicked at b.rs:1:2:\nthree\n";
        let found = find_all(output);
        let place = |panic: &PanicMessage| (panic.file.clone(), panic.line, panic.column);
        assert_eq!(place(&found[0]), ("C:\\x\\a b.rs".to_owned(), 3, 14));
        assert_eq!(found[0].thread, "tests::a");
        assert_eq!(found[0].message, "one\n\ntwo");
        assert_eq!(
            (found[1].thread.as_str(), found[1].message.as_str()),
            ("<unnamed>", "three")
        );

        let old = "thread 'main' panicked at 'assertion failed: `(left == right)`\n  left: `1`,\n right: `2`: why', src/a.rs:5:6\nnote: x\n";
        let found = find_all(old);
        assert_eq!(place(&found[0]), ("src/a.rs".to_owned(), 5, 6));
        let comparison = PanicKind::Comparison {
            should_be_equal: true,
            left: "1".into(),
            right: "2".into(),
        };
        assert_eq!(found[0].kind(), comparison);
        assert!(find_all("thread 'a' panicked at nowhere\nthread 'a' panicked at 'x").is_empty());
    }

    #[test]
    fn messages_of_the_standard_library_have_a_kind() {
        let overflow = |what: &str| PanicKind::Overflow(what.to_owned());
        assert_eq!(
            kind("index out of bounds: the len is 2 but the index is 5"),
            PanicKind::IndexOutOfBounds { len: 2, index: 5 }
        );
        assert_eq!(
            kind("range start index 7 out of range for slice of length 3"),
            PanicKind::RangeOutOfBounds {
                len: 3,
                index: 7,
                is_end: false
            }
        );
        assert_eq!(
            kind("slice index starts at 2 but ends at 1"),
            PanicKind::RangeBackwards { start: 2, end: 1 }
        );
        assert_eq!(
            kind("end byte index 2 is not a char boundary; it is inside 'é' (bytes 1..3) of `hé`"),
            PanicKind::InsideCharacter {
                index: 2,
                character: "'é'".into(),
                bytes: "1..3".into()
            }
        );
        assert_eq!(
            kind("byte index 20 is out of bounds of `hello`"),
            PanicKind::BehindText { index: 20 }
        );
        assert_eq!(
            kind("attempt to shift left with overflow"),
            overflow("shift left")
        );
        assert_eq!(
            kind("called `Result::unwrap()` on an `Err` value: A\nB"),
            PanicKind::UnwrappedErr("A\nB".into())
        );
        assert_eq!(
            kind("already borrowed: BorrowMutError"),
            PanicKind::AlreadyBorrowed { mutably: false }
        );
        assert_eq!(kind("not yet implemented: x"), PanicKind::Todo);
        assert_eq!(kind("not yet implemented, sorry"), PanicKind::Other);
        assert_eq!(
            kind("assertion `left != right` failed: why\n  left: [\n    1,\n]\n right: 2"),
            PanicKind::Comparison {
                should_be_equal: false,
                left: "[\n    1,\n]".into(),
                right: "2".into()
            }
        );
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(thread '[a-z ]*'( \\(1\\))? panicked at '?[a-z:,' 0-9]*:?\n|  left: .*\n| right: .*\n|assertion `left == right` failed\n|.*\n)*") {
            for panic in find_all(&text) {
                panic.kind();
            }
        }
    }
}
