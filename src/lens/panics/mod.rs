//! Panics and failed assertions in plain words, at the learner's own line.
//!
//! What a panic says is believed only if the source has, at the place that it names, what such a
//! panic comes from: a program can print anything. Else only the line is shown.

mod assertions;
mod place;

use std::ops::Range;

use crate::model::panic_message::{self, PanicKind, PanicMessage};
use crate::rust::{NodeKind, Source};
use place::PanicPlace;

/// What `unwrap` on the result of a thread that panicked shows as the error.
const OF_A_THREAD: &str = "Any { .. }";

/// A panic, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanicStory {
    /// What is marked, in bytes of the source; `None` if the panic isn't in this file.
    pub bytes: Option<Range<usize>>,
    /// What happened. Empty if the message says all that's known.
    pub sentences: Vec<String>,
}

/// Tells the panic that a test or a program ended with. `path` is the file's path as the compiler
/// was given it. `None` if there's no panic in the output.
pub fn explain(output: &str, path: &str, source: &Source) -> Option<PanicStory> {
    let panics = panic_message::find_all(output);
    let panic = decisive(&panics)?;
    if panic.file != path {
        let is_library = panic.file.contains("/library/") || panic.file.starts_with("/rustc/");
        return is_library.then(|| PanicStory {
            bytes: None,
            sentences: vec![
                "This happens inside the standard library. The message doesn't say which of your lines calls it."
                    .to_owned(),
            ],
        });
    }
    let byte = source.byte_at(panic.line, panic.column)?;
    // Otherwise it's about another version of the file.
    if source.line_of(byte) != panic.line || byte >= source.text().len() {
        return None;
    }
    let Some(place) = PanicPlace::new(source, byte) else {
        return Some(PanicStory {
            bytes: Some(byte..byte),
            sentences: Vec::new(),
        });
    };
    let told = tell(panic, &place).or_else(|| other(panic, &place));
    let (bytes, sentences) = told.unwrap_or_else(|| (place.whole(), Vec::new()));
    Some(PanicStory {
        bytes: Some(bytes),
        sentences,
    })
}

/// The last panic of the test's own thread. If that only passes on that a thread panicked, the
/// thread's panic.
fn decisive(panics: &[PanicMessage]) -> Option<&PanicMessage> {
    let is_unnamed = |panic: &&PanicMessage| panic.thread == "<unnamed>";
    let own = panics.iter().rfind(|panic| !is_unnamed(panic));
    let last = own.or(panics.last())?;
    let passes_on = last.kind() == PanicKind::UnwrappedErr(OF_A_THREAD.to_owned());
    let of_thread = panics.iter().rfind(is_unnamed).filter(|_| passes_on);
    Some(of_thread.unwrap_or(last))
}

/// What is marked, and what is said about it.
type Told = Option<(Range<usize>, Vec<String>)>;

fn tell(panic: &PanicMessage, place: &PanicPlace) -> Told {
    match panic.kind() {
        PanicKind::IndexOutOfBounds { len, index } => index_out_of_bounds(place, len, index),
        PanicKind::RangeOutOfBounds { len, index, is_end } => {
            range_out_of_bounds(place, len, index, is_end)
        }
        PanicKind::RangeBackwards { start, end } => range_backwards(place, start, end),
        PanicKind::InsideCharacter {
            index,
            character,
            bytes,
        } => cut_text(
            place,
            format!(
                "Byte {index} is inside the character {character}, which has the bytes {bytes} of the string. \
                 A string can only be cut between characters."
            ),
        ),
        PanicKind::BehindText { index } => cut_text(
            place,
            format!("The string has fewer than {index} bytes, so it can't be cut at byte {index}."),
        ),
        PanicKind::NoSuchKey => no_such_key(place),
        PanicKind::UnwrappedNone => unwrapped(place, "`None`", None),
        PanicKind::UnwrappedErr(error) => unwrapped(place, "an `Err`", Some(&error)),
        PanicKind::Overflow(what) => overflow(place, &what),
        PanicKind::DivisionByZero => division(place),
        PanicKind::AlreadyBorrowed { mutably } => already_borrowed(place, mutably),
        PanicKind::Todo => of_macro(place, "todo", "still has to be written"),
        PanicKind::Unimplemented => of_macro(place, "unimplemented", "isn't written"),
        PanicKind::Unreachable => unreachable_code(place),
        PanicKind::Comparison {
            should_be_equal,
            left,
            right,
        } => assertions::comparison(place, should_be_equal, &left, &right),
        PanicKind::Other => other(panic, place),
    }
}

