//! Goes through the tests of an original beside those of the solution and of the learner.

use std::ops::Range;

use crate::model::items::{Item, items};
use crate::model::open_tests::OpenTests;
use crate::model::open_tests::body::{Body, Piece, Sources, has_open};
use crate::model::open_tests::fit::{Limits, Pair};
use crate::model::open_tests::names::Names;
use crate::model::open_tests::text::Text;

/// A file or module in the three sources, as ranges of their tokens.
pub(super) struct Level {
    pub(super) original: Range<usize>,
    pub(super) solution: Option<Range<usize>>,
    pub(super) current: Option<Range<usize>>,
}

/// Collects the open places, and what the learner has put there.
pub(super) struct Walk<'a, 't> {
    sources: Sources<'a, 't>,
    pair: Pair<'a, 't>,
    edits: Vec<Edit>,
    places: Vec<String>,
    edited: Vec<String>,
}

/// What the learner has put into an open place.
struct Edit {
    /// Of the original.
    bytes: Range<usize>,
    text: String,
    /// The test, or module of tests, by its path.
    place: String,
}

/// An item of a file or module, and where its tokens lie.
struct Placed<'a> {
    item: Item<'a>,
    range: Range<usize>,
}

impl<'a> Placed<'a> {
    /// Without the attributes.
    fn code(&self) -> Range<usize> {
        self.range.start + self.item.attributes.len()..self.range.end
    }

    /// What stands between a module's braces.
    fn module_body(&self) -> Option<Range<usize>> {
        let length = self.item.module_body()?.len();
        let end = self.range.end - 1;
        Some(end - length..end)
    }

    /// What stands before a function's body, and the body.
    fn function(&self) -> Option<(Range<usize>, Range<usize>)> {
        let brace = self.item.tokens.iter().position(|token| *token == "{")?;
        let code = self.code();
        let is_closed = self.item.tokens.last() == Some(&"}");
        let end = code.end - usize::from(is_closed && code.end > code.start + brace + 1);
        (self.item.is_function())
            .then(|| (code.start..code.start + brace, code.start + brace + 1..end))
    }

    fn is_function_called(&self, name: &str) -> bool {
        self.item.is_function() && self.item.name() == name
    }

    /// Whether two items are of one kind and name: `const CASES`.
    fn is_namesake(&self, other: &Self) -> bool {
        self.kind().is_some()
            && (self.kind(), self.item.name()) == (other.kind(), other.item.name())
    }

    fn kind(&self) -> Option<&'a str> {
        let kinds = [
            "fn", "mod", "struct", "enum", "trait", "const", "static", "type",
        ];
        let mut tokens = self.item.tokens.iter();
        tokens.find(|token| kinds.contains(token)).copied()
    }
}

/// What of a function is the learner's.
struct Opening {
    /// Whether it may get `#[should_panic]`.
    may_panic: bool,
    /// What stands before its body in the original.
    head: Range<usize>,
    /// The solution's, where that is another one.
    other_head: Option<Range<usize>>,
    pieces: Vec<Piece>,
}

impl Opening {
    fn is_any(&self) -> bool {
        self.may_panic || self.other_head.is_some() || has_open(&self.pieces)
    }

    fn has_attributes(&self, it: &Placed, now: &Placed) -> bool {
        let (then, now) = (&it.item, &now.item);
        then.attributes == now.attributes || (self.may_panic && adds_panic(then, now))
    }
}

fn placed<'a>(text: &Text<'a>, range: &Range<usize>) -> Vec<Placed<'a>> {
    let place = |item: Item<'a>| {
        let begin = range.start + item.begin;
        let end = begin + item.attributes.len() + item.tokens.len();
        Placed {
            item,
            range: begin..end,
        }
    };
    items(text.at(range)).into_iter().map(place).collect()
}

/// Hands on each item that belongs to the tests, and the name of what is no test.
pub(super) fn each_guarded<'a>(
    text: &Text<'a>,
    each: &mut dyn FnMut(&Range<usize>, Option<&'a str>),
) {
    each_guarded_in(text, &text.all(), false, each);
}

fn each_guarded_in<'a>(
    text: &Text<'a>,
    range: &Range<usize>,
    is_guarded: bool,
    each: &mut dyn FnMut(&Range<usize>, Option<&'a str>),
) {
    for it in placed(text, range) {
        let is_guarded = is_guarded || it.item.is_guarded();
        match it.module_body() {
            Some(body) => each_guarded_in(text, &body, is_guarded, each),
            None if is_guarded => {
                let helps = !it.item.is_test() && it.kind().is_some();
                each(&it.range, helps.then(|| it.item.name()));
            }
            None => {}
        }
    }
}

impl<'a, 't> Walk<'a, 't> {
    pub(super) fn new(
        original: &'t Text<'a>,
        solution: Option<&'t Text<'a>>,
        current: &'t Text<'a>,
        names: &'t Names<'a>,
        limits: &'t Limits<'a>,
    ) -> Self {
        Self {
            sources: Sources {
                original,
                solution,
                names,
            },
            pair: Pair {
                original,
                current,
                limits,
                may_leave: false,
            },
            edits: Vec::new(),
            places: Vec::new(),
            edited: Vec::new(),
        }
    }

