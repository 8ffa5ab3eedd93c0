//! The types of variables, as the compiler has worked them out.
//!
//! `NAME as crate::__Probe;` is put where a variable is in scope. Nothing can be cast to that
//! struct, so rustc says "non-primitive cast: `Vec<u8>` as `__Probe`" (E0605). It checks casts
//! last of all in a function, when inference is finished: the type is whole even right behind
//! `let v = Vec::new();`, where nothing is known yet of what will be pushed. And it does so before
//! it looks for moves and borrows: a program with such errors can be asked, and the question
//! neither moves nor borrows anything. One compile asks for all variables of a file.
//!
//! A `const fn` with our error in it can't be evaluated any more, and types elsewhere may depend
//! on its value. So variables in constants are asked in a variant of their own.

use std::collections::HashMap;

use crate::model::ask::insert::{Insertion, Place, ProgramWithProbes, insert, unused_name};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};

/// The program's root, from any module.
const ROOT: &str = "crate";

/// Where the type of a variable can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPoint {
    /// The variable, as it is written (`r#type`, `self`).
    pub name: String,
    /// An offset in bytes into the program, where a statement may stand and the variable is in
    /// scope: whether it is initialised, moved or borrowed there makes no difference.
    pub at: usize,
    /// If what stands there is an expression: its end. It then becomes a block, with the
    /// question before it.
    pub expression_until: Option<usize>,
    /// Whether the compiler evaluates the code while it compiles: in a `const fn`, or in the
    /// value of a constant.
    pub in_constant: bool,
}

/// The question for the types of variables: its variants, and how their answers are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeQuery {
    variants: Vec<ProgramWithProbes>,
    /// For each variable its variant and the place of the cast in it.
    asked: Vec<(usize, Place)>,
    probe: String,
    path: String,
}

impl TypeQuery {
    /// Asks for the types of these variables of a program. `path` is what the compiler will call
    /// its file.
    pub fn new(program: &str, path: &str, points: &[AskPoint]) -> Self {
        let mut query = Self {
            variants: Vec::new(),
            asked: vec![(0, Place { line: 0, column: 0 }); points.len()],
            path: path.to_owned(),
            probe: unused_name(program, "__Probe"),
        };
        for in_constant in [false, true] {
            let of_kind = |index: &usize| points[*index].in_constant == in_constant;
            let chosen: Vec<usize> = (0..points.len()).filter(of_kind).collect();
            if !chosen.is_empty() {
                query.add_variant(program, points, &chosen);
            }
        }
        query
    }

    /// What is to be compiled: at most two variants, none if there are no points.
    pub fn variants(&self) -> Vec<Variant> {
        let texts = self.variants.iter().map(|variant| variant.text.clone());
        texts.map(|text| Variant { text }).collect()
    }

    fn add_variant(&mut self, program: &str, points: &[AskPoint], chosen: &[usize]) {
        let mut insertions: Vec<Insertion> = Vec::new();
        let mut add = |at, text| {
            insertions.push(Insertion { at, text });
            insertions.len() - 1
        };
        // Where several variables are asked before one expression, it becomes a block once.
        let mut blocks: Vec<(usize, usize)> = Vec::new();
        let mut casts = Vec::new();
        for index in chosen {
            let point = &points[*index];
            if let Some(until) = point.expression_until
                && !blocks.contains(&(point.at, until))
            {
                blocks.push((point.at, until));
                add(point.at, "{".to_owned());
                add(until, "}".to_owned());
            }
            let cast = format!("{} as {ROOT}::{};", point.name, self.probe);
            casts.push((*index, add(point.at, cast)));
        }
        add(program.len(), format!("\nstruct {};\n", self.probe));
        let inserted = insert(program, &insertions);
        for (index, insertion) in casts {
            self.asked[index] = (self.variants.len(), inserted.places[insertion]);
        }
        self.variants.push(inserted);
    }

