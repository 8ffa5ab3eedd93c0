//! What the compiler has told about a program, as a value that the lens takes.

use std::collections::BTreeMap;

use crate::model::ask::NotAsked;
use crate::model::ask::types::KnownType;

/// What the compiler has told about one program. The default knows nothing, as where nobody asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    variables: BTreeMap<usize, VariableFacts>,
}

/// What the compiler has told about a variable. `None` is "not asked, or without an answer", never
/// "no".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariableFacts {
    /// Its type in rustc's words; `ask::type_text` reads them.
    pub ty: Option<String>,
    /// Whether the type is `Copy`.
    pub is_copy: Option<bool>,
    /// Whether the type is `Clone`. All that is `Copy` is `Clone` too.
    pub is_clone: Option<bool>,
}

impl Facts {
    /// The facts about variables, each with the offset in bytes of its name where it's declared.
    pub fn new(variables: impl IntoIterator<Item = (usize, VariableFacts)>) -> Self {
        Self {
            variables: variables.into_iter().collect(),
        }
    }

    /// What is known of the variable whose name is declared at this byte. In an or-pattern, which
    /// has the name in each branch, that's its place in the first.
    pub fn variable_at(&self, byte: usize) -> Option<&VariableFacts> {
        self.variables.get(&byte)
    }
}

impl From<Result<KnownType, NotAsked>> for VariableFacts {
    fn from(found: Result<KnownType, NotAsked>) -> Self {
        found.map_or_else(
            |_| Self::default(),
            |known| Self {
                ty: Some(known.text),
                is_copy: known.is_copy,
                is_clone: known.is_clone,
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_is_not_known() {
        let known = KnownType {
            text: "u8".to_owned(),
            is_copy: Some(true),
            is_clone: None,
        };
        let facts = Facts::new([(4, Ok(known).into()), (9, Err(NotAsked::NoWord).into())]);
        let at = |byte| {
            facts
                .variable_at(byte)
                .and_then(|known| known.ty.as_deref())
        };
        assert_eq!((at(4), at(9), at(5)), (Some("u8"), None, None));
        assert_eq!(facts.variable_at(9), Some(&VariableFacts::default()));
        assert_eq!(Facts::default().variable_at(4), None);
    }
}
