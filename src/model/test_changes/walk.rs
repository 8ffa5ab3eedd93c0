//! Goes through the items of two files side by side.

use std::ops::Range;

use super::text::{Placed, Text};
use super::{Edit, TestChange, Unclear};

/// Two files, and what would make the tests of the second those of the first.
pub(super) struct Walk<'a, 't> {
    original: &'t Text<'a>,
    current: &'t Text<'a>,
    edits: Vec<Edit>,
}

/// A file, or a module in both files.
struct Level {
    original: Range<usize>,
    current: Range<usize>,
    path: String,
    /// Whether all of it belongs to the tests.
    is_guarded: bool,
}

/// The items of a level.
struct Items<'a> {
    original: Vec<Placed<'a>>,
    current: Vec<Placed<'a>>,
    /// Which of the current ones stand for an original one.
    used: Vec<bool>,
}

impl<'a, 't> Walk<'a, 't> {
    pub(super) fn new(original: &'t Text<'a>, current: &'t Text<'a>) -> Self {
        Self {
            original,
            current,
            edits: Vec::new(),
        }
    }

    pub(super) fn edits(mut self) -> Result<Vec<Edit>, Unclear> {
        self.level(&Level {
            original: 0..self.original.tokens.len(),
            current: 0..self.current.tokens.len(),
            path: String::new(),
            is_guarded: false,
        })?;
        Ok(self.edits)
    }

    fn level(&mut self, level: &Level) -> Result<(), Unclear> {
        let current = self.current.items(level.current.clone());
        let mut items = Items {
            original: self.original.items(level.original.clone()),
            used: vec![false; current.len()],
            current,
        };
        let same = items.find_same(level.is_guarded);
        // Behind the last item that is in both, those that are missing are put.
        let mut anchor = None;
        for (place, same) in same.into_iter().enumerate() {
            let is_guarded = level.is_guarded || items.original[place].item.is_guarded();
            let now = match same {
                Some(now) => Some(now),
                None if items.original[place].module_body().is_some() => {
                    self.module(level, &mut items, place, anchor)?
                }
                None if is_guarded => self.item(level, &mut items, place, anchor)?,
                None => None,
            };
            if let Some(now) = now.filter(|_| is_guarded) {
                anchor = Some(self.current.bytes(&items.current[now].tokens).end);
            }
        }
        self.take_out_added(level, &items);
        Ok(())
    }

    /// A module that isn't the same. Returns its place among the current items.
    fn module(
        &mut self,
        level: &Level,
        items: &mut Items<'a>,
        place: usize,
        anchor: Option<usize>,
    ) -> Result<Option<usize>, Unclear> {
        let original = &items.original[place];
        let name = format!("{}{}", level.path, original.item.name());
        let is_guarded = level.is_guarded || original.item.is_guarded();
        let Some(body) = original.module_body() else {
            return Ok(None);
        };
        let Some(found) = items.find_module(original) else {
            if is_guarded {
                self.put_back(level, items, place, anchor)?;
            } else if self.has_tests(body) {
                return Err(Unclear::Item { name });
            }
            return Ok(None);
        };
        items.used[found] = true;
        let (original, now) = (&items.original[place], &items.current[found]);
        let below = Level {
            original: body,
            current: now.module_body().unwrap_or_default(),
            path: format!("{name}::"),
            is_guarded,
        };
        if is_guarded {
            if !now.has_clean_head() {
                return Err(Unclear::Item { name });
            }
            if original.item.attributes != now.item.attributes {
                self.put_attributes_back(original, now, &name);
            }
        }
        self.level(&below)?;
        Ok(Some(found))
    }