    /// The type of each variable, in the order of the points and in rustc's words: `Vec<u8>`,
    /// `&'static str`, `{closure@exercises/a.rs:4:13: 4:16}`. Paths are as short as they can be
    /// without being mistaken for another.
    ///
    /// `answers` are those to [`Self::variants`], in the same order.
    pub fn read(&self, answers: &[Answer]) -> Vec<Result<String, NotAsked>> {
        let said: Vec<Result<HashMap<Place, String>, NotAsked>> = answers
            .iter()
            .map(|answer| match answer {
                Ok(reply) => Ok(self.types_in(reply)),
                Err(reason) => Err(reason.clone()),
            })
            .collect();
        let type_of = |(variant, place): &(usize, Place)| match said.get(*variant) {
            Some(Ok(types)) => match types.get(place) {
                Some(text) if self.is_finished(text) => Ok(self.in_program(*variant, text)),
                Some(_) => Err(NotAsked::Unfinished),
                None => Err(NotAsked::NoWord),
            },
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(NotAsked::NoWord),
        };
        self.asked.iter().map(type_of).collect()
    }

    /// What the compiler says cannot be cast to the probe, and where.
    fn types_in(&self, reply: &Reply) -> HashMap<Place, String> {
        let refused = reply
            .errors()
            .filter(|error| error.code.as_deref() == Some("E0605"));
        let found = refused.filter_map(|error| {
            let span = error.primary_span()?;
            let (_, rest) = error.message.split_once('`')?;
            let (text, cast) = rest.rsplit_once("` as `")?;
            let is_ours = cast.strip_suffix('`') == Some(self.probe.as_str());
            let place = Place {
                line: span.line_start,
                column: span.column_start,
            };
            (is_ours && span.file_name == self.path).then(|| (place, text.to_owned()))
        });
        found.collect()
    }

    /// A type with the places in it as they are in the program: those of closures and `async`
    /// blocks, `{closure@exercises/a.rs:4:13: 4:16}`, are the variant's.
    fn in_program(&self, variant: usize, text: &str) -> String {
        let mark = format!("@{}:", self.path);
        let mut pieces = text.split(&mark);
        let mut result = pieces.next().unwrap_or("").to_owned();
        for piece in pieces {
            let (range, rest) = piece.split_once('}').unwrap_or((piece, ""));
            let ends: Option<Vec<String>> = range
                .split(": ")
                .map(|end| self.place_in_program(variant, end))
                .collect();
            let range = ends.map_or_else(|| range.to_owned(), |ends| ends.join(": "));
            result.push_str(&format!("{mark}{range}}}{rest}"));
        }
        result
    }

    fn place_in_program(&self, variant: usize, text: &str) -> Option<String> {
        let (line, column) = text.split_once(':')?;
        let seen = Place {
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        };
        let place = self.variants.get(variant)?.original(seen);
        Some(format!("{}:{}", place.line, place.column))
    }

    /// Whether a type is all that there is to know: no part of it is open, shortened, or made up
    /// because of an error.
    fn is_finished(&self, text: &str) -> bool {
        let open = [
            "{integer}",
            "{float}",
            "{type error}",
            "{const error}",
            "...",
        ];
        !open.iter().any(|open| text.contains(open))
            && !text.contains(&self.probe)
            && !has_placeholder(text)
    }
}

