//! What a report is made of. `facts` goes through the work once; each page's data stand in a file of
//! their own, and [`pages`](crate::class::pages) turns them into HTML.

pub mod document;
pub mod drawings;
pub mod errors;
pub mod exercises;
pub mod facts;
pub mod folder;
pub mod learner;
pub mod map;
pub mod now;
pub mod numbers;
pub mod projector;
pub mod tables;