    fn put_attributes_back(&mut self, original: &Placed, now: &Placed, name: &str) {
        let wanted = self
            .original
            .slice(self.original.bytes(&original.attribute_tokens()));
        let bytes = self.current.bytes(&now.attribute_tokens());
        let has_some = !bytes.is_empty();
        let change = TestChange {
            name: name.to_owned(),
            original: wanted.to_owned(),
            current: self.current.slice(bytes.clone()).to_owned(),
        };
        // Without attributes there is no line for them.
        let text = match has_some {
            true => wanted.to_owned(),
            false => format!("{wanted}\n{}", self.indent(self.current, bytes.start)),
        };
        let range = bytes;
        self.edits.push(Edit {
            range,
            text,
            change,
        });
    }

    /// An item of the tests, other than a module, that isn't the same. Returns its place among
    /// the current items.
    fn item(
        &mut self,
        level: &Level,
        items: &mut Items<'a>,
        place: usize,
        anchor: Option<usize>,
    ) -> Result<Option<usize>, Unclear> {
        let original = &items.original[place];
        let name = format!("{}{}", level.path, original.item.name());
        let Some(found) = items.find_changed(original) else {
            self.put_back(level, items, place, anchor)?;
            return Ok(None);
        };
        items.used[found] = true;
        let now = &items.current[found];
        if !now.has_clean_head() {
            return Err(Unclear::Item { name });
        }
        let (wanted, bytes) = (
            self.original.bytes(&original.tokens),
            self.current.bytes(&now.tokens),
        );
        let change = TestChange {
            name,
            original: whole_lines(self.original, wanted.clone()),
            current: whole_lines(self.current, bytes.clone()),
        };
        self.edits.push(Edit {
            range: bytes,
            text: self.original.slice(wanted).to_owned(),
            change,
        });
        Ok(Some(found))
    }

    /// Puts an item that is gone back, with the comments above it.
    fn put_back(
        &mut self,
        level: &Level,
        items: &Items<'a>,
        place: usize,
        anchor: Option<usize>,
    ) -> Result<(), Unclear> {
        let original = &items.original[place];
        let name = format!("{}{}", level.path, original.item.name());
        if self.is_swallowed(original, items) {
            return Err(Unclear::Item { name });
        }
        let bytes = self.original.bytes(&original.tokens);
        let begin = self.original.line_begin(bytes.start);
        let begin = begin.map_or(bytes.start, |line| self.original.comments_begin(line));
        let text = self.original.slice(begin..bytes.end);
        let text = text.trim_end().to_owned();
        let at = match anchor {
            Some(anchor) => self.current.comment_end(anchor),
            None if level.is_guarded => {
                let inside = self.current.end_before(level.current.start);
                self.current.comment_end(inside)
            }
            None => self.end_of(level),
        };
        let gap = match (anchor, level.is_guarded) {
            (None, true) => "\n",
            _ => "\n\n",
        };
        self.edits.push(Edit {
            range: at..at,
            text: format!("{gap}{text}"),
            change: TestChange {
                name,
                original: text,
                current: String::new(),
            },
        });
        Ok(())
    }

    /// Behind all that a level has.
    fn end_of(&self, level: &Level) -> usize {
        let end = self.current.begin(level.current.end);
        let inside = self.current.source.get(..end).unwrap_or_default();
        inside.trim_end().len()
    }

    /// Whether an item is still there, inside of another one that should have ended before it.
    fn is_swallowed(&self, original: &Placed, items: &Items) -> bool {
        let (kind, name) = original.kind_and_name();
        let is_module = |now: &Placed| {
            now.module_body().is_some() && now.has_clean_head() && now.kind_and_name().0 == "mod"
        };
        let others = items.current.iter().filter(|now| !is_module(now));
        let mut tokens = others.map(|now| self.current.tokens.get(now.tokens.clone()));
        tokens.any(|tokens| {
            let tokens = tokens.unwrap_or_default();
            let mut places = (1..tokens.len()).filter(|at| tokens[at - 1..=*at] == [kind, name]);
            places.any(|at| {
                let before = &tokens[..at - 1];
                let is_word = |token: &&&str| matches!(**token, "async" | "pub" | "unsafe");
                let mut before = before.iter().rev().skip_while(is_word);
                let has_attribute = before.next() == Some(&"]");
                kind == "mod" || (has_attribute && before.take(12).any(|token| *token == "test"))
            })
        })
    }

