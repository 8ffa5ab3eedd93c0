//! A file with tests of the original's, each in its seal.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::TestNames;
use crate::rust::edit::{TextEdit, apply};
use crate::rust::{Item, Source, TokenKind};

/// What reads this run's word and prints it, at the end of each file.
const SEAL: &str = include_str!("seal.txt");

/// The module that it is.
const SEAL_MODULE: &str = "__seal";

/// Macros that every program has.
pub(super) const STD_MACROS: [&str; 33] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include",
    "include_bytes",
    "include_str",
    "line",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
];

/// More of them: those that write.
const WRITING_MACROS: [&str; 2] = ["write", "writeln"];

/// The text of a file with tests.
#[derive(Default)]
pub(super) struct FileText {
    pub text: String,
    /// The paths of its sealed tests, below its module.
    pub tests: Vec<String>,
    /// Whether its tests use macros of the exercise's, which are known behind their definitions
    /// only.
    pub uses_macros: bool,
    line: usize,
    column: usize,
}

impl FileText {
    /// The inside of a module of tests. `place` is where the module begins in what is shown.
    pub fn of_module(
        source: &Source,
        module: &Item,
        place: (usize, usize),
        names: &TestNames,
    ) -> Self {
        let Some(body) = module.body.clone() else {
            return Self::default();
        };
        let begin = source.end_before(body.start);
        let bytes = begin..source.begin(body.end).max(begin);
        let mut file = Self::new(names.uses_macros(source, &body));
        let mut edits = file.seals(source, body.clone(), "");
        edits.extend(names.edits(source, &body));
        file.put(source, module, place, bytes, &edits);
        file.text.push_str(SEAL);
        file
    }

    /// Tests that stand in no module of their own, for a module that we make for them.
    pub fn of_loose_items(
        source: &Source,
        items: &[(&Item, (usize, usize))],
        names: &TestNames,
    ) -> Self {
        let all: Vec<usize> = items
            .iter()
            .flat_map(|(item, _)| item.with_attributes())
            .collect();
        let uses_macros = items
            .iter()
            .any(|(item, _)| names.uses_macros(source, &item.tokens));
        let mut file = Self::new(uses_macros);
        file.text = names.imports_for(source, &all, "super", &own_names(source, items));
        for (item, place) in items {
            let mut edits = file.seals_of(source, item, "", "");
            let globs = names.loose_edits(source, &item.tokens);
            let is_kept = |edit: &TextEdit| {
                let mut globs = globs.iter();
                !globs.any(|it| it.bytes.contains(&edit.bytes.start))
            };
            let up = one_level_up(source, &item.with_attributes()).into_iter();
            edits.extend(up.filter(is_kept));
            edits.extend(globs);
            let bytes = source.bytes(&item.with_attributes());
            file.put(source, item, *place, bytes, &edits);
        }
        file.text.push_str(SEAL);
        file
    }

    /// What belongs to tests and stands beside their modules.
    pub fn of_shared_items(source: &Source, items: &[(&Item, (usize, usize))]) -> Self {
        let mut file = Self::new(false);
        for (item, place) in items {
            file.put(
                source,
                item,
                *place,
                source.bytes(&item.with_attributes()),
                &[],
            );
        }
        file
    }

    fn new(uses_macros: bool) -> Self {
        Self {
            uses_macros,
            line: 1,
            column: 1,
            ..Self::default()
        }
    }

