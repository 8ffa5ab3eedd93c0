//! Progress as text: readable JSON with a schema name.

use serde::{Deserialize, Serialize};

use crate::model::progress::Progress;

const SCHEMA_PREFIX: &str = "rustlings-like/progress/v";
const VERSION: u32 = 1;

/// Why a progress file can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// A later version of this program wrote it, so we must leave it alone. Its schema.
    Newer(String),
    /// It isn't a progress file, or only a part of one. The reason.
    Damaged(String),
}

#[derive(Serialize)]
struct ProgressFile<'a> {
    schema: String,
    #[serde(flatten)]
    progress: &'a Progress,
}

#[derive(Deserialize)]
struct SchemaHeader {
    schema: String,
}

/// The text of the file.
pub fn to_text(progress: &Progress) -> String {
    let written = ProgressFile {
        schema: format!("{SCHEMA_PREFIX}{VERSION}"),
        progress,
    };
    // Maps with text keys and plain values always serialise.
    let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads a progress file's text.
///
/// # Errors
/// See [`ReadError`].
pub fn from_text(text: &str) -> Result<Progress, ReadError> {
    let damaged = |error: serde_json::Error| ReadError::Damaged(error.to_string());
    let header: SchemaHeader = serde_json::from_str(text).map_err(damaged)?;
    let version = header.schema.strip_prefix(SCHEMA_PREFIX);
    match version.and_then(|v| v.parse::<u32>().ok()) {
        Some(VERSION) => {
            let mut progress: Progress = serde_json::from_str(text).map_err(damaged)?;
            progress.other.remove("schema");
            Ok(progress)
        }
        Some(version) if version > VERSION => Err(ReadError::Newer(header.schema)),
        _ => Err(ReadError::Damaged(format!(
            "unknown schema {:?}",
            header.schema
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::progress::ProgressChange;

    #[test]
    fn survives_a_round_trip_with_keys_of_later_versions() {
        let text = r#"{"schema":"rustlings-like/progress/v1","current":"a","streak":4,
            "exercises":{"a":{"attempts":2,"codes_met":{"E0382":1},"mood":"fine"}}}"#;
        let mut progress = from_text(text).expect("valid");
        progress.apply(&ProgressChange::Current { name: "b".into() });
        let again = from_text(&to_text(&progress)).expect("valid");
        assert_eq!(again, progress);
        assert!(to_text(&again).contains("\"streak\": 4") && to_text(&again).contains("mood"));
    }

    #[test]
    fn tells_newer_from_damaged() {
        let newer = r#"{"schema":"rustlings-like/progress/v9"}"#;
        assert!(matches!(from_text(newer), Err(ReadError::Newer(_))));
        for text in [
            "",
            "{",
            "[]",
            r#"{"schema":"x"}"#,
            r#"{"schema":"rustlings-like/progress/v1","exercises":3}"#,
        ] {
            assert!(
                matches!(from_text(text), Err(ReadError::Damaged(_))),
                "{text}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn every_cut_of_a_file_is_damaged_and_never_panics(at in 0usize..120) {
            let whole = to_text(&Progress { current: Some("x".repeat(80)), ..Progress::default() });
            if let Some(cut) = whole.get(..at) {
                proptest::prop_assert!(from_text(cut).is_err());
            }
        }
    }
}
