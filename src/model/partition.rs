//! Divides a course into parts, one for each job of a CI matrix.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Part `part` of `of` parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Partition {
    /// How the exercises are divided.
    pub kind: Division,
    /// The number of this part, from 1.
    pub part: u32,
    /// The number of parts.
    pub of: u32,
}

/// How exercises are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// By name alone: an exercise stays in its part whatever else is added or selected.
    Hash,
    /// In turns, so that the parts have the same size.
    Slice,
}

impl Partition {
    /// Whether the selected exercise at `index` (from 0), called `name`, is in this part.
    pub fn holds(self, index: usize, name: &str) -> bool {
        let of = u64::from(self.of);
        let turn = match self.kind {
            Division::Hash => fnv1a(name.as_bytes()) % of,
            Division::Slice => index as u64 % of,
        };
        turn == u64::from(self.part - 1)
    }
}

/// FNV-1a with 64 bits. Never change it: all versions must divide a course the same way.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

impl FromStr for Partition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} doesn't have the form hash:M/N or slice:M/N");
        let (kind, numbers) = text.split_once(':').ok_or_else(wrong)?;
        let (part, of) = numbers.split_once('/').ok_or_else(wrong)?;
        let partition = Self {
            kind: match kind {
                "hash" => Division::Hash,
                "slice" => Division::Slice,
                _ => return Err(wrong()),
            },
            part: part.parse().map_err(|_| wrong())?,
            of: of.parse().map_err(|_| wrong())?,
        };
        if (1..=partition.of).contains(&partition.part) {
            Ok(partition)
        } else {
            Err(format!("{text:?}: M must be from 1 to N"))
        }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Division::Hash => "hash",
            Division::Slice => "slice",
        };
        write!(f, "{kind}:{}/{}", self.part, self.of)
    }
}

impl TryFrom<String> for Partition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Partition> for String {
    fn from(partition: Partition) -> Self {
        partition.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published test vectors of FNV-1a; they hold the division over versions.
    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn every_exercise_is_in_exactly_one_part() {
        for kind in ["hash", "slice"] {
            // Also into more parts than there are exercises.
            for of in [1, 2, 3, 4, 7, 16, 31, 64, 100] {
                for index in 0..50 {
                    let name = format!("exercise{index}");
                    let parts = (1..=of).filter(|part| {
                        let text = format!("{kind}:{part}/{of}");
                        text.parse::<Partition>().unwrap().holds(index, &name)
                    });
                    assert_eq!(parts.count(), 1, "{kind} {name} {of}");
                }
            }
        }
    }

    #[test]
    fn parts_that_do_not_exist_are_refused() {
        for text in [
            "",
            "hash",
            "hash:1",
            "hash:0/2",
            "hash:3/2",
            "x:1/2",
            "slice:a/b",
            "hash:0/0",
        ] {
            assert!(text.parse::<Partition>().is_err(), "{text}");
        }
    }
}
