//! Recognises what `explain` gets on standard input: a program, or a compiler's output.

use serde_json::Value;

/// The kind of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExplainInput {
    /// JSON from rustc or cargo. An empty text counts too: rustc says nothing about a program
    /// without errors.
    CompilerJson,
    /// Text for people from rustc or cargo.
    CompilerText,
    /// A Rust program.
    Program,
}

/// Recognises a text by the lines before the first JSON message: cargo's own messages may come
/// first, but no code. A program may contain JSON too, further down.
pub fn classify(text: &str) -> ExplainInput {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let before = lines().take_while(|line| !is_message(line));
    let has_message = lines().any(is_message);
    if lines().next().is_none()
        || (has_message && before.clone().all(|line| !looks_like_code(line)))
    {
        ExplainInput::CompilerJson
    } else if lines().next().is_some_and(is_compiler_text) {
        ExplainInput::CompilerText
    } else {
        ExplainInput::Program
    }
}

/// Whether a line is a JSON message from rustc or cargo.
fn is_message(line: &str) -> bool {
    let object = serde_json::from_str::<Value>(line).ok();
    let is_object = line.trim_start().starts_with('{');
    let has = |key: &str| {
        object
            .as_ref()
            .is_some_and(|object| object.get(key).is_some())
    };
    is_object && (has("reason") || has("$message_type") || (has("message") && has("level")))
}

/// Whether a line looks like Rust: most lines end in punctuation, or start a comment or an
/// attribute.
fn looks_like_code(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(['{', '}', ';', ',', '(', ')', '"']) && !is_compiler_text(line)
        || line.starts_with("//")
        || line.starts_with('#')
}

/// Whether a line looks like the start of rustc's or cargo's text for people.
fn is_compiler_text(line: &str) -> bool {
    const STATUS: [&str; 12] = [
        "Compiling",
        "Checking",
        "Finished",
        "Building",
        "Blocking",
        "Locking",
        "Updating",
        "Adding",
        "Downloading",
        "Downloaded",
        "Fresh",
        "Running",
    ];
    let line = line.trim();
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_level = |level: &str| {
        let rest = line.strip_prefix(level);
        rest.is_some_and(|rest| rest.starts_with(": ") || rest.starts_with("[E"))
    };
    is_level("error") || is_level("warning") || (STATUS.contains(&first) && line.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = r#"{"reason":"build-finished","success":true}"#;
    const BARE: &str = r#"{"message":"m","level":"error","spans":[],"children":[]}"#;

    #[test]
    fn json_is_told_from_a_program() {
        let json = [
            "".to_owned(),
            MESSAGE.to_owned(),
            format!("\n{BARE}\n"),
            format!("   Compiling a v0.1.0 (/a)\nwarning: unused manifest key: x\n{MESSAGE}\n"),
            format!("some wrapper's words\n{MESSAGE}"),
        ];
        for text in json {
            assert_eq!(classify(&text), ExplainInput::CompilerJson, "{text}");
        }
    }

    #[test]
    fn a_program_may_hold_json_and_need_not_compile() {
        let programs = [
            "fn main() {}".to_owned(),
            format!("const A: &str = r#\"\n{MESSAGE}\n\"#;\nfn main() {{}}\n"),
            format!("// a test\nfn main() {{\n let a = r#\"\n{MESSAGE}\n\"# oh;\n}}\n"),
            "fn main( {\n".to_owned(),
            "{\n  let a = 1;\n}\n".to_owned(),
        ];
        for text in programs {
            assert_eq!(classify(&text), ExplainInput::Program, "{text}");
        }
    }

    #[test]
    fn words_for_people_are_neither() {
        let words = [
            "    Checking a v0.1.0 (/a)\nerror[E0382]: borrow of moved value: `a`\n",
            "error[E0382]: borrow of moved value: `a`\n --> src/main.rs:4:16\n",
            "warning: unused variable: `a`\n",
        ];
        for text in words {
            assert_eq!(classify(text), ExplainInput::CompilerText, "{text}");
        }
    }
}
