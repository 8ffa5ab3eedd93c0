//! What the compiler answered about a program, as values.

use std::collections::HashMap;

/// What is known of a program's variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    variables: HashMap<usize, VariableFacts>,
}

/// What is known of one variable. What was not asked, or has no answer, is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariableFacts {
    /// Its type in the compiler's words.
    pub ty: Option<String>,
    /// Whether its type is `Copy`.
    pub is_copy: Option<bool>,
    /// Whether its type is `Clone`.
    pub is_clone: Option<bool>,
}

impl Facts {
    /// Facts about variables, each with the byte where its name begins in its declaration.
    pub fn new(variables: impl IntoIterator<Item = (usize, VariableFacts)>) -> Self {
        Self {
            variables: variables.into_iter().collect(),
        }
    }

    /// What is known of the variable whose name begins at this byte in its declaration.
    pub fn variable_at(&self, byte: usize) -> Option<&VariableFacts> {
        self.variables.get(&byte)
    }
}
