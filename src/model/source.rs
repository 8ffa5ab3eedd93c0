//! What can be told from a source text without a compiler: its tests, whether `main` does
//! something, and attributes that change how it must be built.
//!
//! This is a scanner, not a parser. Where macros hide something it errs on the careful side:
//! an unseen test is not required, an odd `main` counts as doing something.

/// What the scanner saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Paths of the tests that run by default, such as `tests::adds`.
    pub tests: Vec<String>,
    /// Whether there is any test, also an ignored or conditional one.
    pub has_tests: bool,
    /// Whether `main` exists and is more than an empty body.
    pub main_does_something: bool,
    /// Whether it brings its own allocator, which must be linked statically.
    pub global_allocator: bool,
}

/// Scans a source text.
pub fn outline(source: &str) -> Outline {
    let masked = mask(source);
    let mut scan = Scan::new(tokens(&masked));
    scan.run();
    Outline {
        has_tests: scan.any_test,
        tests: scan.tests,
        main_does_something: scan.main_does_something,
        global_allocator: masked.contains("global_allocator"),
    }
}

/// The tokens of a source: words, literals, and every other character by itself. Comments
/// are no tokens.
pub fn tokens_with_literals(source: &str) -> Vec<&str> {
    let tokens = tokens_with_places(source).into_iter();
    tokens.map(|(_, token)| token).collect()
}

/// The same, each with the byte at which it begins.
pub fn tokens_with_places(source: &str) -> Vec<(usize, &str)> {
    let is_comment = |token: &str| token.starts_with("//") || token.starts_with("/*");
    let pieces = pieces(source).into_iter();
    pieces.filter(|(_, piece)| !is_comment(piece)).collect()
}

/// The comments that begin with `//`, each with the byte at which it begins. What looks like
/// one inside a literal or a `/* */` isn't.
pub fn line_comments(source: &str) -> Vec<(usize, &str)> {
    let pieces = pieces(source).into_iter();
    pieces
        .filter(|(_, piece)| piece.starts_with("//"))
        .collect()
}

/// Tokens and comments, each with the byte at which it begins.
fn pieces(source: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut rest = without_head(source);
    while let Some(c) = rest.chars().next() {
        let hidden = hidden_length(rest);
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let length = match (hidden, word) {
            (0, Some(0)) => c.len_utf8(),
            (0, word) => word.unwrap_or(rest.len()),
            (hidden, _) => hidden,
        };
        let (piece, behind) = rest.split_at(length);
        if !is_space(c) {
            pieces.push((source.len() - rest.len(), piece));
        }
        rest = behind.trim_start();
    }
    pieces
}

/// Without what the compiler leaves out at the beginning of a file: the mark of its encoding,
/// and a first line for the shell, which may look like anything, a comment's begin as well.
fn without_head(source: &str) -> &str {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    match starts_for_shell(text) {
        true => text.find('\n').map_or("", |end| &text[end..]).trim_start(),
        false => text.trim_start(),
    }
}

/// Whether the first line of a text may be one for the shell.
pub fn starts_for_shell(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.starts_with("#!") && !text.starts_with("#![")
}

/// What is a space to the compiler and not to the standard library.
fn is_space(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}')
}

/// Whether a source names one of these crates: in a path such as `tokio::time`, or in a
/// `use` or `extern crate` of its own.
pub fn names_crate(source: &str, crates: &[String]) -> bool {
    let masked = mask(source);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut before = "";
    let mut rest = masked.as_str();
    while let Some(start) = rest.find(is_word) {
        let (_, word_on) = rest.split_at(start);
        let end = word_on.find(|c| !is_word(c)).unwrap_or(word_on.len());
        let (word, behind) = word_on.split_at(end);
        let in_path = behind.trim_start().starts_with("::");
        let imported = matches!(before, "use" | "crate");
        if (in_path || imported) && crates.iter().any(|name| name == word) {
            return true;
        }
        before = word;
        rest = behind;
    }
    false
}