    /// The file itself, which is the learner's but for its tests.
    pub(super) fn file(&mut self, level: &Level) {
        self.level(level, "", false);
    }

    pub(super) fn finish(mut self) -> OpenTests {
        self.edits
            .sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
        self.places.dedup();
        self.edited.dedup();
        let fits = |edit: &&Edit| !self.edited.contains(&edit.place);
        OpenTests {
            text: self.text_with(self.edits.iter()),
            fitting: self.text_with(self.edits.iter().filter(fits)),
            places: self.places,
            edited: self.edited,
        }
    }

    /// The original's text with some of the edits, which are in order.
    fn text_with<'e>(&self, edits: impl Iterator<Item = &'e Edit>) -> String {
        let source = self.sources.original.source;
        let (mut text, mut done) = (String::with_capacity(source.len()), 0);
        for Edit {
            bytes, text: new, ..
        } in edits
        {
            if bytes.start >= done {
                text.push_str(source.get(done..bytes.start).unwrap_or_default());
                text.push_str(new);
                done = bytes.end;
            }
        }
        text.push_str(source.get(done..).unwrap_or_default());
        text
    }

    fn level(&mut self, level: &Level, path: &str, is_guarded: bool) {
        let ours = placed(self.sources.original, &level.original);
        let solution = self.sources.solution.zip(level.solution.as_ref());
        let theirs = solution.map(|(text, range)| placed(text, range));
        let now = level.current.as_ref();
        let now = now.map(|range| placed(self.pair.current, range));
        let now = now.unwrap_or_default();
        let mut takes_more = false;
        for it in &ours {
            let name = it.item.name();
            if let Some(original) = it.module_body() {
                let body_in = |level: &[Placed]| {
                    let mut same = level.iter().filter(|other| other.item.name() == name);
                    same.find_map(Placed::module_body)
                };
                let below = Level {
                    original,
                    solution: theirs.as_deref().and_then(body_in),
                    current: body_in(&now),
                };
                let path = format!("{path}{name}::");
                self.level(&below, &path, is_guarded || it.item.is_guarded());
            } else if is_guarded || it.item.is_guarded() {
                if let Some((head, body)) = it.function().filter(|_| self.is_closed(it)) {
                    self.function(it, (head, body), (theirs.as_deref(), &now), path);
                } else {
                    takes_more |= self.other_item(it, (theirs.as_deref(), &now), path);
                }
            }
        }
        if is_guarded {
            takes_more |=
                self.has_slot(level, &ours) || self.solution_adds(&ours, theirs.as_deref());
            if takes_more {
                self.take_more(level, (&ours, &now), path);
            }
        }
    }

    /// Whether what stands before a function's body has no mark, so that the body alone may.
    fn is_closed(&self, it: &Placed) -> bool {
        let head = it.function().map(|(head, _)| head);
        it.item.is_test() || head.is_none_or(|head| !self.sources.original.is_open(&head))
    }

    fn function(
        &mut self,
        it: &Placed<'a>,
        parts: (Range<usize>, Range<usize>),
        (theirs, now): (Option<&[Placed<'a>]>, &[Placed<'a>]),
        path: &str,
    ) {
        let name = it.item.name();
        let named = |level: &&Placed| level.is_function_called(name);
        let their = theirs.and_then(|theirs| theirs.iter().find(named));
        let Some(opening) = self.opening(it, parts, their) else {
            return;
        };
        let place = format!("{path}{name}");
        self.places.push(place.clone());
        match now.iter().find(named) {
            Some(now) if now.item == it.item => {}
            Some(now) if opening.has_attributes(it, now) => {
                self.put(it, now, &place);
                if !self.is_within(&opening, it, now) {
                    self.edited.push(place);
                }
            }
            _ => self.edited.push(place),
        }
    }

    /// What of a function is the learner's, if anything is.
    fn opening(
        &self,
        it: &Placed<'a>,
        (head, body): (Range<usize>, Range<usize>),
        their: Option<&Placed<'a>>,
    ) -> Option<Opening> {
        let original = self.sources.original;
        let parts = their.and_then(Placed::function);
        let bodies = Body {
            solution: parts.clone().map(|(_, body)| body),
            original: body.clone(),
        };
        let before = original.marks_before(it.range.start);
        let is_marked = before.next || original.marks_before(body.start).previous;
        let pieces = if is_marked {
            self.sources.pieces_of_whole(&bodies)
        } else {
            self.sources.pieces(&bodies, 0)
        };
        let may_panic = match their {
            Some(their) => their.item.attributes != it.item.attributes,
            None => is_marked,
        };
        let other_head = parts.map(|(their, _)| their);
        let other_head = other_head.filter(|their| !self.sources.is_same(&head, their));
        let opening = Opening {
            may_panic: may_panic && it.item.is_test(),
            head,
            other_head,
            pieces,
        };
        opening.is_any().then_some(opening)
    }

    /// Whether a function of the learner's is the original's but for what is open in it.
    fn is_within(&self, opening: &Opening, it: &Placed, now: &Placed) -> bool {
        let pair = Pair {
            may_leave: !it.item.is_test(),
            ..self.pair
        };
        now.function().is_some_and(|(head, body)| {
            let current = pair.current.at(&head);
            let other = opening.other_head.as_ref().zip(self.sources.solution);
            let has_head = current == pair.original.at(&opening.head)
                || other.is_some_and(|(head, text)| text.at(head) == current);
            has_head && pair.fits(&opening.pieces, &body)
        })
    }

    /// A helper, an import or the like, which is open as a whole or not at all. Returns whether
    /// others may take its place.
    fn other_item(
        &mut self,
        it: &Placed<'a>,
        (theirs, now): (Option<&[Placed<'a>]>, &[Placed<'a>]),
        path: &str,
    ) -> bool {
        let original = self.sources.original;
        let behind = original.marks_before(it.range.end).previous;
        let is_marked =
            original.marks_before(it.range.start).next || behind || original.is_open(&it.range);
        let has_same = |theirs: &[Placed]| {
            let mut all = theirs.iter();
            all.any(|their| self.sources.is_same(&it.range, &their.range))
        };
        if !is_marked && theirs.is_none_or(has_same) {
            return false;
        }
        self.places.push(module_of(path, it.item.name()));
        if now.iter().any(|now| now.item == it.item) {
            return it.kind().is_none();
        }
        match now.iter().find(|now| now.is_namesake(it)) {
            Some(now) => {
                self.put(it, now, &module_of(path, it.item.name()));
                // Its own name it may have.
                let tokens: Vec<&str> = now.item.tokens.clone();
                let own = tokens.iter().position(|token| *token == it.item.name());
                let inside = tokens.get(own.map_or(0, |at| at + 1)..).unwrap_or_default();
                if now.item.attributes != it.item.attributes
                    || self.pair.limits.forbids(inside, true).is_some()
                {
                    self.edited.push(module_of(path, it.item.name()));
                }
            }
            None if it.kind().is_none() => {
                self.edits.push(Edit {
                    bytes: original.bytes(&it.range),
                    text: String::new(),
                    place: module_of(path, it.item.name()),
                });
            }
            None => {}
        }
        it.kind().is_none()
    }

    /// The learner's item instead of the original's.
    fn put(&mut self, it: &Placed, now: &Placed, place: &str) {
        self.edits.push(Edit {
            bytes: self.sources.original.bytes(&it.range),
            text: self.pair.current.text_of(&now.range).to_owned(),
            place: place.to_owned(),
        });
    }

    /// Whether a comment in a module stands for items.
    fn has_slot(&self, level: &Level, ours: &[Placed]) -> bool {
        let original = self.sources.original;
        let begins = ours.iter().map(|it| (it.range.start, it.item.is_test()));
        let mut begins = begins.chain([(level.original.end, false)]);
        begins.any(|(begin, is_test)| {
            let marks = original.marks_before(begin);
            // A comment that is about a test is about nothing else.
            marks.slot && !(marks.next && is_test)
        })
    }

    fn solution_adds(&self, ours: &[Placed], theirs: Option<&[Placed]>) -> bool {
        let mut theirs = theirs.unwrap_or_default().iter();
        theirs.any(|their| {
            let has_same = |it: &Placed| {
                self.sources.is_same(&it.range, &their.range) || it.is_namesake(their)
            };
            !their.item.is_test() && !ours.iter().any(has_same)
        })
    }

    /// What the learner has added to a module: imports and helpers.
    fn take_more(&mut self, level: &Level, (ours, now): (&[Placed], &[Placed]), path: &str) {
        let place = path.strip_suffix("::").unwrap_or(path).to_owned();
        self.places.push(place.clone());
        let mut more = String::new();
        for new in now {
            let is_known = ours
                .iter()
                .any(|it| it.item == new.item || it.is_namesake(new));
            if is_known || new.item.is_test() {
                continue;
            }
            more.push(' ');
            more.push_str(self.pair.current.text_of(&new.range));
            if self.pair.limits.forbids(&new.item.tokens, true).is_some() {
                self.edited.push(place.clone());
            }
        }
        if !more.is_empty() {
            let end = self.sources.original.begin(level.original.end);
            self.edits.push(Edit {
                bytes: end..end,
                text: more + "\n",
                place,
            });
        }
    }
}

/// The module that an item without a name of its own is in.
fn module_of(path: &str, name: &str) -> String {
    match path.strip_suffix("::") {
        Some(module) => module.to_owned(),
        None => name.to_owned(),
    }
}

/// Whether a test's attributes are the original's and `#[should_panic]`.
fn adds_panic(original: &Item, current: &Item) -> bool {
    let without = |item: &Item| {
        let attributes = item.attributes.split(|token| *token == "#");
        let others = attributes
            .filter(|attribute| !attribute.is_empty() && attribute.get(1) != Some(&"should_panic"));
        others
            .map(|attribute| attribute.concat())
            .collect::<Vec<_>>()
    };
    without(original) == without(current)
}
