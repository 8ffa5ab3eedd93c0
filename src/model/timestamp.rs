//! Times as reports and the journal have them: RFC 3339, in UTC, in whole seconds.

use std::time::{Duration, UNIX_EPOCH};

use humantime::{format_rfc3339_seconds, parse_rfc3339};

/// The last second that RFC 3339 can express. A clock may be wrong by any amount.
const LAST_SECOND: u64 = 253_402_300_799;

/// How many seconds a day has.
const DAY: u64 = 24 * 60 * 60;

/// Writes seconds since 1970 as `2026-11-30T19:24:41Z`.
pub fn to_rfc3339(seconds: u64) -> String {
    let time = UNIX_EPOCH + Duration::from_secs(seconds.min(LAST_SECOND));
    format_rfc3339_seconds(time).to_string()
}

/// Reads a time in UTC, as seconds since 1970. `None` if it's something else.
pub fn from_rfc3339(text: &str) -> Option<u64> {
    let time = parse_rfc3339(text).ok()?;
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

/// The day in UTC that a second belongs to, in days since 1970.
pub fn day_of(seconds: u64) -> u64 {
    seconds / DAY
}

/// The date of a day, as `2026-11-30`.
pub fn date(day: u64) -> String {
    let mut text = to_rfc3339(day.saturating_mul(DAY));
    text.truncate("2026-11-30".len());
    text
}

/// The weekday of a day, in three letters.
pub fn weekday(day: u64) -> &'static str {
    match day % 7 {
        0 => "Thu",
        1 => "Fri",
        2 => "Sat",
        3 => "Sun",
        4 => "Mon",
        5 => "Tue",
        _ => "Wed",
    }
}

/// Seconds since 1970, in JSON as RFC 3339.
pub mod as_rfc3339 {
    use std::borrow::Cow;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes a time.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(seconds: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::to_rfc3339(*seconds))
    }

    /// Reads a time.
    ///
    /// # Errors
    /// It's something else.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        super::from_rfc3339(&text).ok_or_else(|| D::Error::custom("not a time in UTC"))
    }
}

/// The same for a time that may be missing.
pub mod as_optional_rfc3339 {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Time(#[serde(with = "super::as_rfc3339")] u64);

    /// Writes a time, or null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(time: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
        time.map(Time).serialize(serializer)
    }

    /// Reads a time, or null.
    ///
    /// # Errors
    /// It's something else.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<u64>, D::Error> {
        Ok(Option::<Time>::deserialize(deserializer)?.map(|time| time.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_survive_a_round_trip_and_have_a_day() {
        let seconds = from_rfc3339("2026-11-30T19:24:41Z").expect("a time");
        assert_eq!(to_rfc3339(seconds), "2026-11-30T19:24:41Z");
        let day = day_of(seconds);
        assert_eq!((date(day).as_str(), weekday(day)), ("2026-11-30", "Mon"));
        assert_eq!((date(0).as_str(), weekday(0)), ("1970-01-01", "Thu"));
        assert_eq!(to_rfc3339(u64::MAX), "9999-12-31T23:59:59Z");
        assert_eq!(date(u64::MAX), "9999-12-31");
        for text in ["", "yesterday", "2026-11-30", "1969-12-31T23:59:59Z"] {
            assert_eq!(from_rfc3339(text), None, "{text}");
        }
    }
}