/// Whether `_` stands for a part of a type that isn't known. `'_` is a lifetime without a name.
fn has_placeholder(text: &str) -> bool {
    let is_in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
    text.match_indices('_').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        !before.is_some_and(is_in_name) && !after.is_some_and(is_in_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::model::diagnostic::{Diagnostic, Level, Span};

    fn point(name: &str, at: usize) -> AskPoint {
        AskPoint {
            name: name.to_owned(),
            at,
            expression_until: None,
            in_constant: false,
        }
    }

    #[test]
    fn statements_are_asked_between_and_expressions_become_blocks() {
        let program = "fn f(x: u8) { let g = |a, b| a + b; }\nconst fn k(n: u8) {}";
        let at = |text: &str| program.find(text).expect("it is there");
        let body = at("a + b");
        let in_body = |name| AskPoint {
            expression_until: Some(body + 5),
            ..point(name, body)
        };
        let constant = AskPoint {
            in_constant: true,
            ..point("n", program.len() - 1)
        };
        let points = [
            point("x", at(" let g")),
            in_body("a"),
            constant,
            in_body("b"),
            point("g", at(" }\n")),
        ];
        let query = TypeQuery::new(program, "a.rs", &points);
        let texts: Vec<String> = query.variants().into_iter().map(|v| v.text).collect();
        assert_eq!(
            texts,
            [
                "fn f(x: u8) {x as crate::__Probe; let g = |a, b| {a as crate::__Probe;b as \
                 crate::__Probe;a + b};g as crate::__Probe; }\nconst fn k(n: u8) {}\nstruct \
                 __Probe;\n",
                "fn f(x: u8) { let g = |a, b| a + b; }\nconst fn k(n: u8) {n as \
                 crate::__Probe;}\nstruct __Probe;\n",
            ]
        );
    }

    fn refusal(file: &str, column: usize, message: &str) -> Diagnostic {
        let span = Span {
            file_name: file.to_owned(),
            line_start: 1,
            line_end: 1,
            column_start: column,
            column_end: column + 1,
            is_primary: true,
            label: None,
            suggested_replacement: None,
            suggestion_applicability: None,
        };
        Diagnostic {
            code: Some("E0605".to_owned()),
            level: Level::Error,
            message: message.to_owned(),
            spans: vec![span],
            children: Vec::new(),
            rendered: String::new(),
        }
    }

    fn read_one(diagnostics: Vec<Diagnostic>) -> Result<String, NotAsked> {
        let query = TypeQuery::new("fn f(x: u8) {}", "a.rs", &[point("x", 13)]);
        let answers = [Ok(Arc::new(Reply { diagnostics }))];
        query.read(&answers).remove(0)
    }

    #[test]
    fn only_a_refusal_at_the_question_counts() {
        let ours = "non-primitive cast: `u8` as `__Probe`";
        assert_eq!(
            read_one(vec![refusal("a.rs", 14, ours)]),
            Ok("u8".to_owned())
        );
        for wrong in [
            refusal("a.rs", 15, ours),
            refusal("b.rs", 14, ours),
            refusal("a.rs", 14, "non-primitive cast: `u8` as `String`"),
            refusal("a.rs", 14, "casting `u8` is invalid"),
        ] {
            assert_eq!(read_one(vec![wrong]), Err(NotAsked::NoWord));
        }
    }

    #[test]
    fn a_type_with_an_open_part_is_no_answer() {
        let with = |text: &str| {
            let message = format!("non-primitive cast: `{text}` as `__Probe`");
            read_one(vec![refusal("a.rs", 14, &message)])
        };
        for open in [
            "Vec<_>",
            "_",
            "[{integer}; 3]",
            "&_",
            "Vec<__Probe>",
            "{type error}",
        ] {
            assert_eq!(with(open), Err(NotAsked::Unfinished), "{open}");
        }
        for whole in ["Iter<'_, u8>", "my_type<_a>", "a_::B", "fn(u8) -> u8 {f}"] {
            assert_eq!(with(whole), Ok(whole.to_owned()), "{whole}");
        }
    }

    #[test]
    fn places_in_types_are_those_of_the_program() {
        let program = "fn f(x: u8) { let g = || 1; }";
        let query = TypeQuery::new(program, "a.rs", &[point("x", 13), point("g", 27)]);
        let message = "non-primitive cast: `({closure@a.rs:1:43: 1:45}, {closure@a.rs:1:1: 2:2}, \
                       {closure@b.rs:1:43: 1:45})` as `__Probe`";
        let diagnostics = vec![refusal("a.rs", 48, message)];
        let read = query.read(&[Ok(Arc::new(Reply { diagnostics }))]);
        let expected =
            "({closure@a.rs:1:23: 1:25}, {closure@a.rs:1:1: 2:2}, {closure@b.rs:1:43: 1:45})";
        assert_eq!(read[1], Ok(expected.to_owned()), "{query:?}");
    }

    #[test]
    fn a_reason_is_handed_on() {
        let query = TypeQuery::new("fn f(x: u8) {}", "a.rs", &[point("x", 13)]);
        let read = query.read(&[Err(NotAsked::Cancelled)]);
        assert_eq!(read, [Err(NotAsked::Cancelled)]);
        assert_eq!(query.read(&[]), [Err(NotAsked::NoWord)]);
    }
}
