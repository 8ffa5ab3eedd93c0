//! A text without its comments and the insides of its literals, for the lens alone. Everything
//! else asks the reader.

/// Replaces comments and the insides of literals by spaces. Line breaks stay, so that lines
/// of the result are lines of the source.
pub(super) fn mask(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let head = source.len() - without_head(source).len();
    let (head, mut rest) = source.split_at(head);
    out.extend(head.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
    while let Some(c) = rest.chars().next() {
        let length = hidden_length(rest);
        if length > 0 {
            let (hidden, behind) = rest.split_at(length);
            out.extend(hidden.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = behind;
        } else {
            let word: usize = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .map(char::len_utf8)
                .sum();
            let (seen, behind) = rest.split_at(word.max(c.len_utf8()));
            out.push_str(seen);
            rest = behind;
        }
    }
    out
}

/// Without what the compiler leaves out at the beginning of a file: the mark of its encoding,
/// and a first line for the shell, which may look like anything, a comment's begin as well.
fn without_head(source: &str) -> &str {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    if starts_for_shell(text) {
        text.find('\n').map_or("", |end| &text[end..]).trim_start()
    } else {
        text.trim_start()
    }
}

/// Whether the first line of a text may be one for the shell.
fn starts_for_shell(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.starts_with("#!") && !text.starts_with("#![")
}

/// The length in bytes of the comment or literal that begins here, 0 if none does.
fn hidden_length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return block_comment(text);
    }
    for prefix in ["br", "cr", "r"] {
        if let Some(length) = text.strip_prefix(prefix).and_then(raw_string) {
            return prefix.len() + length;
        }
    }
    let quoted = text.strip_prefix(['b', 'c']).unwrap_or(text);
    let prefix = text.len() - quoted.len();
    if quoted.starts_with('"') {
        return prefix + escaped_until(quoted, '"');
    }
    if quoted.starts_with('\'') && is_char_literal(quoted) {
        prefix + escaped_until(quoted, '\'')
    } else {
        0
    }
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    let bytes = text.as_bytes();
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of `#"..."#` with any number of `#`.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    let body = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(match body.find(&end) {
        Some(at) => hashes + 1 + at + end.len(),
        None => text.len(),
    })
}

fn escaped_until(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Tells `'a'` and `'\n'` from the lifetime `'a`.
fn is_char_literal(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    matches!(
        (chars.next(), chars.next()),
        (Some('\\'), _) | (Some(_), Some('\''))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_literals_and_comments_and_keeps_lines() {
        let source = "let a = 'x'; // '\nlet b: &'static str = r#\"\"fn\"\"#;\n/* /* */ fn */ let c = '\\'';";
        let masked = mask(source);
        assert_eq!(masked.lines().count(), source.lines().count());
        assert!(!masked.contains("fn") && masked.contains("'static") && masked.contains("let c"));
    }

    #[test]
    fn a_line_for_the_shell_hides_nothing() {
        for head in ["#!/*", "#! /bin/x \"", "\u{feff}#!/*"] {
            let source = format!("{head}\n#[test] fn a() {{}}\nfn main() {{}}");
            let masked = mask(&source);
            assert_eq!(masked.lines().count(), 3);
            assert!(masked.contains("#[test] fn a() {}"), "{head}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}\\[\\]#'\"/*\\\\ r\n]|fn|mod|test|é|.)*") {
            mask(&text);
        }
    }
}
