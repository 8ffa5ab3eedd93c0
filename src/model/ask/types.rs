//! The types of variables and places, as the compiler has worked them out, and whether they are
//! `Copy` and `Clone`.
//!
//! `NAME as crate::__Probe;` is put where a variable is in scope. Nothing can be cast to that
//! struct, so rustc says "non-primitive cast: `Vec<u8>` as `__Probe`" (E0605). It checks casts
//! last of all in a function, when inference is finished: the type is whole even right behind
//! `let v = Vec::new();`, where nothing is known yet of what will be pushed. And it does so before
//! it looks for moves and borrows: a program with such errors can be asked, and the question
//! neither moves nor borrows anything. One compile asks for all variables of a file.
//!
//! `&NAME as &dyn crate::__ProbeCopy;` is checked then too. The trait is implemented for all types
//! that are `Copy`, so E0277 there means no, and silence means yes. There is a catch: rustc collects
//! what it still has to prove, and of equal failures in one round it reports the first alone, such
//! as `Bare: Copy` for two variables of type `Option<Bare>`. So a second cast follows each, of a
//! value with an open part: before rustc looks at it, it settles all that it has put off. Whether
//! that holds, functions of ours in the variant show, where each refusal has to come twice. What a
//! closure captures is known after all casts only, so silence about a closure says nothing.
//!
//! A `const fn` with our error in it can't be evaluated any more, and types elsewhere may depend
//! on its value. So variables in constants are asked in a variant of their own.

use std::collections::HashMap;

use crate::model::ask::insert::{
    Insertion, Place, ProgramWithProbes, in_root, insert, unused_name,
};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::model::diagnostic::Diagnostic;

/// Where a type can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPoint {
    /// The variable (`r#type`, `self`) or a place in one (`self.items`, `*r`, `v[0]`), without line
    /// breaks. Its type mustn't depend on what is expected of it where it stands, as that of `5`
    /// does.
    pub expression: String,
    /// An offset in bytes into the program, where a statement may stand and all variables of the
    /// expression are in scope: whether they are initialised, moved or borrowed there makes no
    /// difference.
    pub at: usize,
    /// If what stands there is an expression: its end. It then becomes a block, with the
    /// question before it.
    pub block_until: Option<usize>,
    /// Whether the compiler evaluates the code while it compiles: in a `const fn`, or in the
    /// value of a constant.
    pub in_constant: bool,
}

/// A type that the compiler has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownType {
    /// In rustc's words: `Vec<u8>`, `&'static str`, `{closure@exercises/a.rs:4:13: 4:16}`. Paths are
    /// as short as they can be without being mistaken for another.
    pub text: String,
    /// Whether it's `Copy`, where the compiler has told.
    pub is_copy: Option<bool>,
    /// Whether it's `Clone`, where the compiler has told.
    pub is_clone: Option<bool>,
}

/// The question for types: its variants, and how their answers are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeQuery {
    variants: Vec<TypeVariant>,
    /// For each point its variant and its casts in it.
    asked: Vec<(usize, Casts)>,
    probe: String,
    path: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct TypeVariant {
    program: ProgramWithProbes,
    /// The same casts twice in a function without errors and twice in one with an error, of a
    /// type that is neither `Copy` nor `Clone`.
    control: [Casts; 4],
}

/// Where the casts of one expression stand in a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Casts {
    to_struct: Place,
    to_copy: Place,
    to_clone: Place,
}

/// What the compiler says of all casts of a variant.
struct Refusals {
    types: HashMap<Place, String>,
    /// The places of other errors, and whether all of them say that a trait isn't implemented.
    traits: HashMap<Place, bool>,
    /// Whether silence about a trait means that it's implemented.
    is_silence_consent: bool,
}

