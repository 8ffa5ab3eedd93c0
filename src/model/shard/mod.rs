//! Exercises that are compiled together: which may be, and the crate that holds them.
//!
//! Each file becomes a module of one crate by `include!`. That is only sound for files that
//! say nothing about their crate or its root, and that cannot tell that they are in a module:
//! `may_share` refuses whatever it is not sure about, which only costs time.

mod levels;
mod main_place;
mod programs;
mod roots;
mod sharing;
mod symbols;

pub use levels::split_levels;
pub use main_place::{MainPlace, main_place, without_tests};
pub use programs::{may_wait, needs_rustc, reads_start};
pub use roots::{
    INSTANTIATIONS, MAIN_TEST, Member, ROOT_ONLY, VARIABLE, WITHOUT_MAIN, has_trace, is_twin,
    items_for_mains, items_for_tests, module, of_main_alone, root_of_file, root_of_mains,
    root_of_tests, twin_path, variables_for_main, with_instantiations,
};
pub use sharing::{may_be_inline_module, may_be_root, may_name_thread, may_share};
pub use symbols::{Symbols, symbols};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::{Edition, Source};

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}#!:;(),]|\\[|\\]|mod |super|crate|fn main|allow|#\\[cfg\\(test\\)\\] mod|é|\")*") {
            let source = Source::new(text, Edition::E2024);
            may_share(&source);
            main_place(&source, true);
            without_tests(&source);
            split_levels(&source);
        }
    }
}