fn told(bytes: Range<usize>, sentence: impl Into<String>) -> Told {
    Some((bytes, vec![sentence.into()]))
}

/// `2 elements`
fn elements(number: u64) -> String {
    if number == 1 {
        "1 element".to_owned()
    } else {
        format!("{number} elements")
    }
}

fn index_out_of_bounds(place: &PanicPlace, len: u64, index: u64) -> Told {
    let found = place.index()?;
    let list = found.receiver.as_deref().map(place::quoted);
    let list = list.unwrap_or_else(|| "What is indexed here".to_owned());
    let Some(last) = len.checked_sub(1) else {
        return told(
            found.bytes,
            format!("{list} is empty, so it has no index {index}."),
        );
    };
    let asked = match found.value.as_deref() {
        Some(text) if text != index.to_string() => format!("{} is {index}", place::quoted(text)),
        _ => format!("this asks for index {index}"),
    };
    let sentence = format!(
        "{list} has {}, so its last index is {last}, but {asked}.",
        elements(len)
    );
    told(found.bytes, sentence)
}

fn range_out_of_bounds(place: &PanicPlace, len: u64, index: u64, is_end: bool) -> Told {
    let found = place.index()?;
    let list = found.receiver.as_deref().map(place::quoted);
    let list = list.unwrap_or_else(|| "What is cut here".to_owned());
    let range = found.value.as_deref().map(place::quoted);
    let range = range.map_or_else(
        || "the range".to_owned(),
        |text| format!("the range {text}"),
    );
    let needs = if is_end {
        format!("needs {index}")
    } else {
        format!("begins at {index}")
    };
    told(
        found.bytes,
        format!("{list} has {}, but {range} {needs}.", elements(len)),
    )
}

fn range_backwards(place: &PanicPlace, start: u64, end: u64) -> Told {
    let found = place.index()?;
    let range = found.value.as_deref().map(place::quoted);
    let range = range.map_or_else(
        || "The range".to_owned(),
        |text| format!("The range {text}"),
    );
    told(
        found.bytes,
        format!("{range} begins at {start} and ends at {end}: a range can't end before it begins."),
    )
}

/// A string is cut by an index or by a method such as `split_at`.
fn cut_text(place: &PanicPlace, sentence: String) -> Told {
    let by_index = place.index().map(|found| found.bytes);
    let bytes = by_index.or_else(|| place.method().map(|found| found.bytes))?;
    told(bytes, sentence)
}

fn no_such_key(place: &PanicPlace) -> Told {
    let found = place.index()?;
    let map = found.receiver.as_deref().map(place::quoted);
    let map = map.unwrap_or_else(|| "The map".to_owned());
    let key = found.value.as_deref().map(place::quoted);
    let key = key.map_or_else(|| "this key".to_owned(), |key| format!("the key {key}"));
    told(
        found.bytes,
        format!("{map} has no entry for {key}, and indexing panics without one."),
    )
}

fn unwrapped(place: &PanicPlace, what: &str, error: Option<&str>) -> Told {
    let method = place.method().filter(|method| method.name == "unwrap")?;
    let error = error.and_then(place::short);
    let error = error.map_or_else(String::new, |error| format!(" The error is `{error}`."));
    let sentence = format!(
        "{} is {what} here, and `unwrap()` panics on {what}.{error}",
        method.receiver_or("The value")
    );
    told(method.bytes, sentence)
}