/// The lines of the function with this path, such as `tests::adds`, from the one with its
/// name to the one where its body ends, without their common indent. `masked` is the masked
/// source.
pub fn function_text(source: &str, masked: &str, path: &str) -> Option<String> {
    let name = path.rsplit("::").next().filter(|name| !name.is_empty())?;
    let names_it = |line: &str| {
        let behind = line.split_once(&format!("fn {name}")).map(|(_, b)| b);
        behind.is_some_and(|b| b.trim_start().starts_with(['(', '<']))
    };
    let first = masked.lines().position(names_it)?;
    let mut depth = 0_i64;
    let mut begun = false;
    let ends_here = |line: &str| {
        for c in line.chars() {
            depth += i64::from(c == '{') - i64::from(c == '}');
            begun |= c == '{';
        }
        begun && depth <= 0
    };
    let length = masked.lines().skip(first).position(ends_here)? + 1;
    let lines: Vec<&str> = source.lines().skip(first).take(length).collect();
    let indent = lines.first()?.chars().take_while(|c| *c == ' ').count();
    let prefix = " ".repeat(indent);
    let outdented = lines.iter().map(|l| l.strip_prefix(&prefix).unwrap_or(l));
    Some(outdented.collect::<Vec<_>>().join("\n"))
}

/// Whether a program may read its own standard input: it mentions `stdin`, and not only as the
/// method that gives one to a process it starts.
pub fn mentions_stdin(source: &str) -> bool {
    let tokens = tokens_with_literals(source);
    let before = std::iter::once("").chain(tokens.iter().copied());
    tokens
        .iter()
        .zip(before)
        .any(|(token, before)| *token == "stdin" && before != ".")
}

