//! A course as a page of Markdown: what it teaches, where, and with which error each exercise begins.

use crate::model::course::{Course, Exercise};
use crate::view::text::{count, safe};

/// Writes the page. `sources` is a page that names the texts which exercises cite as `D1` and so on;
/// each citation becomes a link to it.
pub fn page(course: &Course, sources: Option<&str>) -> String {
    let chapters = course.chapters();
    let points: u32 = course.exercises.iter().map(|e| e.points).sum();
    let mut lines = vec![
        "<!-- Made by `rustlings-like dev curriculum`: change info.toml, not this. -->".to_owned(),
        "# Curriculum".to_owned(),
        String::new(),
        format!(
            "{} in {}, worth {}. \"At first\" says what happens before you change the exercise.",
            count(course.exercises.len(), "exercise"),
            count(chapters.len(), "chapter"),
            count(usize::try_from(points).unwrap_or(usize::MAX), "point")
        ),
    ];
    lines.extend(sources.map(|page| {
        format!("\"Source\" says where its idea comes from: [Sources]({page}) names these texts.")
    }));
    for (name, members) in chapters {
        lines.push(format!("\n## {}\n", text(name)));
        lines.push(format!("{}.\n", count(members.len(), "exercise")));
        lines.push("| exercise | title | concepts | at first | source |".to_owned());
        lines.push("| --- | --- | --- | --- | --- |".to_owned());
        let exercises = members.iter().map(|index| &course.exercises[*index]);
        lines.extend(exercises.map(|exercise| row(exercise, sources)));
    }
    lines.join("\n") + "\n"
}

fn row(exercise: &Exercise, sources: Option<&str>) -> String {
    let expect = exercise.expect.iter().map(|e| code(&e.to_string()));
    let expect: Vec<String> = expect.collect();
    let source = text(exercise.source.as_deref().unwrap_or_default());
    let cells = [
        code(&exercise.name),
        text(exercise.title.as_deref().unwrap_or_default()),
        text(&exercise.concepts.join(", ")),
        expect.join(", "),
        sources.map_or_else(|| source.clone(), |page| link_sources(&source, page)),
    ];
    format!("| {} |", cells.join(" | "))
}

/// Links each `D1` and so on to its place on a page.
fn link_sources(text: &str, page: &str) -> String {
    let link = |word: &str| {
        let name = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let number = name.strip_prefix('D').unwrap_or_default();
        if number.len() == 1 && number.starts_with(|c: char| c.is_ascii_digit()) {
            let rest = &word[name.len()..];
            format!("[{name}]({page}#{}){rest}", name.to_lowercase())
        } else {
            word.to_owned()
        }
    };
    let words = text.split_inclusive(|c: char| !c.is_alphanumeric());
    words.map(link).collect()
}

/// Code in backticks.
fn code(words: &str) -> String {
    let words = plain(words).replace('|', "\\|");
    // A backtick inside takes two outside.
    if words.contains('`') {
        format!("`` {words} ``")
    } else {
        format!("`{words}`")
    }
}

/// Escapes words for Markdown. Code between backticks stays code.
fn text(words: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    let words = plain(words);
    let balanced = words.matches('`').count().is_multiple_of(2);
    let mut chars = words.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        in_code ^= c == '`' && balanced;
        let is_markup = if in_code {
            c == '|'
        } else if c == '_' {
            // Within a word, an underscore is only an underscore.
            !(before.is_alphanumeric() && chars.peek().is_some_and(|c| c.is_alphanumeric()))
        } else {
            "\\|<*[#".contains(c) || (c == '`' && !balanced)
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Puts words on one line, without control characters.
fn plain(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    safe(&words.join(" "), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;

    #[test]
    fn a_chapter_has_a_table() {
        let course = manifest::parse(
            r#"format_version = 1
            [[exercises]]
            name = "two_writers"
            dir = "05_borrowing"
            title = "Two | one `a|b`"
            concepts = ["&mut T", "Vec<T>"]
            expect = ["E0499", "error: no `x`"]
            source = "D1\nrule 1"
            points = 3"#,
        );
        let course = course.expect("valid");
        let page = page(&course, Some("sources.md"));
        let (head, table) = page.split_once("\n## 05_borrowing\n").expect("a chapter");
        assert!(
            head.contains("1 exercise in 1 chapter, worth 3 points."),
            "{head}"
        );
        let last = table.lines().last().expect("a row");
        assert_eq!(
            last,
            "| `two_writers` | Two \\| one `a\\|b` | &mut T, Vec\\<T> | `E0499`, \
             `` error: no `x` `` | [D1](sources.md#d1) rule 1 |"
        );
    }
}
