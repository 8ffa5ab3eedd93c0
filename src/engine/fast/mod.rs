//! What makes checks quick, and changes no verdict. There are two floors.
//!
//! Below the check are helpers for a single compile, which know nothing of exercises: [`linker`],
//! [`incremental`] and [`instantiations`]. Without them everything is compiled as usual, and that
//! is what we do whenever one of them is in the way.
//!
//! Above the check is [`check_together`], which compiles many exercises with few compiles. `verify`
//! calls it, it calls the stages of the check, and the check never calls it. `--no-batch` leaves it
//! out. It only reports what is beyond doubt; `verify` checks everything else alone.

pub mod incremental;
pub mod instantiations;
pub mod linker;
mod together;

pub use together::check_together;
