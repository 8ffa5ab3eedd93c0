//! Questions about a program that several codes ask, answered from its tree, its names, the
//! compiler's labels and its answers. Where none of these tells, there's no answer.

pub mod borrower;
pub mod callee;
pub mod lines;
pub mod mutability;
pub mod places;
pub mod statements;
pub mod test_code;
