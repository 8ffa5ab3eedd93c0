//! The compiler's messages about one exercise in cargo's format (`--message-format=json`), which
//! rust-analyzer and others read.
//!
//! The format is described in "External Tools" in The Cargo Book.

use std::path::Path;

use serde_json::{Value, json};

/// The exercise that was compiled.
#[derive(Debug, Clone, Copy)]
pub struct CompiledExercise<'a> {
    /// The course's folder, which the compiler's file names are relative to.
    pub root: &'a Path,
    /// The exercise's name.
    pub name: &'a str,
    /// The path of its file below the course's folder.
    pub path: &'a str,
    /// The edition.
    pub edition: &'a str,
}

impl CompiledExercise<'_> {
    /// Converts the messages in a compiler's output, one for each line. Also returns whether one
    /// is an error. Paths are absolute, since the reader resolves others in a different folder.
    ///
    /// Each exercise counts as its own package, so a reader replaces the messages about this
    /// exercise and keeps those about others.
    pub fn messages(&self, stderr: &str) -> (Vec<String>, bool) {
        let mut has_error = false;
        let mut lines = Vec::new();
        for line in stderr.lines() {
            let Ok(mut message) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let level = message.get("level").and_then(Value::as_str);
            let Some(level) = level else {
                continue;
            };
            has_error |= level.starts_with("error");
            self.name_whole_paths(&mut message);
            lines.push(self.wrapped(&message).to_string());
        }
        (lines, has_error)
    }

    /// The last message, which says that the build has finished.
    pub fn end(has_error: bool) -> String {
        json!({"reason": "build-finished", "success": !has_error}).to_string()
    }

    fn wrapped(&self, message: &Value) -> Value {
        let root = self.root.to_string_lossy();
        json!({
            "reason": "compiler-message",
            "package_id": format!("path+file://{root}#{}@0.0.0", self.name),
            "target": {
                "kind": ["bin"],
                "crate_types": ["bin"],
                "name": self.name,
                "src_path": self.whole_path(self.path),
                "edition": self.edition,
                "doc": true,
                "doctest": false,
                "test": true,
            },
            "message": message,
        })
    }

    fn whole_path(&self, path: &str) -> String {
        let whole: std::path::PathBuf = self.root.join(path).components().collect();
        whole.to_string_lossy().into_owned()
    }

    /// Makes all paths in spans absolute. Names like `<...>` aren't files.
    fn name_whole_paths(&self, value: &mut Value) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    match value {
                        Value::String(path) if key == "file_name" && !path.starts_with('<') => {
                            *path = self.whole_path(path);
                        }
                        _ => self.name_whole_paths(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|v| self.name_whole_paths(v)),
            _ => {}
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn wraps_messages_and_names_whole_paths() {
        let compiled = CompiledExercise {
            root: Path::new("/course"),
            name: "a",
            path: "exercises/a.rs",
            edition: "2024",
        };
        let line = r#"{"message":"m","level":"error","spans":[{"file_name":"exercises/a.rs","expansion":{"span":{"file_name":"<anon>"}}}],"children":[{"spans":[{"file_name":"/rustc/x.rs"}]}]}"#;
        let artifact = r#"{"$message_type":"artifact","artifact":"x"}"#;
        let (lines, has_error) = compiled.messages(&format!("{artifact}\nwords\n{line}\n"));
        assert!(has_error);
        let [line] = lines.as_slice() else {
            panic!("one message: {lines:?}");
        };
        let message: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(message["target"]["src_path"], "/course/exercises/a.rs");
        let message = &message["message"];
        let span = &message["spans"][0];
        assert_eq!(span["file_name"], "/course/exercises/a.rs");
        assert_eq!(span["expansion"]["span"]["file_name"], "<anon>");
        assert_eq!(
            message["children"][0]["spans"][0]["file_name"],
            "/rustc/x.rs"
        );
    }
}