fn overflow(place: &PanicPlace, what: &str) -> Told {
    let (operator, noun) = match what {
        "add" => ("+", "an addition"),
        "subtract" => ("-", "a subtraction"),
        "multiply" => ("*", "a multiplication"),
        "divide" => ("/", "a division"),
        "calculate the remainder" => ("%", "a remainder"),
        "negate" => ("-", "a negation"),
        "shift left" => ("<<", "a shift"),
        "shift right" => (">>", "a shift"),
        _ => return None,
    };
    let found = if what == "negate" {
        place.negation()?
    } else {
        place.binary(operator)?
    };
    let text = found.text.as_deref().map(place::quoted);
    let text = text.unwrap_or_else(|| "this".to_owned());
    if noun == "a shift" && found.is_only {
        let sentence = format!(
            "{text} shifts by at least as many bits as the type has, or by a negative number."
        );
        return told(found.bytes, sentence);
    }
    let result = if found.is_only {
        text
    } else {
        format!("{noun} in {text}")
    };
    let mut sentences = vec![format!("The result of {result} doesn't fit into its type.")];
    if what == "subtract" {
        sentences
            .push("An unsigned type, such as `usize` or `u32`, has no numbers below 0.".into());
    }
    Some((found.bytes, sentences))
}

fn division(place: &PanicPlace) -> Told {
    let found = place.binary("/").or_else(|| place.binary("%"))?;
    let divisor = found.right.as_deref().map(place::quoted);
    let divisor = divisor.unwrap_or_else(|| "A divisor".to_owned());
    told(
        found.bytes,
        format!("{divisor} is 0 here, and nothing can be divided by 0."),
    )
}

fn already_borrowed(place: &PanicPlace, mutably: bool) -> Told {
    let method = place.method()?;
    let cell = method.receiver_or("The `RefCell`");
    let (earlier, now) = match method.name.as_str() {
        "borrow" if mutably => ("already borrowed mutably", "`borrow()` asks to read it"),
        "borrow_mut" => ("already borrowed", "`borrow_mut()` asks to change it"),
        _ => return None,
    };
    let rule = "A `RefCell` allows many readers or one writer at a time, and checks that while the program runs.";
    let sentence = format!("{cell} is {earlier} when {now}.");
    Some((method.bytes, vec![sentence, rule.to_owned()]))
}

fn of_macro(place: &PanicPlace, name: &str, state: &str) -> Told {
    let found = place.macro_call().filter(|found| found.name == name)?;
    told(
        found.bytes,
        format!("`{name}!` stands here for code that {state}."),
    )
}

fn unreachable_code(place: &PanicPlace) -> Told {
    let found = place
        .macro_call()
        .filter(|found| found.name == "unreachable")?;
    told(
        found.bytes,
        "The program reached this `unreachable!`, which says that nothing ever gets here.",
    )
}

/// A message of the learner's own: of a `panic!`, an `assert!`, an `expect`.
fn other(panic: &PanicMessage, place: &PanicPlace) -> Told {
    if let Some(found) = place.macro_call() {
        return match found.name.as_str() {
            "panic" => told(
                found.bytes,
                "This line calls `panic!`, with the message below.",
            ),
            "assert" | "debug_assert" => assertions::condition(place, &found),
            _ => None,
        };
    }
    let method = place.method().filter(|method| method.name == "expect")?;
    let value = method.receiver_or("The value");
    let literal = method.only_argument.as_deref();
    let text = literal.and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
    let text = text.filter(|text| !text.contains(['\\', '\n']));
    let sentence = match text.and_then(|text| panic.message.strip_prefix(text)) {
        Some("") => format!("{value} is `None` here, so `expect()` panics with its message."),
        Some(rest) if rest.starts_with(": ") => {
            format!(
                "{value} is an `Err` here, so `expect()` panics with its message and the error."
            )
        }
        _ => format!("{value} is `None` or an `Err` here, so `expect()` panics with its message."),
    };
    told(method.bytes, sentence)
}

impl PanicPlace<'_> {
    /// What is marked if nothing is said.
    fn whole(&self) -> Range<usize> {
        let by_method = self.method().map(|found| found.bytes);
        let known = by_method.or_else(|| self.index().map(|found| found.bytes));
        known.unwrap_or_else(|| {
            let tree = self.tree();
            let nodes = tree
                .nodes()
                .filter(|node| tree.bytes(*node).start == self.byte());
            let mut found = nodes.filter(|node| {
                tree.is_expression(*node) || tree.kind(*node) == NodeKind::MacroCall
            });
            let found = found.next().map(|node| tree.bytes(node));
            found.unwrap_or_else(|| self.byte()..self.byte())
        })
    }
}
