//! Statements for a learning record store: xAPI 1.0.3, one JSON object a line.

use serde_json::{Value, json};

use crate::class::export::Counting;
use crate::class::export::points::Points;
use crate::model::timestamp;

/// Where learners and exercises have their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// The address of the system that knows the learners' ids.
    pub home_page: String,
    /// The time of the statements about grading, in seconds since 1970.
    pub now: u64,
}

/// A statement for each learner of the roster and each exercise that was graded, or claimed. Statements
/// of the same outcome have the same id, so that a store that gets them again keeps them once.
pub fn xapi(points: &Points, course: &str, platform: &Platform) -> String {
    let home = platform.home_page.trim_end_matches('/');
    let parent = format!("{home}/rustlings-like/{}", escaped(course));
    let mut text = String::new();
    for learner in points.learners.iter().filter(|it| it.roster.is_some()) {
        for exercise in &points.exercises {
            let Some(score) = learner.points.get(&exercise.id) else {
                continue;
            };
            let possible = f64::from(exercise.points);
            let scaled = if possible > 0.0 {
                (score.points / possible).clamp(0.0, 1.0)
            } else {
                0.0
            };
            let (verb, word) = match (points.counting, score.passed) {
                (Counting::Verified, true) => ("http://adlnet.gov/expapi/verbs/passed", "passed"),
                (Counting::Verified, false) => ("http://adlnet.gov/expapi/verbs/failed", "failed"),
                (Counting::Claimed, true) => (
                    "http://adlnet.gov/expapi/verbs/completed",
                    "claims to have completed",
                ),
                (Counting::Claimed, false) => (
                    "http://adlnet.gov/expapi/verbs/attempted",
                    "claims to have attempted",
                ),
            };
            let mut result = json!({"completion": score.passed});
            if points.counting == Counting::Verified {
                result["success"] = score.passed.into();
                result["score"] =
                    json!({"scaled": scaled, "raw": score.points, "min": 0, "max": possible});
            } else {
                result["duration"] = format!("PT{}S", score.claimed_seconds).into();
            }
            let claimed_at = score
                .claimed_at
                .filter(|_| points.counting == Counting::Claimed);
            let object = format!("{parent}/{}", escaped(&exercise.name));
            let mut statement = json!({
                "actor": {
                    "objectType": "Agent",
                    "account": {"homePage": platform.home_page, "name": learner.id},
                },
                "verb": {"id": verb, "display": {"en": word}},
                "object": {
                    "objectType": "Activity",
                    "id": object,
                    "definition": {"name": {"en": exercise.name}},
                },
                "result": result,
                "context": {"contextActivities": {"parent": [{"objectType": "Activity", "id": parent}]}},
            });
            statement["id"] = id(&statement).into();
            let time = timestamp::to_rfc3339(claimed_at.unwrap_or(platform.now));
            statement["timestamp"] = time.into();
            text += &format!("{statement}\n");
        }
    }
    text
}

/// An id that follows from what is said: a UUID of version 8.
fn id(statement: &Value) -> String {
    let hash = blake3::hash(statement.to_string().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

/// A name as a part of an address.
fn escaped(name: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    name.bytes()
        .map(|byte| match is_plain(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