/// Replaces comments and the insides of literals by spaces. Line breaks stay, so that lines
/// of the result are lines of the source.
pub fn mask(source: &str) -> String {
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
    match quoted.starts_with('\'') && is_char_literal(quoted) {
        true => prefix + escaped_until(quoted, '\''),
        false => 0,
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

/// Identifiers, and every other character that is no space by itself.
fn tokens(masked: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = masked.trim_start();
    while let Some(c) = rest.chars().next() {
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (token, behind) = rest.split_at(word.max(if word == 0 { c.len_utf8() } else { 0 }));
        tokens.push(token);
        rest = behind.trim_start();
    }
    tokens
}

struct Scan<'a> {
    tokens: Vec<&'a str>,
    at: usize,
    /// Open braces; a module's brace carries its name.
    open: Vec<Option<&'a str>>,
    /// What the attributes before the next item say.
    attributes: Attributes,
    /// Depth of the outermost module that is compiled conditionally.
    conditional: Option<usize>,
    tests: Vec<String>,
    any_test: bool,
    main_does_something: bool,
}

#[derive(Default)]
struct Attributes {
    test: bool,
    ignored: bool,
    conditional: bool,
}

impl<'a> Scan<'a> {
    fn new(tokens: Vec<&'a str>) -> Self {
        Self {
            tokens,
            at: 0,
            open: Vec::new(),
            attributes: Attributes::default(),
            conditional: None,
            tests: Vec::new(),
            any_test: false,
            main_does_something: false,
        }
    }

    fn token(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.at + ahead).copied().unwrap_or("")
    }

    fn run(&mut self) {
        while self.at < self.tokens.len() {
            match self.token(0) {
                "#" if self.token(1) == "[" => self.attribute(),
                "mod" if self.token(2) == "{" => self.module(),
                "fn" => self.function(),
                "{" => self.open.push(None),
                "}" => self.close(),
                ";" => self.attributes = Attributes::default(),
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Leaves `at` on the closing bracket.
    fn attribute(&mut self) {
        self.at += 2;
        let start = self.at;
        let mut depth = 1;
        while self.at < self.tokens.len() {
            match self.token(0) {
                "[" => depth += 1,
                "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            self.at += 1;
        }
        let words = &self.tokens[start..self.at.min(self.tokens.len())];
        let path: Vec<&str> = words.iter().copied().take_while(|w| *w != "(").collect();
        match path.last() {
            Some(&"test") => self.attributes.test = true,
            Some(&"ignore") => self.attributes.ignored = true,
            Some(&"cfg") if words != ["cfg", "(", "test", ")"] => {
                self.attributes.conditional = true;
            }
            _ if path.contains(&"ignore") => self.attributes.ignored = true,
            _ => {}
        }
    }

    fn module(&mut self) {
        let name = self.token(1);
        self.at += 2;
        if self.attributes.conditional && self.conditional.is_none() {
            self.conditional = Some(self.open.len());
        }
        self.open.push(Some(name));
        self.attributes = Attributes::default();
    }

    fn function(&mut self) {
        let name = self.token(1);
        let attributes = std::mem::take(&mut self.attributes);
        if attributes.test {
            self.any_test = true;
            if !attributes.ignored && !attributes.conditional && self.conditional.is_none() {
                self.tests.push(self.path_of(name));
            }
        }
        if name == "main" && self.open.is_empty() {
            self.main_does_something =
                self.tokens[self.at..].get(2..6) != Some(&["(", ")", "{", "}"]);
        }
    }

    fn path_of(&self, name: &str) -> String {
        let mut path: Vec<&str> = self.open.iter().copied().flatten().collect();
        path.push(name);
        path.join("::")
    }

    fn close(&mut self) {
        self.open.pop();
        if self
            .conditional
            .is_some_and(|depth| self.open.len() <= depth)
        {
            self.conditional = None;
        }
        self.attributes = Attributes::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_tests_by_path() {
        let found = outline(
            "#[test] fn top() {}
             #[cfg(test)] mod tests { use super::*;
               #[test] #[should_panic(expected = \"fn x\")] fn a() { let s = \"}\"; }
               #[test] #[ignore = \"later\"] fn b() {}
               mod deep { #[test] fn c() -> Result<(), String> { Ok(()) } }
               #[cfg(windows)] #[test] fn d() {}
               fn helper() {} }
             #[cfg(never)] mod more { #[test] fn e() {} }
             // #[test] fn commented() {}
             fn main() { /* nothing */ }",
        );
        assert_eq!(found.tests, ["top", "tests::a", "tests::deep::c"]);
        assert!(found.has_tests && !found.main_does_something);
    }

    #[test]
    fn finds_the_text_of_a_function() {
        let source = "// fn b() {}\nmod t {\n    fn bb() {}\n    #[test]\n    fn b() {\n        let s = \"}\";\n    }\n}\n";
        let masked = mask(source);
        let text = function_text(source, &masked, "t::b");
        assert_eq!(text.as_deref(), Some("fn b() {\n    let s = \"}\";\n}"));
        assert_eq!(function_text(source, &masked, "t::c"), None);
        assert_eq!(function_text(source, &masked, ""), None);
    }

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
            assert_eq!(outline(&source).tests, ["a"], "{head}");
            assert_eq!(mask(&source).lines().count(), 3);
            assert_eq!(tokens_with_literals(&source).first(), Some(&"#"));
        }
        assert_eq!(
            tokens_with_places("#![a]\n\u{200e}b // c"),
            [(0, "#"), (1, "!"), (2, "["), (3, "a"), (4, "]"), (9, "b")]
        );
    }

    #[test]
    fn a_main_with_a_body_does_something() {
        assert!(outline("fn main() { go(); }").main_does_something);
        assert!(outline("fn main() -> Result<(), E> { Ok(()) }").main_does_something);
        assert!(!outline("fn domain() { x() }").main_does_something);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}\\[\\]#'\"/*\\\\ r\n]|fn|mod|test|é|.)*") {
            outline(&text);
            function_text(&text, &mask(&text), "t::test");
        }
    }
}
