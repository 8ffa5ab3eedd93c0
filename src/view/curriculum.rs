//! A course as a page of Markdown: what is taught, where, and with which error it begins.

use crate::model::course::{Course, Exercise};
use crate::view::text::{count, safe};

/// The page, with a line break at its end.
pub fn page(course: &Course) -> String {
    let chapters = course.chapters();
    let points: u32 = course.exercises.iter().map(|e| e.points).sum();
    let mut lines = vec![
        "<!-- Made by `rustlings-like dev curriculum`: change info.toml, not this. -->".to_owned(),
        "# Curriculum".to_owned(),
        String::new(),
        format!(
            "{} in {}, {}. \"At first\" is what the untouched exercise gives.",
            count(course.exercises.len(), "exercise"),
            count(chapters.len(), "chapter"),
            count(usize::try_from(points).unwrap_or(usize::MAX), "point")
        ),
    ];
    for (name, members) in chapters {
        lines.push(format!("\n## {}\n", text(name)));
        lines.push(format!("{}.\n", count(members.len(), "exercise")));
        lines.push("| exercise | title | concepts | at first | source |".to_owned());
        lines.push("| --- | --- | --- | --- | --- |".to_owned());
        let rows = members.iter().map(|index| row(&course.exercises[*index]));
        lines.extend(rows);
    }
    lines.join("\n") + "\n"
}

fn row(exercise: &Exercise) -> String {
    let expect = exercise.expect.iter().map(|e| code(&e.to_string()));
    let expect: Vec<String> = expect.collect();
    let cells = [
        code(&exercise.name),
        text(exercise.title.as_deref().unwrap_or_default()),
        text(&exercise.concepts.join(", ")),
        expect.join(", "),
        text(exercise.source.as_deref().unwrap_or_default()),
    ];
    format!("| {} |", cells.join(" | "))
}

fn code(words: &str) -> String {
    let words = plain(words).replace('|', "\\|");
    // A backtick inside takes two outside.
    if words.contains('`') {
        format!("`` {words} ``")
    } else {
        format!("`{words}`")
    }
}

/// Words that Markdown must leave as they are, but for code between backticks.
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
            // Within a word it is only a line.
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

/// On one line, without control characters.
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
            dir = "02_borrowing"
            title = "Two | one `a|b`"
            concepts = ["&mut T", "Vec<T>"]
            expect = ["E0499", "error: no `x`"]
            source = "D1\nrule 1"
            points = 3"#,
        );
        let page = page(&course.expect("valid"));
        let (head, table) = page.split_once("\n## 02_borrowing\n").expect("a chapter");
        assert!(
            head.contains("1 exercise in 1 chapter, 3 points."),
            "{head}"
        );
        let last = table.lines().last().expect("a row");
        assert_eq!(
            last,
            "| `two_writers` | Two \\| one `a\\|b` | &mut T, Vec\\<T> | `E0499`, \
             `` error: no `x` `` | D1 rule 1 |"
        );
    }
}