impl TypeQuery {
    /// Asks for these types in a program. `path` is what the compiler will call its file.
    pub fn new(program: &str, path: &str, points: &[AskPoint]) -> Self {
        let nowhere = Casts::at(Place { line: 0, column: 0 }, "", "");
        let mut query = Self {
            variants: Vec::new(),
            asked: vec![(0, nowhere); points.len()],
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
        let texts = self.variants.iter().map(|variant| &variant.program.text);
        texts.cloned().map(|text| Variant { text }).collect()
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
            if let Some(until) = point.block_until
                && !blocks.contains(&(point.at, until))
            {
                blocks.push((point.at, until));
                add(point.at, "{".to_owned());
                add(until, "}".to_owned());
            }
            casts.push((*index, add(point.at, self.casts(&point.expression))));
        }
        add(program.len(), self.items());
        let mut control = |name: &str, error: String| {
            let p = &self.probe;
            let head = format!("fn {p}{name}({CONTROL}:{p}Core::option::Option<{p}>){{{error}");
            add(program.len(), head);
            let casts = [(); 2].map(|()| add(program.len(), self.casts(CONTROL)));
            add(program.len(), "}".to_owned());
            casts
        };
        let sound = control("Sound", String::new());
        let broken = control("Broken", format!("let _:{}=();", self.probe));
        let control = [sound[0], sound[1], broken[0], broken[1]];
        let inserted = insert(program, &insertions);
        let place = |insertion: usize, expression: &str| {
            Casts::at(inserted.places[insertion], expression, &self.probe)
        };
        for (index, insertion) in casts {
            let casts = place(insertion, &points[index].expression);
            self.asked[index] = (self.variants.len(), casts);
        }
        self.variants.push(TypeVariant {
            control: control.map(|insertion| place(insertion, CONTROL)),
            program: inserted,
        });
    }

    fn casts(&self, expression: &str) -> String {
        let probe = &self.probe;
        let [to_struct, to_copy, to_clone] = casts(expression, probe);
        format!("{to_struct}{to_copy}{to_clone}")
    }

    /// What the casts need.
    fn items(&self) -> String {
        let p = &self.probe;
        format!(
            "\nextern crate core as {p}Core;struct {p};\
             trait {p}Copy{{}}impl<T:{p}Core::marker::Copy>{p}Copy for T{{}}\
             trait {p}Clone{{}}impl<T:{p}Core::clone::Clone>{p}Clone for T{{}}\
             struct {p}Open<const {p}N:usize>;\
             const fn {p}open<const {p}N:usize>()->{p}Open<{p}N>{{{p}Open}}"
        )
    }

    /// The types in the order of the points. `answers` are those to [`Self::variants`], in the same
    /// order.
    pub fn read(&self, answers: &[Answer]) -> Vec<Result<KnownType, NotAsked>> {
        let said: Vec<Result<Refusals, NotAsked>> = answers
            .iter()
            .zip(&self.variants)
            .map(|(answer, variant)| match answer {
                Ok(reply) => Ok(self.refusals(reply, variant)),
                Err(reason) => Err(reason.clone()),
            })
            .collect();
        let type_of = |(variant, casts): &(usize, Casts)| match said.get(*variant) {
            Some(Ok(refusals)) => self.type_of(*variant, casts, refusals),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(NotAsked::NoWord),
        };
        self.asked.iter().map(type_of).collect()
    }

    fn type_of(
        &self,
        variant: usize,
        casts: &Casts,
        refusals: &Refusals,
    ) -> Result<KnownType, NotAsked> {
        let text = refusals
            .types
            .get(&casts.to_struct)
            .ok_or(NotAsked::NoWord)?;
        if !self.is_finished(text) {
            return Err(NotAsked::Unfinished);
        }
        let may_consent = refusals.is_silence_consent && !is_settled_late(text);
        let implements = |place: &Place| match refusals.traits.get(place) {
            Some(true) => Some(false),
            None if may_consent => Some(true),
            _ => None,
        };
        Ok(KnownType {
            text: self.in_program(variant, text),
            is_copy: implements(&casts.to_copy),
            is_clone: implements(&casts.to_clone),
        })
    }