    /// Adds these bytes of an item, with these changes, at the line and column that they have in
    /// what is shown.
    fn put(
        &mut self,
        source: &Source,
        item: &Item,
        (line, column): (usize, usize),
        bytes: Range<usize>,
        edits: &[TextEdit],
    ) {
        let begin = source.bytes(&item.with_attributes()).start;
        let before = &source.text()[begin..bytes.start];
        let line = line + before.matches('\n').count();
        let column = match before.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None => column + before.chars().count(),
        };
        while self.line < line {
            self.text.push('\n');
            (self.line, self.column) = (self.line + 1, 1);
        }
        let spaces = column.saturating_sub(self.column).max(1);
        self.text.extend(std::iter::repeat_n(' ', spaces));
        let edits: Vec<TextEdit> = (edits.iter().cloned())
            .chain(self.macro_edits(source, &bytes))
            .map(|edit| {
                let TextEdit { bytes: old, text } = edit;
                TextEdit::replacement(old.start - bytes.start..old.end - bytes.start, text)
            })
            .collect();
        let text = apply(&source.text()[bytes.clone()], &edits).unwrap_or_default();
        self.text.push_str(&text);
        self.line += text.matches('\n').count();
        let last = text.rsplit('\n').next().unwrap_or_default();
        self.column = if text.contains('\n') {
            1
        } else {
            self.column + spaces
        } + last.chars().count();
    }

    /// Where macros of the learner's are in sight, the standard library's go by their paths.
    fn macro_edits(&self, source: &Source, bytes: &Range<usize>) -> Vec<TextEdit> {
        if !self.uses_macros {
            return Vec::new();
        }
        let tokens = source.token_at(bytes.start)..source.token_at(bytes.end);
        let is_std = |at: &usize| {
            let name = source.name(*at);
            let is_path = source.word(at.wrapping_sub(1)) == ":";
            let is_call = source.word(at + 1) == "!"
                && matches!(source.kind(at + 2), Some(TokenKind::Open(_)));
            let mut std = STD_MACROS.iter().chain(&WRITING_MACROS);
            is_call && !is_path && std.any(|it| *it == name)
        };
        let calls = tokens.filter(is_std);
        calls
            .map(|at| TextEdit::insertion(source.begin(at), "::std::"))
            .collect()
    }

    /// The seals of all tests among these tokens.
    fn seals(&mut self, source: &Source, tokens: Range<usize>, path: &str) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        let up = "super::".repeat(path.matches("::").count());
        for item in source.items(tokens) {
            edits.extend(self.seals_of(source, &item, path, &up));
        }
        edits
    }

    fn seals_of(&mut self, source: &Source, item: &Item, path: &str, up: &str) -> Vec<TextEdit> {
        let Some(name) = item.shown_name() else {
            return Vec::new();
        };
        if item.is_test() {
            let (Some(body), true) = (&item.body, item.kind == crate::rust::ItemKind::Function)
            else {
                return Vec::new();
            };
            self.tests.push(format!("{path}{name}"));
            let seal = format!("{up}{SEAL_MODULE}");
            return seal_test(source, item, body, &name, &seal);
        }
        let is_module = item.kind == crate::rust::ItemKind::Module;
        let body = item.body.clone().filter(|_| is_module);
        body.map_or_else(Vec::new, |body| {
            self.seals(source, body, &format!("{path}{name}::"))
        })
    }
}

/// The text of a whole file in which each test leaves a mark, for a file whose tests stay where
/// they are.
pub fn seal_in_place(source: &Source) -> String {
    let edits = FileText::default().seals(source, source.all(), "");
    let text = apply(source.text(), &edits);
    text.map_or_else(|| source.text().to_owned(), |text| text + SEAL)
}

/// The body of a test becomes a function of its own, whose end comes before the mark. A macro
/// can't name `__end`, so none makes a test end early.
fn seal_test(
    source: &Source,
    item: &Item,
    body: &Range<usize>,
    name: &str,
    seal: &str,
) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let panics = should_panic(source, item, &mut edits);
    let head = item.signature();
    let is_async = source.plain_words(&head).contains(&"async");
    let returned = returned_type(source, &head);
    let result = returned.as_ref().map(|tokens| source.text_of(tokens));
    if let Some(tokens) = &returned {
        let whole = tokens.start - 2..tokens.end;
        edits.push(TextEdit::deletion(source.bytes(&whole)));
    }
    let open = source.end_before(body.start);
    let before_open = source.end_before(body.start - 1);
    edits.push(TextEdit::insertion(
        before_open.max(edits_end(&edits, before_open)),
        " -> ::std::process::ExitCode",
    ));
    let leaves_early = source.words(body).contains(&"return");
    let (first, last) = if leaves_early {
        ("__end.set(true);", "")
    } else {
        ("", " __end.set(true);")
    };
    let word = if is_async { "async " } else { "" };
    let (begin, end) = match result {
        None => (
            format!(" {word}fn {name}(__end: &::std::cell::Cell<bool>) {{ {first}{{"),
            format!("}}{last} }}"),
        ),
        Some(result) => {
            let ascribed = if result.contains("impl") {
                String::new()
            } else {
                format!(": {result}")
            };
            (
                format!(
                    " {word}fn {name}(__end: &::std::cell::Cell<bool>) -> {result} {{ {first}let \
                     __result{ascribed} = {{"
                ),
                format!("}};{last} __result }}"),
            )
        }
    };
    edits.push(TextEdit::insertion(open, begin));
    let call = call(name, seal, is_async, panics.as_ref());
    let close = source.begin(body.end);
    edits.push(TextEdit::insertion(close, format!("{end} {call} ")));
    edits
}

