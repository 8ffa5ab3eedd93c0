//! Goes through the tests of an original beside those of the solution and of the learner.

use std::ops::Range;

use crate::grading::compared_item::{ComparedItem, words};
use crate::grading::level::Level;
use crate::grading::open_tests::OpenTests;
use crate::grading::open_tests::bodies::TestBodies;
use crate::grading::open_tests::body::{Body, Piece, has_open};
use crate::grading::open_tests::fit::Pair;
use crate::grading::open_tests::marks::{Marks, is_open};
use crate::rust::Source;

/// Collects the open places, and what the learner has put there.
pub(super) struct Finder<'s> {
    sources: TestBodies<'s>,
    pair: Pair<'s>,
    edits: Vec<OpenEdit>,
    places: Vec<String>,
    edited: Vec<String>,
}

/// What the learner has put into an open place.
struct OpenEdit {
    /// Of the original.
    bytes: Range<usize>,
    text: String,
    /// The test, or module of tests, by its path.
    place: String,
}

/// What of a function is the learner's.
struct OpenFunction {
    /// Whether it may get `#[should_panic]`.
    may_panic: bool,
    /// What stands before its body in the original.
    head: Range<usize>,
    /// The solution's, if that is another one.
    other_head: Option<Range<usize>>,
    pieces: Vec<Piece>,
}

impl OpenFunction {
    fn is_any(&self) -> bool {
        self.may_panic || self.other_head.is_some() || has_open(&self.pieces)
    }

    fn has_attributes(&self, original: &ComparedItem, now: &ComparedItem) -> bool {
        let are_same = original.attributes == now.attributes && original.has_same_inner(now);
        are_same || (self.may_panic && adds_panic(original, now))
    }
}

/// What stands before the body of a function, or of something around functions, and the body.
fn function(part: &ComparedItem) -> Option<(Range<usize>, Range<usize>)> {
    let body = part.item.body.clone();
    let body = body.filter(|_| part.has_function())?;
    Some((part.item.signature(), body))
}

impl<'s> Finder<'s> {
    pub(super) fn new(sources: TestBodies<'s>, pair: Pair<'s>) -> Self {
        Self {
            sources,
            pair,
            edits: Vec::new(),
            places: Vec::new(),
            edited: Vec::new(),
        }
    }

    /// What is open in the original's file.
    pub(super) fn find(mut self) -> OpenTests {
        let solution = self.sources.solution;
        let solution = solution.map(|it| Level::of_files(self.sources.original, it));
        let current = Level::of_files(self.sources.original, self.pair.current);
        self.level(&current, solution.as_ref());
        self.edits
            .sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
        self.places.dedup();
        self.edited.dedup();
        let fits = |edit: &&OpenEdit| !self.edited.contains(&edit.place);
        OpenTests {
            text: self.text_with(self.edits.iter()),
            fitting: self.text_with(self.edits.iter().filter(fits)),
            places: self.places,
            edited: self.edited,
        }
    }

