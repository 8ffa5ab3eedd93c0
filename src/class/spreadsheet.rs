//! Text in tables that a spreadsheet will open.

use std::borrow::Cow;

/// The text as a cell. Spreadsheets compute cells that begin like a formula, so those begin with an
/// apostrophe here.
pub fn cell(text: &str) -> Cow<'_, str> {
    match starts_formula(text) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// Whether a spreadsheet would compute a cell instead of showing it.
fn starts_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert!(starts_formula(text), "{text:?}");
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert!(!starts_formula("two_writers") && !starts_formula(""));
        assert_eq!(cell("two_writers"), "two_writers");
    }
}
