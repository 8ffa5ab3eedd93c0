//! Where the parts of a probe stand, and what an error about them says of the program.

use crate::model::ask::insert::{Place, ProgramWithProbes, in_root};
use crate::model::diagnostic::{Diagnostic, Span};

/// Something that is done with a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// `&place`
    Read,
    /// `&mut place`
    Write,
    /// To use it by value: a move, or a copy of what is `Copy`.
    Own,
}

/// The parts of a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbePart {
    /// What holds the others together.
    Frame,
    /// The second use of our own value.
    Control,
    /// The move of ours before the first read.
    Move,
    /// The read behind it.
    ReadAfterMove,
    /// The place gets a new value.
    PutBack,
    /// One of the three questions.
    Ask(Access),
}

/// How a probe begins: an open call in an open block, whose argument is the control.
pub fn control(probe: &str) -> Vec<(ProbePart, String)> {
    let p = in_root(probe);
    let value = format!("{probe}value");
    let head = format!("if {p}ask(){{let {value}={p};{p}take({value});{p}take(");
    vec![(ProbePart::Frame, head), (ProbePart::Control, value)]
}

/// What probes need, behind the program.
pub fn probe_items(probe: &str) -> String {
    format!(
        "\nstruct {probe};fn {probe}ask()->bool{{false}}fn {probe}make<T>()->T{{loop{{}}}}\
         fn {probe}take<T>(_:T){{}}\n"
    )
}

/// The places of a probe's parts in a variant. All of them are in one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProbeSpans {
    line: usize,
    /// The columns of each part: its first, and the one behind it.
    parts: Vec<(ProbePart, usize, usize)>,
}

impl ProbeSpans {
    /// Those of a probe that begins here.
    pub fn new(begin: Place, parts: &[(ProbePart, String)]) -> Self {
        let mut column = begin.column;
        let parts = parts.iter().map(|(part, text)| {
            let first = column;
            column += text.chars().count();
            (*part, first, column)
        });
        Self {
            line: begin.line,
            parts: parts.collect(),
        }
    }

    /// The part that a span is in. `None` if it's not in the probe.
    pub fn part(&self, span: &Span, path: &str) -> Option<ProbePart> {
        let is_here = span.file_name == path && span.line_start == self.line;
        if !is_here || span.line_end != self.line {
            return None;
        }
        let has_it = |(_, first, end): &&(ProbePart, usize, usize)| {
            *first <= span.column_start && span.column_start < *end
        };
        let found = self.parts.iter().find(has_it)?;
        // What is longer than the probe is the program's.
        let (_, _, end) = self.parts.last()?;
        (span.column_end <= *end).then_some(found.0)
    }
}

/// An error in a variant, with its places in the program. What it says of our own items is left
/// out, and so are labels in a probe beside the error's own place.
pub fn in_program(
    error: &Diagnostic,
    program: &ProgramWithProbes,
    path: &str,
    probe: &str,
    is_ours: &dyn Fn(&Span) -> bool,
) -> Diagnostic {
    let is_about_us = error.primary_span().is_some_and(is_ours);
    let mut mapped = error.clone();
    mapped
        .spans
        .retain(|span| span.is_primary || !is_about_us || !is_ours(span));
    mapped.children.retain(|child| {
        let is_clean = |span: &Span| !is_ours(span) && !is_behind(span, program, path);
        !child.message.contains(probe) && child.spans.iter().all(is_clean)
    });
    let children = mapped.children.iter_mut();
    let spans = children.flat_map(|child| child.spans.iter_mut());
    for span in mapped.spans.iter_mut().chain(spans) {
        if span.file_name == path {
            let original = |line, column| program.original(Place { line, column });
            let begin = original(span.line_start, span.column_start);
            let end = original(span.line_end, span.column_end);
            span.column_start = begin.column;
            span.column_end = end.column;
        }
    }
    mapped
}

/// Whether a span is in what we put behind the program.
fn is_behind(span: &Span, program: &ProgramWithProbes, path: &str) -> bool {
    let last = program.places.last();
    span.file_name == path && last.is_some_and(|last| span.line_start > last.line)
}