/// Behind all changes that end after this byte.
fn edits_end(edits: &[TextEdit], at: usize) -> usize {
    let ends = edits.iter().map(|edit| edit.bytes.end);
    ends.filter(|end| *end <= at).max().unwrap_or(at)
}

/// How a test runs its own body.
fn call(name: &str, seal: &str, is_async: bool, panics: Option<&Panics>) -> String {
    let cell = "let __end = ::std::cell::Cell::new(false);";
    let plain = if is_async {
        format!("{cell} {seal}::wait(&__end, {name}(&__end)).await")
    } else {
        format!("{seal}::run({name})")
    };
    let Some(Panics { condition, text }) = panics else {
        return plain;
    };
    let panicking = if is_async {
        format!("{cell} {seal}::wait_panicking({text}, {name}(&__end)).await")
    } else {
        format!("{seal}::run_panicking({text}, {name})")
    };
    match condition {
        Some(condition) => {
            format!("if ::std::cfg!({condition}) {{ {panicking} }} else {{ {plain} }}")
        }
        None => panicking,
    }
}

/// That a test should panic.
struct Panics {
    /// When, if not always.
    condition: Option<String>,
    /// A literal: what the panic's message has to contain.
    text: String,
}

/// Takes `#[should_panic]` away: what it asks for is looked at by the seal.
fn should_panic(source: &Source, item: &Item, edits: &mut Vec<TextEdit>) -> Option<Panics> {
    let is_it = |at: &usize| source.name(*at) == "should_panic";
    for attribute in &item.attributes {
        let Some(at) = attribute.inside.clone().find(is_it) else {
            continue;
        };
        let mut behind = at..attribute.inside.end;
        let is_text = |at: &usize| matches!(source.kind(*at), Some(TokenKind::Literal(_)));
        let text = behind.find(is_text).map_or("\"\"", |at| source.word(at));
        let is_conditional = attribute.path == "cfg_attr";
        let condition = is_conditional.then(|| {
            let inside = attribute.inside.start + 2..at - 1;
            source.text_of(&inside).to_owned()
        });
        edits.push(TextEdit::deletion(source.bytes(&attribute.tokens)));
        return Some(Panics {
            condition,
            text: text.to_owned(),
        });
    }
    None
}

/// The tokens of the type that a function returns, if it names one.
fn returned_type(source: &Source, head: &Range<usize>) -> Option<Range<usize>> {
    let arrow = behind_parameters(source, head);
    let is_end = |at: &usize| source.word(*at) == "where";
    let end = (arrow..head.end).find(is_end).unwrap_or(head.end);
    source
        .starts_with(arrow, &["-", ">"])
        .then_some(arrow + 2..end)
}

/// Behind the brackets of a function's parameters. What stands between `<` and `>` has brackets
/// and arrows too.
fn behind_parameters(source: &Source, head: &Range<usize>) -> usize {
    let mut depth = 0_usize;
    let mut at = head.start;
    while at < head.end {
        let inside = source.inside(at);
        match source.word(at) {
            "(" if depth == 0 && source.word(at.saturating_sub(1)) != "pub" => {
                return inside.map_or(head.end, |inside| inside.end + 1);
            }
            "<" => depth += 1,
            ">" if source.word(at.saturating_sub(1)) != "-" => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = inside.map_or(at + 1, |inside| inside.end + 1);
    }
    head.end
}

/// The names that items define or import.
fn own_names(source: &Source, items: &[(&Item, (usize, usize))]) -> BTreeSet<String> {
    let items = items.iter().map(|(item, _)| *item);
    super::names::names_of(source, items)
}

/// Paths from `self` and `super`, for what goes into a module of its own.
fn one_level_up(source: &Source, tokens: &Range<usize>) -> Vec<TextEdit> {
    let is_first = |at: usize| source.word(at.wrapping_sub(1)) != ":";
    let paths = tokens.clone().filter(|at| {
        let is_path = source.starts_with(at + 1, &[":", ":"]);
        is_path && is_first(*at)
    });
    let edits = paths.filter_map(|at| {
        let bytes = source.bytes(&(at..at + 1));
        match source.word(at) {
            "self" => Some(TextEdit::replacement(bytes, "super")),
            "super" => Some(TextEdit::insertion(bytes.start, "super::")),
            _ => None,
        }
    });
    edits.collect()
}
