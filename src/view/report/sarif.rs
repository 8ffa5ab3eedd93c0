//! `verify --report sarif=FILE`: SARIF 2.1.0 for code scanning. A result for each error and
//! warning, and one for each exercise that failed without them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::verify_report::{DiagnosticEntry, ExerciseEntry, SpanEntry, VerifyReport};
use crate::view::report::{describe_flakiness, pretty};

const SCHEMA: &str = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

/// Code scanning shows at most this many results of a run.
const MAX_RESULTS: usize = 5000;

/// How large all results may be together, in bytes: code scanning accepts 10 MB, compressed.
const MAX_BYTES: usize = 8_000_000;

/// How many related places a result names at most.
const MAX_PLACES: usize = 20;

/// Writes the whole report.
pub fn document(report: &VerifyReport) -> String {
    let writer = Writer {
        root: &report.run.root,
    };
    let results = report.exercises.iter().flat_map(|e| writer.results(e));
    let (results, left_out) = keep_what_fits(results.collect());
    let mut document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "rustlings-like",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(&results),
            }},
            // Like the compiler, count characters, not bytes or UTF-16 units.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    if left_out > 0 {
        let text = format!("{left_out} more results were left out: the report is full");
        document["runs"][0]["invocations"] = json!([{
            "executionSuccessful": true,
            "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
        }]);
    }
    pretty(&document)
}

/// Keeps as many results as code scanning accepts, errors before warnings; also returns how many
/// were left out.
fn keep_what_fits(mut results: Vec<Value>) -> (Vec<Value>, usize) {
    let all = results.len();
    if count_fitting(&results) < all {
        results.sort_by_key(|result| result["level"] != "error");
        results.truncate(count_fitting(&results));
    }
    let left_out = all - results.len();
    (results, left_out)
}

/// How many results fit, counted from the first.
fn count_fitting(results: &[Value]) -> usize {
    let mut bytes = 0;
    let fits = |result: &&Value| {
        bytes += result.to_string().len();
        bytes <= MAX_BYTES
    };
    results.iter().take(MAX_RESULTS).take_while(fits).count()
}

struct Writer<'a> {
    /// Stands before each path, to make it relative to the repository.
    root: &'a str,
}

impl Writer<'_> {
    fn results(&self, entry: &ExerciseEntry) -> Vec<Value> {
        let said = entry.diagnostics.iter();
        let said = said.filter(|d| matches!(d.level.as_str(), "error" | "warning"));
        let mut results: Vec<Value> = said.map(|d| self.diagnostic(entry, d)).collect();
        if entry.flaky {
            results.push(self.whole(entry, "flaky", "note", &describe_flakiness(entry)));
        } else if !entry.passed() && !matches!(entry.reason.as_str(), "compile_error" | "lint") {
            results.push(self.whole(entry, &entry.reason, "error", &entry.message));
        }
        results
    }

    fn diagnostic(&self, entry: &ExerciseEntry, diagnostic: &DiagnosticEntry) -> Value {
        let primary = diagnostic.spans.iter().find(|s| s.primary && in_course(s));
        let related = diagnostic.spans.iter();
        let related = related.filter(|s| Some(*s) != primary && in_course(s));
        let related: Vec<Value> = related
            .take(MAX_PLACES)
            .enumerate()
            .map(|(id, span)| self.related(id, span))
            .collect();
        json!({
            "ruleId": rule_id(diagnostic),
            "level": diagnostic.level,
            "message": {"text": text(diagnostic, primary)},
            "locations": [match primary {
                Some(span) => self.location(&span.file, region(span)),
                None => self.location(&entry.path, json!({"startLine": 1})),
            }],
            "relatedLocations": related,
            "properties": {"exercise": entry.name},
        })
    }

    /// A result about the exercise as a whole.
    fn whole(&self, entry: &ExerciseEntry, reason: &str, level: &str, message: &str) -> Value {
        let region = match entry.place {
            Some(place) => json!({"startLine": place.line, "startColumn": place.column}),
            None => json!({"startLine": 1}),
        };
        json!({
            "ruleId": format!("rustlings-like/{reason}"),
            "level": level,
            "message": {"text": message},
            "locations": [self.location(&entry.path, region)],
            "properties": {"exercise": entry.name},
        })
    }

    fn related(&self, id: usize, span: &SpanEntry) -> Value {
        let mut location = self.location(&span.file, region(span));
        location["id"] = json!(id + 1);
        if let Some(label) = span.label.as_ref().filter(|label| !label.is_empty()) {
            location["message"] = json!({"text": label});
        }
        location
    }

    fn location(&self, path: &str, region: Value) -> Value {
        let uri = uri(&format!("{}{path}", self.root));
        json!({"physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "region": region,
        }})
    }
}

/// Whether a span lies in the course: some lie in the standard library.
fn in_course(span: &SpanEntry) -> bool {
    !span.file.starts_with(['/', '<']) && !span.file.contains(':') && !span.file.contains("..")
}

fn region(span: &SpanEntry) -> Value {
    json!({
        "startLine": span.line.max(1),
        "startColumn": span.column.max(1),
        "endLine": span.end_line.max(1),
        "endColumn": span.end_column.max(1),
    })
}

fn text(diagnostic: &DiagnosticEntry, primary: Option<&SpanEntry>) -> String {
    let label = primary.and_then(|span| span.label.as_deref());
    match label.filter(|label| !label.is_empty()) {
        Some(label) => format!("{}: {label}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

fn rule_id(diagnostic: &DiagnosticEntry) -> String {
    let fallback = || format!("rustc/{}", diagnostic.level);
    diagnostic.code.clone().unwrap_or_else(fallback)
}

/// A rule for each id, sorted by id.
fn rules(results: &[Value]) -> Vec<Value> {
    let ids = results
        .iter()
        .filter_map(|r| Some((r["ruleId"].as_str()?, r)));
    let distinct: BTreeMap<&str, &Value> = ids.collect();
    let rule = |(id, result): (&str, &Value)| rule(id, result["message"]["text"].as_str());
    distinct.into_iter().map(rule).collect()
}

fn rule(id: &str, example: Option<&str>) -> Value {
    let (short, help, address) = if let Some(reason) = id.strip_prefix("rustlings-like/") {
        let short = format!("An exercise does not pass: {}", reason.replace('_', " "));
        (
            short,
            "Run `rustlings-like run` with the exercise's name to see what is wrong.".into(),
            None,
        )
    } else if let Some(lint) = id.strip_prefix("clippy::") {
        let address = format!("https://rust-lang.github.io/rust-clippy/master/index.html#{lint}");
        (
            format!("Clippy lint {lint}"),
            format!("See {address}"),
            Some(address),
        )
    } else if is_error_code(id) {
        let address = format!("https://doc.rust-lang.org/error_codes/{id}.html");
        (
            format!("Compiler error {id}"),
            format!("`rustc --explain {id}`"),
            Some(address),
        )
    } else {
        let short = match id.strip_prefix("rustc/") {
            Some(level) => format!("Compiler {level} without a code"),
            None => format!("Compiler lint {id}"),
        };
        (short, "See the message.".to_owned(), None)
    };
    let mut rule = json!({
        "id": id,
        "shortDescription": {"text": short},
        "fullDescription": {"text": example.unwrap_or(&short)},
        "help": {"text": help},
    });
    if let Some(address) = address {
        rule["helpUri"] = json!(address);
    }
    rule
}

fn is_error_code(id: &str) -> bool {
    let digits = id.strip_prefix('E').unwrap_or("");
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Encodes a path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&b);
    path.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
