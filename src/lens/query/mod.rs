//! Questions about a program that several codes ask, answered from its tree, its names, the
//! compiler's labels and its answers. Where none of these tells, there's no answer.

pub mod advice;
pub mod articles;
pub mod asked;
pub mod borrower;
pub mod callee;
pub mod calls_of;
pub mod change;
pub mod concrete;
pub mod ends;
pub mod errors;
pub mod expectation;
pub mod facts;
pub mod fields;
pub mod goal;
pub mod items;
pub mod labelled;
pub mod lacking;
pub mod lifetimes;
pub mod lines;
pub mod moved_type;
pub mod mutability;
pub mod odd_name;
pub mod own_types;
pub mod places;
pub mod pointing;
pub mod results;
pub mod rewrite;
pub mod self_borrow;
pub mod statements;
pub mod test_code;
pub mod thread_safety;
pub mod threads;
pub mod trait_object;
