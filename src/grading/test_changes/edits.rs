//! What makes the tests of one file those of another.

use crate::grading::compared_item::ComparedItem;
use crate::grading::level::Level;
use crate::grading::test_changes::layout::{
    begin_with_comments, comment_end, indent, with_indent, with_line,
};
use crate::grading::test_changes::{Obstacle, RestoringEdit};
use crate::model::exercise_tests::TestChange;
use crate::rust::{ItemKind, Source};

/// Two files, and what would make the tests of the second those of the first.
pub(super) struct Edits<'s> {
    original: &'s Source,
    current: &'s Source,
    found: Vec<RestoringEdit>,
}

impl<'s> Edits<'s> {
    /// The edits that give the current file the original's tests, in the original's order.
    pub(super) fn between(
        original: &'s Source,
        current: &'s Source,
    ) -> Result<Vec<RestoringEdit>, Obstacle> {
        let mut edits = Self {
            original,
            current,
            found: Vec::new(),
        };
        edits.level(&Level::of_files(original, current))?;
        Ok(edits.found)
    }

    fn level(&mut self, level: &Level) -> Result<(), Obstacle> {
        // Behind the last item that is in both, those that are missing are put.
        let mut anchor = None;
        for (index, part) in level.original.iter().enumerate() {
            if !level.has_same(index) {
                if let Some(below) = level.below(index) {
                    self.module(level, &below, index, anchor)?;
                } else if level.guards(part) {
                    self.item(level, index, anchor)?;
                }
            }
            let partner = level.partner(index).filter(|_| level.guards(part));
            let end = partner.map(|now| self.current.bytes(&now.tokens()).end);
            anchor = end.or(anchor);
        }
        self.take_out_added(level);
        Ok(())
    }

    /// A module that isn't the same.
    fn module(
        &mut self,
        level: &Level,
        below: &Level,
        index: usize,
        anchor: Option<usize>,
    ) -> Result<(), Obstacle> {
        let original = &level.original[index];
        let Some(now) = level.partner(index) else {
            if below.is_guarded {
                return self.put_back(level, original, anchor);
            }
            return if has_tests(below) {
                Err(obstacle(level, original))
            } else {
                Ok(())
            };
        };
        if below.is_guarded && original.attributes != now.attributes {
            self.put_attributes_back(level, original, now);
        }
        self.level(below)
    }

    fn put_attributes_back(&mut self, level: &Level, original: &ComparedItem, now: &ComparedItem) {
        let wanted = self.original.text_of(&original.attribute_tokens());
        let range = self.current.bytes(&now.attribute_tokens());
        let current = &self.current.text()[range.clone()];
        // Without attributes there is no line for them.
        let text = if current.is_empty() {
            format!("{wanted}\n{}", indent(self.current, range.start))
        } else {
            wanted.to_owned()
        };
        self.found.push(RestoringEdit {
            change: TestChange {
                name: level.path_of(original),
                original: wanted.to_owned(),
                current: current.to_owned(),
            },
            range,
            text,
        });
    }

    /// An item of the tests, other than a module, that isn't the same.
    fn item(&mut self, level: &Level, index: usize, anchor: Option<usize>) -> Result<(), Obstacle> {
        let original = &level.original[index];
        let Some(now) = level.partner(index) else {
            return self.put_back(level, original, anchor);
        };
        let wanted = self.original.bytes(&original.tokens());
        let range = self.current.bytes(&now.tokens());
        self.found.push(RestoringEdit {
            text: self.original.text()[wanted.clone()].to_owned(),
            change: TestChange {
                name: level.path_of(original),
                original: with_indent(self.original, wanted).to_owned(),
                current: with_indent(self.current, range.clone()).to_owned(),
            },
            range,
        });
        Ok(())
    }

    /// Puts an item that is gone back, with the comments above it.
    fn put_back(
        &mut self,
        level: &Level,
        original: &ComparedItem,
        anchor: Option<usize>,
    ) -> Result<(), Obstacle> {
        if is_swallowed(level, original) {
            return Err(obstacle(level, original));
        }
        let bytes = self.original.bytes(&original.tokens());
        let begin = begin_with_comments(self.original, bytes.start);
        let text = &self.original.text()[begin..bytes.end];
        let inside = level.current_tokens.clone().unwrap_or_default();
        let (at, gap) = match anchor {
            Some(anchor) => (comment_end(self.current, anchor), "\n\n"),
            None if level.is_guarded => {
                let brace = self.current.end_before(inside.start);
                (comment_end(self.current, brace), "\n")
            }
            None => {
                let before = &self.current.text()[..self.current.begin(inside.end)];
                (before.trim_end().len(), "\n\n")
            }
        };
        self.found.push(RestoringEdit {
            range: at..at,
            text: format!("{gap}{text}"),
            change: TestChange {
                name: level.path_of(original),
                original: text.to_owned(),
                current: String::new(),
            },
        });
        Ok(())
    }

    /// Takes out what was put among the tests and isn't one: it may change what they mean. So
    /// does a second module of the same name.
    fn take_out_added(&mut self, level: &Level) {
        for now in level.added() {
            let mut originals = level.original.iter();
            let goes = if level.is_guarded {
                !now.is_test() && !originals.any(|part| part.is_same(now))
            } else {
                now.is_module()
                    && originals.any(|part| part.is_test_code() && part.is_namesake(now))
            };
            if !goes {
                continue;
            }
            let bytes = self.current.bytes(&now.tokens());
            self.found.push(RestoringEdit {
                range: with_line(self.current, bytes.clone()),
                text: String::new(),
                change: TestChange {
                    name: level.path_of(now),
                    original: String::new(),
                    current: with_indent(self.current, bytes).to_owned(),
                },
            });
        }
    }
}

fn obstacle(level: &Level, part: &ComparedItem) -> Obstacle {
    let name = level.path_of(part);
    Obstacle::Item { name }
}

/// Whether a module of the original has something that belongs to tests.
fn has_tests(level: &Level) -> bool {
    let mut parts = level.original.iter().enumerate();
    parts.any(|(index, part)| {
        part.is_test_code() || level.below(index).is_some_and(|b| has_tests(&b))
    })
}

/// Whether an item is still there, inside of another one that should have ended before it.
fn is_swallowed(level: &Level, original: &ComparedItem) -> bool {
    let mut pairs = original.words.windows(2);
    let Some(declaration) = pairs.find(|pair| pair[1] == original.name()) else {
        return false;
    };
    let is_module = original.item.kind == ItemKind::Module;
    let others = level.current.iter().filter(|now| !now.is_module());
    let mut others = others.map(|now| [&now.attributes[..], &now.words].concat());
    others.any(|words| {
        let mut places = (0..words.len()).filter(|at| words[*at..].starts_with(declaration));
        places.any(|at| is_module || follows_test_attribute(&words[..at]))
    })
}

/// Whether the last of these words, but for those of a function's head, are an attribute of a
/// test.
fn follows_test_attribute(words: &[&str]) -> bool {
    let is_head = |word: &&&str| matches!(**word, "async" | "pub" | "unsafe");
    let mut before = words.iter().rev().skip_while(is_head);
    before.next() == Some(&"]") && before.take(12).any(|word| *word == "test")
}