    fn refusals(&self, reply: &Reply, variant: &TypeVariant) -> Refusals {
        let mut types = HashMap::new();
        let mut traits: HashMap<Place, bool> = HashMap::new();
        let unsized_mark = format!("` as `&dyn {}", self.probe);
        for error in reply.errors() {
            let Some(place) = self.place_of(error) else {
                continue;
            };
            let code = error.code.as_deref();
            if code == Some("E0605")
                && let Some(text) = self.refused_type(error)
            {
                types.insert(place, text.to_owned());
                continue;
            }
            // A type without a size can't become a trait object, and is neither.
            let is_unsized = code == Some("E0605") && error.message.contains(&unsized_mark);
            let is_refusal = code == Some("E0277") || is_unsized;
            let all = traits.entry(place).or_insert(true);
            *all = *all && is_refusal;
        }
        let is_refused = |place: &Place| traits.get(place) == Some(&true);
        let is_silence_consent = variant.control.iter().all(|casts| {
            is_refused(&casts.to_copy)
                && is_refused(&casts.to_clone)
                && types.contains_key(&casts.to_struct)
        });
        Refusals {
            types,
            traits,
            is_silence_consent,
        }
    }

    fn place_of(&self, error: &Diagnostic) -> Option<Place> {
        let span = error.primary_span()?;
        let place = Place {
            line: span.line_start,
            column: span.column_start,
        };
        (span.file_name == self.path).then_some(place)
    }

    /// What the compiler says cannot be cast to the probe.
    fn refused_type<'a>(&self, error: &'a Diagnostic) -> Option<&'a str> {
        let (_, rest) = error.message.split_once('`')?;
        let (text, cast) = rest.rsplit_once("` as `")?;
        (cast.strip_suffix('`')? == self.probe).then_some(text)
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
        let place = self.variants.get(variant)?.program.original(seen);
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

/// The parameter of our own function in a variant.
const CONTROL: &str = "control";

/// The statements that ask about one expression.
fn casts(expression: &str, probe: &str) -> [String; 3] {
    let p = in_root(probe);
    let settle = format!("{p}open() as {p}Open<0>;");
    [
        format!("{expression} as {p};"),
        format!("&{expression} as &dyn {p}Copy;{settle}"),
        format!("&{expression} as &dyn {p}Clone;{settle}"),
    ]
}

impl Casts {
    fn at(begin: Place, expression: &str, probe: &str) -> Self {
        let [to_struct, to_copy, _] = casts(expression, probe).map(|text| text.chars().count());
        let behind = |characters| Place {
            column: begin.column + characters,
            ..begin
        };
        Self {
            to_struct: begin,
            to_copy: behind(to_struct),
            to_clone: behind(to_struct + to_copy),
        }
    }
}

