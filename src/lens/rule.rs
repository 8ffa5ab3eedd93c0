//! What errors are about, in the order in which a learner meets it.

/// The rule that an error breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A value has one owner.
    OneOwner,
    /// Only a variable that's declared with `mut` changes.
    Mutability,
    /// A variable is used only once it has a value.
    Initialization,
    /// Many readers or one writer.
    ReadersOrWriter,
    /// No reference outlives its data.
    NoDangling,
    /// One thread at a time.
    Threads,
    /// Types have to fit.
    Types,
    /// A name must be known where it's used.
    Names,
    /// A type must have what's asked of it: a method, a field, an operator, a trait.
    Abilities,
    /// A definition must be whole and must not contradict another, and its uses must agree with
    /// it.
    Definitions,
    /// A pattern must fit its value, and a `match` must handle every value.
    Patterns,
    /// `break`, `continue` and `return` need something that they can leave.
    ControlFlow,
    /// What's private stays inside its module.
    Privacy,
    /// What the compiler can't check needs `unsafe`.
    Unsafe,
    /// A slip of the pen that keeps the program from being read.
    Syntax,
}

impl Rule {
    /// Whether it's one of the rules of ownership, borrowing and lifetimes, or of variables that
    /// change. Their errors are drawn even if only a part of them is understood.
    pub fn is_about_ownership(self) -> bool {
        matches!(
            self,
            Self::OneOwner
                | Self::Mutability
                | Self::Initialization
                | Self::ReadersOrWriter
                | Self::NoDangling
                | Self::Threads
        )
    }
}
