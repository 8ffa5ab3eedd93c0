//! What a label of the compiler says, as one of a few roles.
//!
//! The wording differs between versions, so nothing rests on it alone: codes, primary spans
//! and places come first. A label that is not understood is `Unknown`, and the picture falls
//! back to rustc's own words.

/// The part that a place plays in an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A value moves away here.
    Moved,
    /// A part of a value moves away.
    MovedInPart,
    /// A value moves into a closure.
    MovedIntoClosure,
    /// Moves away as the receiver of a method.
    MovedByMethod,
    /// Moves away as the head of a `for` loop, or in another call that is not written.
    MovedByImplicitCall,
    /// Moves away as an operand.
    MovedByOperator,
    /// Moves away since it's a closure that can be called once, and is called.
    MovedByCall,
    /// Moves away since it's awaited.
    MovedByAwait,
    /// The use in a closure that makes a move or borrow necessary.
    CapturedUse,
    /// Use after a move.
    UsedAfterMove,
    /// Tells a type and why it moves.
    TypeOf,
    /// The head of a loop.
    InsideLoop,
    /// A borrow.
    Borrow,
    /// A borrow that meets itself on the next time round.
    BorrowAgain,
    /// A use of something borrowed.
    UseOfBorrowed,
    /// A move of something borrowed.
    MoveOut,
    /// An assignment to something borrowed.
    Assigned,
    /// Where a variable is declared.
    Declared,
    /// The borrow is needed until here.
    Until,
    /// As `Until`, on the next time round.
    UntilNextRound,
    /// As `Until`, by the drop of the variable that is named.
    UntilDrop,
    /// Something here must live as long as a lifetime.
    Requires,
    /// The borrow of what dies too soon.
    TooShort,
    /// Where it dies.
    Dropped,
    /// A value without a name.
    Temporary,
    /// Where that dies.
    TemporaryDropped,
    /// A destructor needs what is still borrowed.
    DropNeeds,
    /// A closure that may live longer than what it uses.
    MayOutlive,
    /// Returns a reference to what is about to die.
    Returns,
    /// A reference that must not leave the function.
    LocalReference,
    /// Where it leaves.
    Escapes,
    /// A lifetime is declared or given a name.
    Lifetime,
    /// A lifetime is asked for here.
    LifetimeRequired,
    /// What is returned has another lifetime than the signature says.
    WrongLifetime,
    /// A lifetime is missing.
    LifetimeMissing,
    /// A type whose hidden part has a lifetime.
    Hidden,
    /// Read before it has a value.
    Unset,
    /// A path on which it gets none, or some on which it gets one.
    SetInSome,
    /// The first assignment.
    FirstAssigned,
    /// A change that is not allowed.
    NotMutable,
    /// The reference through which it was tried.
    ReadOnlyReference,
    /// The closure that stands in the way.
    InClosure,
    /// Who asks for that closure.
    AsksClosure,
    /// A type lacks an ability.
    Lacks,
    /// The call that asks for it.
    AskedBy,
    /// Types do not fit.
    Mismatch,
    /// Why a type is expected.
    ExpectedBecause,
    /// A proposal that rustc writes as a label.
    Advice,
    /// An empty label.
    Empty,
    /// Not understood.
    Unknown,
}

