//! Braces in a file's tokens, and blanks in its text.

/// Where the brace is that closes a block whose inside begins here.
pub(super) fn block_end(tokens: &[&str], inside: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(inside) {
        match *token {
            "{" => depth += 1,
            "}" if depth == 0 => return Some(at),
            "}" => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How many braces are open before a token; `None` if more were closed.
pub(super) fn depth_at(tokens: &[&str], at: usize) -> Option<usize> {
    tokens[..at]
        .iter()
        .try_fold(0_usize, |depth, token| match *token {
            "{" => Some(depth + 1),
            "}" => depth.checked_sub(1),
            _ => Some(depth),
        })
}

/// A text with blanks from one of its pieces to another.
pub(super) fn blanked(source: &str, first: &str, last: &str) -> String {
    let at = |token: &str| token.as_ptr() as usize - source.as_ptr() as usize;
    let (start, end) = (at(first), at(last) + last.len());
    let blank = |c: char| if "\r\n".contains(c) { c } else { ' ' };
    let blanks: String = source[start..end].chars().map(blank).collect();
    format!("{}{blanks}{}", &source[..start], &source[end..])
}