    /// The original's text with some of the edits, which are in order.
    fn text_with<'e>(&self, edits: impl Iterator<Item = &'e OpenEdit>) -> String {
        let original = self.sources.original.text();
        let (mut text, mut done) = (String::with_capacity(original.len()), 0);
        for edit in edits {
            if edit.bytes.start >= done {
                text.push_str(original.get(done..edit.bytes.start).unwrap_or_default());
                text.push_str(&edit.text);
                done = edit.bytes.end;
            }
        }
        text.push_str(original.get(done..).unwrap_or_default());
        text
    }

    fn level(&mut self, level: &Level, solution: Option<&Level>) {
        let mut takes_more = false;
        for (index, part) in level.original.iter().enumerate() {
            if let Some(below) = level.below(index) {
                let solution = solution.and_then(|solution| solution.below(index));
                let solution = solution.filter(|below| below.current_tokens.is_some());
                self.level(&below, solution.as_ref());
            } else if level.guards(part) {
                if let Some(parts) = function(part).filter(|(head, _)| self.is_closed(part, head)) {
                    self.function(level, solution, index, parts);
                } else {
                    takes_more |= self.other_item(level, solution, index);
                }
            }
        }
        if level.is_guarded {
            takes_more |= self.has_slot(level) || solution.is_some_and(|it| self.adds_items(it));
            if takes_more {
                self.take_more(level);
            }
        }
    }

    /// Whether what stands before a function's body has no mark, so that only the body may be
    /// open.
    fn is_closed(&self, part: &ComparedItem, head: &Range<usize>) -> bool {
        part.is_test() || !is_open(self.sources.original, head)
    }

    fn function(
        &mut self,
        level: &Level,
        solution: Option<&Level>,
        index: usize,
        parts: (Range<usize>, Range<usize>),
    ) {
        let original = &level.original[index];
        let their = solution.and_then(|solution| solution.partner(index));
        let Some(opening) = self.open_function(original, parts, their) else {
            return;
        };
        let place = level.path_of(original);
        self.places.push(place.clone());
        if level.has_same(index) {
            return;
        }
        match level.partner(index) {
            Some(now) if opening.has_attributes(original, now) => {
                self.put(original, now, &place);
                if !self.is_within(&opening, original, now) {
                    self.edited.push(place);
                }
            }
            _ => self.edited.push(place),
        }
    }

    /// What of a function is the learner's, if anything is.
    fn open_function(
        &self,
        part: &ComparedItem,
        (head, body): (Range<usize>, Range<usize>),
        their: Option<&ComparedItem>,
    ) -> Option<OpenFunction> {
        let original = self.sources.original;
        let before = Marks::before(original, part.begin());
        let is_marked = before.next || Marks::before(original, body.start).previous;
        let their_function = their.and_then(function);
        let bodies = Body {
            solution: their_function.clone().map(|(_, body)| body),
            original: body,
        };
        let pieces = if is_marked {
            self.sources.pieces_of_whole(&bodies)
        } else {
            self.sources.pieces(&bodies, 0)
        };
        let may_panic = match their {
            Some(their) => their.attributes != part.attributes,
            None => is_marked,
        };
        let other_head = their_function.map(|(their, _)| their);
        let other_head = other_head.filter(|their| !self.sources.is_same(&head, their));
        let opening = OpenFunction {
            may_panic: may_panic && part.is_test(),
            head,
            other_head,
            pieces,
        };
        opening.is_any().then_some(opening)
    }

    /// Whether a function of the learner's is the original's but for what is open in it.
    fn is_within(
        &self,
        opening: &OpenFunction,
        original: &ComparedItem,
        now: &ComparedItem,
    ) -> bool {
        let pair = Pair {
            may_leave: !original.is_test(),
            ..self.pair
        };
        function(now).is_some_and(|(head, body)| {
            let is_head = |source: &Source, other: &Range<usize>| {
                words(source, other) == words(pair.current, &head)
            };
            let other = opening.other_head.as_ref().zip(self.sources.solution);
            let has_head = is_head(pair.original, &opening.head)
                || other.is_some_and(|(head, source)| is_head(source, head));
            has_head && pair.fits(&opening.pieces, &body)
        })
    }

    /// A helper, an import or the like, which is open as a whole or not at all. Returns whether
    /// others may take its place.
    fn other_item(&mut self, level: &Level, solution: Option<&Level>, index: usize) -> bool {
        let original = &level.original[index];
        let has_same = |solution: &Level| {
            let mut all = solution.current.iter();
            all.any(|their| self.sources.is_same(&original.tokens(), &their.tokens()))
        };
        if !self.sources.is_marked(&original.tokens()) && solution.is_none_or(has_same) {
            return false;
        }
        let place = module_of(level, original);
        self.places.push(place.clone());
        let is_nameless = original.identity().is_none();
        if level.has_same(index) {
            return is_nameless;
        }
        let namesake = level.partner(index);
        if let Some(now) = namesake.filter(|now| now.is_namesake(original)) {
            self.put(original, now, &place);
            if now.attributes != original.attributes || !self.may_add(now) {
                self.edited.push(place);
            }
        } else if is_nameless {
            self.edits.push(OpenEdit {
                bytes: self.sources.original.bytes(&original.tokens()),
                text: String::new(),
                place,
            });
        }
        is_nameless
    }

    /// Whether an item of the learner's has nothing that it must not have. Its own name it may.
    fn may_add(&self, now: &ComparedItem) -> bool {
        let current = self.pair.current;
        let mut tokens = now.item.tokens.clone();
        let own = tokens.find(|at| current.word(*at).trim_start_matches("r#") == now.name());
        let inside = own.map_or(now.item.tokens.start, |own| own + 1)..now.item.tokens.end;
        let forbidden = self.pair.limits.forbidden(current, &inside, true);
        forbidden.is_none()
    }

    /// The learner's item instead of the original's.
    fn put(&mut self, original: &ComparedItem, now: &ComparedItem, place: &str) {
        self.edits.push(OpenEdit {
            bytes: self.sources.original.bytes(&original.tokens()),
            text: self.pair.current.text_of(&now.tokens()).to_owned(),
            place: place.to_owned(),
        });
    }

    /// Whether a comment in a module stands for items.
    fn has_slot(&self, level: &Level) -> bool {
        let parts = level.original.iter();
        let begins = parts.map(|part| (part.begin(), part.is_test()));
        let mut begins = begins.chain([(level.original_tokens.end, false)]);
        begins.any(|(begin, is_test)| {
            let marks = Marks::before(self.sources.original, begin);
            // A comment that is about a test is about nothing else.
            marks.slot && !(marks.next && is_test)
        })
    }

    /// Whether the solution has an item more than the original that is no test.
    fn adds_items(&self, solution: &Level) -> bool {
        let mut theirs = solution.current.iter().filter(|their| !their.is_test());
        theirs.any(|their| {
            let stands_for = |part: &ComparedItem| {
                self.sources.is_same(&part.tokens(), &their.tokens()) || part.is_namesake(their)
            };
            !solution.original.iter().any(stands_for)
        })
    }

    /// What the learner has added to a module: imports and helpers.
    fn take_more(&mut self, level: &Level) {
        let place = level.path.strip_suffix("::").unwrap_or(&level.path);
        self.places.push(place.to_owned());
        let mut more = String::new();
        for new in &level.current {
            let is_known = |part: &ComparedItem| part.is_same(new) || part.is_namesake(new);
            if new.is_test() || level.original.iter().any(is_known) {
                continue;
            }
            more.push(' ');
            more.push_str(self.pair.current.text_of(&new.tokens()));
            let limits = self.pair.limits;
            let forbidden = limits.forbidden(self.pair.current, &new.item.tokens, true);
            if forbidden.is_some() {
                self.edited.push(place.to_owned());
            }
        }
        if !more.is_empty() {
            let end = self.sources.original.begin(level.original_tokens.end);
            self.edits.push(OpenEdit {
                bytes: end..end,
                text: more + "\n",
                place: place.to_owned(),
            });
        }
    }
}

/// The module that an item is in, or its own name outside of one.
fn module_of(level: &Level, part: &ComparedItem) -> String {
    let module = level.path.strip_suffix("::").unwrap_or(part.name());
    module.to_owned()
}

/// Whether a test's attributes are the original's and `#[should_panic]`.
fn adds_panic(original: &ComparedItem, current: &ComparedItem) -> bool {
    original.attributes_but("should_panic") == current.attributes_but("should_panic")
}