    /// Whether a module of the original has something that belongs to tests.
    fn has_tests(&self, body: Range<usize>) -> bool {
        let items = self.original.items(body);
        items.iter().any(|it| {
            it.item.is_guarded() || it.module_body().is_some_and(|body| self.has_tests(body))
        })
    }

    /// Takes out what was put among the tests and isn't one: it may change what they mean. So
    /// does a second module of the same name.
    fn take_out_added(&mut self, level: &Level, items: &Items<'a>) {
        let added = items.current.iter().zip(&items.used);
        for (now, _) in added.filter(|(_, is_used)| !**is_used) {
            let is_second = || {
                let mut modules = items.original.iter().filter(|it| it.item.is_guarded());
                now.module_body().is_some()
                    && modules.any(|it| it.kind_and_name() == now.kind_and_name())
            };
            let goes = match level.is_guarded {
                true => !now.item.is_test() && !items.original.iter().any(|it| it.item == now.item),
                false => is_second(),
            };
            if !goes {
                continue;
            }
            let bytes = self.current.bytes(&now.tokens);
            self.edits.push(Edit {
                range: self.with_its_line(bytes.clone()),
                text: String::new(),
                change: TestChange {
                    name: format!("{}{}", level.path, now.item.name()),
                    original: String::new(),
                    current: whole_lines(self.current, bytes),
                },
            });
        }
    }

    /// With the line around it where nothing else stands on that.
    fn with_its_line(&self, bytes: Range<usize>) -> Range<usize> {
        let behind = self.current.source.get(bytes.end..).unwrap_or_default();
        let rest = behind.find('\n').map(|at| at + 1);
        let is_alone = behind
            .split('\n')
            .next()
            .is_some_and(|rest| rest.trim().is_empty());
        match (self.current.line_begin(bytes.start), rest, is_alone) {
            (Some(begin), Some(rest), true) => begin..bytes.end + rest,
            _ => bytes,
        }
    }

    fn indent(&self, text: &Text<'a>, byte: usize) -> &'a str {
        let line = text.line_begin(byte).unwrap_or(byte);
        text.slice(line..byte)
    }
}

impl<'a> Items<'a> {
    /// For each original item that belongs to tests the current one that is just like it.
    fn find_same(&mut self, is_guarded: bool) -> Vec<Option<usize>> {
        let find = |original: &Placed<'a>| {
            if !(is_guarded || original.item.is_guarded()) {
                return None;
            }
            let mut now = self.current.iter().zip(&self.used);
            let is_same = |(now, is_used): (&Placed, &bool)| !is_used && now.item == original.item;
            let found = now.position(is_same)?;
            self.used[found] = true;
            Some(found)
        };
        self.original.iter().map(find).collect()
    }

    /// The module that stands for an original one, the most like it first.
    fn find_module(&self, original: &Placed) -> Option<usize> {
        let named =
            |now: &Placed| now.module_body().is_some() && now.item.name() == original.item.name();
        let free = || (0..self.current.len()).filter(|at| !self.used[*at]);
        let alike = |at: &usize| {
            let now = &self.current[*at];
            named(now) && now.item.attributes == original.item.attributes
        };
        let alike = free().find(alike);
        alike.or_else(|| free().find(|at| named(&self.current[*at])))
    }

    /// The item that an original one was changed to.
    fn find_changed(&self, original: &Placed) -> Option<usize> {
        let wanted = original.kind_and_name();
        let mut places = 0..self.current.len();
        places.find(|at| {
            let now = &self.current[*at];
            !self.used[*at] && now.module_body().is_none() && now.kind_and_name() == wanted
        })
    }
}

/// Some bytes, with the space before them on their line.
fn whole_lines(text: &Text, bytes: Range<usize>) -> String {
    let begin = text.line_begin(bytes.start).unwrap_or(bytes.start);
    text.slice(begin..bytes.end).to_owned()
}
