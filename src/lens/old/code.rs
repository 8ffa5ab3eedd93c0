//! The learner's text as lines and tokens with places, the way rustc counts them.

use crate::lens::old::mask::mask;
use crate::lens::place::{Area, Place};
use crate::model::diagnostic::Span;

/// A word, a lifetime or an operator. Comments and literals are no tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As it is written.
    pub text: String,
    /// Where.
    pub area: Area,
}

/// A source text.
#[derive(Debug)]
pub struct Code {
    lines: Vec<String>,
    /// Its tokens in their order.
    pub tokens: Vec<Token>,
    partners: Vec<Option<usize>>,
}

impl Code {
    /// Reads a text. As rustc does, a byte order mark is passed over and CRLF is one line
    /// break.
    pub fn new(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = text.replace("\r\n", "\n");
        let tokens = tokens(&mask(&text));
        Self {
            partners: partners(&tokens),
            lines: text.split('\n').map(str::to_owned).collect(),
            tokens,
        }
    }

    /// A line's text, if there is such a line.
    pub fn line(&self, number: usize) -> Option<&str> {
        self.lines.get(number.checked_sub(1)?).map(String::as_str)
    }

    /// The area of a span, if it lies in this text.
    pub fn area(&self, span: &Span) -> Option<Area> {
        let start = self.place(span.line_start, span.column_start)?;
        let end = self.place(span.line_end, span.column_end)?;
        (start <= end).then_some(Area { start, end })
    }

    fn place(&self, line: usize, column: usize) -> Option<Place> {
        let behind = self.line(line)?.chars().count() + 1;
        (1..=behind)
            .contains(&column)
            .then_some(Place { line, column })
    }

    /// What stands in an area, its lines joined by line breaks.
    pub fn text(&self, area: Area) -> String {
        let mut parts = Vec::new();
        for number in area.start.line..=area.end.line {
            let line = self.line(number).unwrap_or("");
            let from = match number == area.start.line {
                true => area.start.column - 1,
                false => 0,
            };
            let to = match number == area.end.line {
                true => area.end.column - 1,
                false => usize::MAX,
            };
            parts.push(line.chars().take(to).skip(from).collect::<String>());
        }
        parts.join("\n")
    }

    /// The text of a token; empty behind the last one.
    pub fn token(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |t| t.text.as_str())
    }

    /// The index of the token at this place, or of the first one behind it.
    pub fn index_at(&self, place: Place) -> usize {
        self.tokens.partition_point(|t| t.area.end <= place)
    }

    /// The tokens that lie in an area, as indices.
    pub fn indices(&self, area: Area) -> std::ops::Range<usize> {
        let first = self.index_at(area.start);
        let last = self.tokens.partition_point(|t| t.area.start < area.end);
        first..last.max(first)
    }

    /// The index of the bracket that belongs to the one at `index`.
    pub fn partner(&self, index: usize) -> Option<usize> {
        self.partners.get(index).copied().flatten()
    }

    /// The area from one token to another, both included.
    pub fn span_of(&self, first: usize, last: usize) -> Option<Area> {
        let start = self.tokens.get(first)?.area.start;
        let end = self.tokens.get(last)?.area.end;
        (start <= end).then_some(Area { start, end })
    }
}

/// Whether a text is a name or keyword.
pub fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Whether a type is a number, `bool` or `char`, which are copied at no cost.
pub fn is_small(of_type: &str) -> bool {
    [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
        "f32", "f64", "bool", "char",
    ]
    .contains(&of_type)
}

/// All names in a text, also those inside of the braces of a format string.
pub fn words(text: &str) -> Vec<&str> {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c: char| !inside(c))
        .filter(|word| is_word(word))
        .collect()
}

const OPERATORS: [&str; 24] = [
    "..=", "<<=", "...", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=",
    "/=", "%=", "^=", "|=", "&=", "..", "<-", "'_", "$$",
];

fn tokens(masked: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in masked.split('\n').enumerate() {
        let (mut rest, mut column) = (line, 1);
        while let Some(first) = rest.chars().next() {
            let length = if first.is_whitespace() {
                first.len_utf8()
            } else {
                token_length(rest)
            };
            let (text, behind) = rest.split_at(length);
            let columns = text.chars().count();
            if !first.is_whitespace() {
                tokens.push(token(text, index + 1, column, columns));
            }
            column += columns;
            rest = behind;
        }
    }
    tokens
}

fn token(text: &str, line: usize, column: usize, columns: usize) -> Token {
    let start = Place { line, column };
    let end = Place {
        line,
        column: column + columns,
    };
    Token {
        text: text.to_owned(),
        area: Area { start, end },
    }
}

/// The length in bytes of the token that a text begins with.
fn token_length(text: &str) -> usize {
    let word = |text: &str| -> usize {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .map(char::len_utf8)
            .sum()
    };
    if let Some(name) = text.strip_prefix('\'') {
        return 1 + word(name);
    }
    let length = word(text);
    if length > 0 {
        return length;
    }
    let operator = OPERATORS.iter().find(|o| text.starts_with(**o));
    operator.map_or_else(
        || text.chars().next().map_or(0, char::len_utf8),
        |operator| operator.len(),
    )
}

fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" => open.push((index, ")")),
            "[" => open.push((index, "]")),
            "{" => open.push((index, "}")),
            close @ (")" | "]" | "}") => {
                let Some((at, _)) = open.pop_if(|(_, wanted)| *wanted == close) else {
                    continue;
                };
                partners[at] = Some(index);
                partners[index] = Some(at);
            }
            _ => {}
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_rustc_counts_them() {
        let code = Code::new("\u{feff}let 名前 = \"a\\\" b\";\r\n\tf(&名前);\r\n");
        let texts: Vec<&str> = code.tokens.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(
            texts,
            ["let", "名前", "=", ";", "f", "(", "&", "名前", ")", ";"]
        );
        let name = &code.tokens[7];
        assert_eq!(name.area.start, Place { line: 2, column: 5 });
        assert_eq!(code.text(name.area), "名前");
        assert_eq!(code.partner(5), Some(8));
    }

    #[test]
    fn finds_the_names_of_a_format_string() {
        assert_eq!(words("{first:?} of 3"), ["first", "of"]);
    }
}