/// Patterns in the order in which they are tried. `*` stands for anything, `_` for a name in
/// backticks.
const SHAPES: &[(&str, Role)] = &[
    ("help: *", Role::Advice),
    ("* moved into closure here*", Role::MovedIntoClosure),
    ("* moved into coroutine here*", Role::MovedIntoClosure),
    ("value partially moved *", Role::MovedInPart),
    ("* partially moved due to *", Role::MovedInPart),
    ("value moved *", Role::Moved),
    ("data moved *", Role::Moved),
    (
        "_ moved due to this implicit call to *",
        Role::MovedByImplicitCall,
    ),
    ("* moved due to this method call*", Role::MovedByMethod),
    ("* moved due to *operator*", Role::MovedByOperator),
    ("* moved due to this call*", Role::MovedByCall),
    ("* moved due to this await*", Role::MovedByAwait),
    ("* moved due to use in *", Role::CapturedUse),
    ("* occurs due to use *", Role::CapturedUse),
    ("_ is moved here*", Role::CapturedUse),
    ("...and here", Role::Moved),
    ("value * here after *", Role::UsedAfterMove),
    ("move occurs because *", Role::TypeOf),
    ("inside of this loop", Role::InsideLoop),
    (
        "_ was mutably borrowed here in the previous *",
        Role::BorrowAgain,
    ),
    (
        "closures are constructed here in different iterations *",
        Role::BorrowAgain,
    ),
    ("*closure is constructed here*", Role::Borrow),
    ("*construction occurs here*", Role::Borrow),
    ("borrow later captured here by *", Role::Until),
    ("*borrow * iteration of loop", Role::UntilNextRound),
    (
        "*borrow might be used here*when _ is dropped *",
        Role::UntilDrop,
    ),
    ("*borrow might be used here*", Role::UntilDrop),
    ("*borrow later *", Role::Until),
    ("*borrow *occurs here*", Role::Borrow),
    ("borrow of _ occurs here*", Role::Borrow),
    ("_ is borrowed here*", Role::Borrow),
    ("* is constructed here*", Role::Borrow),
    ("use of borrowed _*", Role::UseOfBorrowed),
    ("use of _ occurs here*", Role::UseOfBorrowed),
    ("move out of _ occurs here*", Role::MoveOut),
    ("_ is assigned to here *", Role::Assigned),
    ("assignment to borrowed _*", Role::Assigned),
    ("binding declared here but *", Role::Declared),
    ("*declared here*", Role::Declared),
    ("not mutable", Role::Declared),
    ("this _ cannot be *", Role::Declared),
    ("captured outer variable", Role::Declared),
    ("* requires that *", Role::Requires),
    ("*does not live long enough*", Role::TooShort),
    ("borrowed value only lives until here", Role::Dropped),
    ("*temporary value *dropped here*", Role::TemporaryDropped),
    ("_ dropped here*", Role::Dropped),
    ("here, drop of * needs *", Role::DropNeeds),
    ("end of enclosing function is here", Role::Dropped),
    (
        "thread-local variables cannot be borrowed *",
        Role::TooShort,
    ),
    ("*temporary*which is freed *", Role::Temporary),
    ("temporary value created here", Role::Temporary),
    (
        "a temporary with access to the borrow is created here*",
        Role::Temporary,
    ),
    ("temporary value is freed *", Role::TemporaryDropped),
    ("may outlive borrowed value *", Role::MayOutlive),
    ("*data owned by the current function", Role::Returns),
    ("*data owned by the current closure", Role::Returns),
    ("* escapes the * body here", Role::Escapes),
    ("reference escapes *", Role::Escapes),
    ("* only valid in the * body", Role::LocalReference),
    ("*declared here, outside of *", Role::Declared),
    ("let's call *", Role::Lifetime),
    ("lifetime * defined here*", Role::Lifetime),
    ("*has type _", Role::Lifetime),
    ("lifetime _ appears in the type of _", Role::Lifetime),
    ("return type *is _", Role::Lifetime),
    ("lifetime _ required", Role::LifetimeRequired),
    (
        "*was supposed to return data with lifetime *",
        Role::WrongLifetime,
    ),
    ("*does not outlive*", Role::WrongLifetime),
    ("expected named lifetime *", Role::LifetimeMissing),
    ("expected * lifetime *", Role::LifetimeMissing),
    ("opaque type defined here", Role::Hidden),
    ("hidden type _ captures *", Role::Lifetime),
    ("* used here but it * initialized", Role::Unset),
    ("* used here but it is possibly-uninitialized", Role::Unset),
    ("use of *possibly-uninitialized _", Role::Unset),
    (
        "*binding initialized here in some conditions",
        Role::SetInSome,
    ),
    ("* is not initialized*", Role::SetInSome),
    ("*might be missing here, initializing *", Role::SetInSome),
    ("* partially assigned here but it *", Role::Unset),
    ("* assigned here but it *", Role::Unset),
    ("first assignment to _", Role::FirstAssigned),
    ("cannot assign*", Role::NotMutable),
    ("cannot borrow as mutable", Role::NotMutable),
    ("cannot borrow *", Role::NotMutable),
    ("cannot move out of *", Role::Moved),
    ("cannot mutably borrow *", Role::NotMutable),
    ("* cannot be written*", Role::ReadOnlyReference),
    ("* cannot be borrowed as mutable", Role::ReadOnlyReference),
    ("this iterator yields * references", Role::ReadOnlyReference),
    ("calling _ requires mutable binding *", Role::CapturedUse),
    ("captured by this *", Role::InClosure),
    ("in this closure", Role::InClosure),
    ("change this to accept *", Role::AsksClosure),
    ("change this to return *", Role::AsksClosure),
    ("expects _ instead of _", Role::AsksClosure),
    ("consider changing *", Role::Advice),
    ("consider *", Role::Advice),
    ("* cannot be * between threads safely", Role::Lacks),
    ("within this *", Role::InClosure),
    ("required by a bound *", Role::AskedBy),
    ("required by this formatting parameter", Role::AskedBy),
    ("future *is not _*", Role::Lacks),
    ("cannot use the _ operator *", Role::Lacks),
    ("this function should return *", Role::ExpectedBecause),
    ("this function returns *", Role::ExpectedBecause),
    ("this * should return *", Role::ExpectedBecause),
    ("expected _ because of this", Role::ExpectedBecause),
    (
        "this can't be annotated with _ because *",
        Role::ExpectedBecause,
    ),
    ("use _ to *", Role::Lacks),
    ("* is not implemented for _*", Role::Lacks),
    ("unsatisfied trait bound*", Role::Lacks),
    ("_ cannot be formatted *", Role::Lacks),
    ("_ is not an iterator*", Role::Lacks),
    ("the trait *", Role::Lacks),
    ("no implementation for *", Role::Lacks),
    ("doesn't have a size *", Role::Lacks),
    ("value of type * cannot be *", Role::Lacks),
    ("*slice indices are of type *", Role::Lacks),
    ("expected * because *", Role::ExpectedBecause),
    ("expected due to *", Role::ExpectedBecause),
    ("expected *", Role::Mismatch),
    ("types differ in mutability", Role::Mismatch),
    ("implicitly returns *", Role::ExpectedBecause),
    ("arguments to this *", Role::AskedBy),
    ("this expression has type *", Role::ExpectedBecause),
    ("this is found to be of type *", Role::ExpectedBecause),
    ("_ and _ have incompatible types", Role::ExpectedBecause),
    ("_ arms have incompatible types", Role::ExpectedBecause),
    ("this argument *", Role::AskedBy),
    ("required by *", Role::AskedBy),
];