/// Whether a type has a part whose traits depend on what a body captures or keeps.
fn is_settled_late(text: &str) -> bool {
    let late = ["{closure@", "{async", "{coroutine", "{gen"];
    late.iter().any(|late| text.contains(late))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::model::diagnostic::{Diagnostic, Level, Span};

    fn point(name: &str, at: usize) -> AskPoint {
        AskPoint {
            expression: name.to_owned(),
            at,
            block_until: None,
            in_constant: false,
        }
    }

    #[test]
    fn statements_are_asked_between_and_expressions_become_blocks() {
        let program = "fn f(x: u8) { let g = |a, b| a + b; }\nconst fn k(n: u8) {}";
        let at = |text: &str| program.find(text).expect("it is there");
        let body = at("a + b");
        let in_body = |name| AskPoint {
            block_until: Some(body + 5),
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
        let asked = |name| {
            let settle = "crate::__Probeopen() as crate::__ProbeOpen<0>;";
            format!(
                "{name} as crate::__Probe;&{name} as &dyn crate::__ProbeCopy;{settle}&{name} as &dyn \
                 crate::__ProbeClone;{settle}"
            )
        };
        let texts: Vec<String> = query.variants().into_iter().map(|v| v.text).collect();
        let [x, a, b, g, n] = ["x", "a", "b", "g", "n"].map(asked);
        let control = asked(CONTROL).repeat(2);
        let parameter = "(control:__ProbeCore::option::Option<__Probe>)";
        let items = format!(
            "{}fn __ProbeSound{parameter}{{{control}}}fn __ProbeBroken{parameter}{{let _:__Probe=\
             ();{control}}}",
            query.items()
        );
        assert_eq!(
            texts,
            [
                format!(
                    "fn f(x: u8) {{{x} let g = |a, b| {{{a}{b}a + b}};{g} }}\nconst fn k(n: u8) \
                     {{}}{items}"
                ),
                format!(
                    "fn f(x: u8) {{ let g = |a, b| a + b; }}\nconst fn k(n: u8) \
                     {{{n}}}{items}"
                ),
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
        query.read(&answers).remove(0).map(|known| known.text)
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
        let g = query.asked[1].1.to_struct.column;
        let seen = g - 5;
        let message = format!(
            "non-primitive cast: `({{closure@a.rs:1:{seen}: 1:{}}}, {{closure@a.rs:1:1: 2:2}}, \
             {{closure@b.rs:1:{seen}: 1:45}})` as `__Probe`",
            seen + 2
        );
        let diagnostics = vec![refusal("a.rs", g, &message)];
        let read = query.read(&[Ok(Arc::new(Reply { diagnostics }))]);
        let expected = format!(
            "({{closure@a.rs:1:23: 1:25}}, {{closure@a.rs:1:1: 2:2}}, {{closure@b.rs:1:{seen}: \
             1:45}})"
        );
        let found = read[1].as_ref().expect("an answer");
        assert_eq!(found.text, expected, "{query:?}");
        // Nothing is said of traits where the control is silent.
        assert_eq!((found.is_copy, found.is_clone), (None, None));
    }

    /// What is said of `x` where rustc refuses these for `Copy` and `Clone`: of `x`, and of the second
    /// casts of each control.
    fn traits(text: &str, refused: [&str; 3]) -> (Option<bool>, Option<bool>) {
        let query = TypeQuery::new("fn f(x: u8) {}", "a.rs", &[point("x", 13)]);
        let mut diagnostics = Vec::new();
        let mut add = |code: &str, place: Place, message: &str| {
            let mut error = refusal("a.rs", place.column, message);
            error.code = Some(code.to_owned());
            error.spans[0].line_start = place.line;
            diagnostics.push(error);
        };
        let [sound, also_sound, broken, also_broken] = query.variants[0].control;
        for casts in [sound, broken] {
            add(
                "E0605",
                casts.to_struct,
                "non-primitive cast: `C` as `__Probe`",
            );
            add("E0277", casts.to_copy, "");
            add("E0277", casts.to_clone, "");
        }
        let asked = [query.asked[0].1, also_sound, also_broken];
        for (casts, codes) in asked.into_iter().zip(refused) {
            let message = format!("non-primitive cast: `{text}` as `__Probe`");
            add("E0605", casts.to_struct, &message);
            for (code, place) in codes.split(' ').zip([casts.to_copy, casts.to_clone]) {
                if code.starts_with('E') {
                    add(
                        code,
                        place,
                        "non-primitive cast: `&dyn T` as `&dyn __ProbeCopy`",
                    );
                }
            }
        }
        let read = query.read(&[Ok(Arc::new(Reply { diagnostics }))]).remove(0);
        let known = read.expect("an answer");
        (known.is_copy, known.is_clone)
    }

    #[test]
    fn silence_about_a_trait_is_consent_where_the_control_is_refused_twice() {
        let both = "E0277 E0277";
        let (yes, no, unknown) = (Some(true), Some(false), None);
        for (text, refused, expected) in [
            ("u8", ["- -", both, both], (yes, yes)),
            ("V", ["E0277 -", both, both], (no, yes)),
            ("V", ["E0277 E0277", both, both], (no, no)),
            ("V", ["E0277 -", both, "- -"], (no, unknown)),
            ("V", ["E0277 -", both, "E0277 -"], (no, unknown)),
            ("dyn T", ["E0605 E0277", both, both], (no, no)),
            ("V", ["E0275 -", both, both], (unknown, yes)),
            (
                "Map<{closure@a.rs:1:1: 1:2}>",
                ["E0277 -", both, both],
                (no, unknown),
            ),
        ] {
            assert_eq!(traits(text, refused), expected, "{text} {refused:?}");
        }
    }

    #[test]
    fn a_reason_is_handed_on() {
        let query = TypeQuery::new("fn f(x: u8) {}", "a.rs", &[point("x", 13)]);
        let read = query.read(&[Err(NotAsked::Cancelled)]);
        assert_eq!(read, [Err(NotAsked::Cancelled)]);
        assert_eq!(query.read(&[]), [Err(NotAsked::NoWord)]);
    }
}