/// The role of a label. `None` and the empty text are `Empty`.
pub fn role(label: Option<&str>) -> Role {
    let label = label.unwrap_or("");
    if label.is_empty() {
        return Role::Empty;
    }
    let shape = shape(label);
    let found = SHAPES.iter().find(|(pattern, _)| fits(pattern, &shape));
    found.map_or(Role::Unknown, |(_, role)| *role)
}

/// A label with `_` for each name in backticks.
fn shape(label: &str) -> String {
    let mut shape = String::new();
    for (index, part) in label.split('`').enumerate() {
        match index % 2 {
            0 => shape.push_str(part),
            _ => shape.push('_'),
        }
    }
    shape
}

/// Whether a message or label has this shape: `*` stands for anything, `_` for a name in backticks.
pub fn has_shape(text: &str, pattern: &str) -> bool {
    fits(pattern, &shape(text))
}

/// The names that stand in backticks.
pub fn names(label: &str) -> Vec<&str> {
    label.split('`').skip(1).step_by(2).collect()
}

/// Whether a text fits a pattern with `*` for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(head) else {
        return false;
    };
    let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    starts.into_iter().any(|at| fits(tail, &rest[at..]))
}

#[cfg(test)]
#[allow(clippy::print_stdout, reason = "the shares are what a test reports")]
mod tests {
    use super::*;
    use crate::lens::codes;
    use crate::model::diagnostic::Diagnostic;

    #[test]
    fn labels_have_roles() {
        let cases = [
            (
                "value moved here, in previous iteration of loop",
                Role::Moved,
            ),
            (
                "value borrowed here after partial move",
                Role::UsedAfterMove,
            ),
            ("`word` moved due to this method call", Role::MovedByMethod),
            ("immutable borrow later used here", Role::Until),
            (
                "first borrow used here, in later iteration of loop",
                Role::UntilNextRound,
            ),
            ("second mutable borrow occurs here", Role::Borrow),
            (
                "borrow might be used here, when `b` is dropped and runs the `Drop` code for type `B`",
                Role::UntilDrop,
            ),
            (
                "argument requires that `total` is borrowed for `'1`",
                Role::Requires,
            ),
            ("`x` dropped here while still borrowed", Role::Dropped),
            ("expected `&String`, found `String`", Role::Mismatch),
            ("something quite new", Role::Unknown),
            ("", Role::Empty),
        ];
        for (label, expected) in cases {
            assert_eq!(role(Some(label)), expected, "{label}");
        }
    }

    /// Of each compiler's labels on errors that the lens is for, at least 95 in 100 must be
    /// understood. A new version that falls below has new wordings: add them to `SHAPES`.
    /// `--nocapture` shows the shares.
    #[test]
    fn labels_of_all_versions_are_understood() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens_versions");
        let mut versions = 0;
        for file in std::fs::read_dir(folder).expect("captured").flatten() {
            let text = std::fs::read_to_string(file.path()).expect("readable");
            let diagnostics = crate::model::rustc_json::parse(&text).diagnostics;
            // An older compiler does not get to the borrows of every program.
            let is_meant = |d: &&Diagnostic| codes::entry_for(d).is_some();
            let spans = diagnostics.iter().filter(is_meant).flat_map(|d| &d.spans);
            let labels: Vec<&str> = spans
                .filter_map(|s| s.label.as_deref())
                .filter(|l| !l.is_empty())
                .collect();
            let unknown: Vec<&str> = labels
                .iter()
                .copied()
                .filter(|l| role(Some(l)) == Role::Unknown)
                .collect();
            let (known, all) = (labels.len() - unknown.len(), labels.len());
            assert!(all > 300, "only {all} labels");
            let path = file.path();
            let name = path.file_stem().expect("a version").display();
            println!(
                "rustc {name}: {known} of {all} labels, {:.1} %, not {unknown:#?}",
                known as f64 * 100.0 / all as f64
            );
            assert!(
                known * 100 >= all * 95,
                "{name}: {known} of {all}, not {unknown:#?}"
            );
            versions += 1;
        }
        assert!(versions >= 5, "captured versions");
    }

    #[test]
    fn names_stand_in_backticks() {
        assert_eq!(names("`a` is `&B`, so"), ["a", "&B"]);
    }
}
