//! What the compiler says about the type of a value that moves.

use crate::lens::case::Case;
use crate::lens::labels::{self, Role};
use crate::model::ask::type_text;

/// What moves, and its type, in the compiler's words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MovedType<'a> {
    /// The place, such as `loan.title`. The compiler doesn't name one for a part of an enum.
    pub place: Option<&'a str>,
    /// Its type.
    pub of_type: Option<&'a str>,
}

/// Reads ``move occurs because `v` has type `Vec<i32>`, which does not implement the `Copy` trait``,
/// which is a label or a note.
pub fn moved_type<'a>(case: &Case<'a>) -> MovedType<'a> {
    let diagnostic = case.diagnostic;
    let labels = diagnostic.spans.iter().filter_map(|s| s.label.as_deref());
    let notes = diagnostic.children.iter().map(|note| note.message.as_str());
    let mut all = labels.chain(notes);
    let said = all.find(|text| {
        let text = text.strip_prefix("partial ").unwrap_or(text);
        labels::role(Some(text)) == Role::TypeOf
    });
    let names = said.map(labels::names).unwrap_or_default();
    // The last name is `Copy`.
    match names.as_slice() {
        [place, of_type, _] => MovedType {
            place: Some(place),
            of_type: Some(of_type),
        },
        [of_type, _] => MovedType {
            place: None,
            of_type: Some(of_type),
        },
        _ => MovedType::default(),
    }
}

/// A type in a sentence: "the `String`", "the closure", or "the value" if its name is no help.
pub fn thing(of_type: Option<&str>) -> String {
    match of_type {
        Some(told) if told.starts_with("{closure") => "the closure".to_owned(),
        Some(told) if told.starts_with("{async") => "the future".to_owned(),
        Some(told) if told.starts_with('{') => "the value".to_owned(),
        Some(told) if type_text::is_mutable_reference(told) => "the `&mut` reference".to_owned(),
        // Within a trait, it's a type that nobody knows yet.
        Some("Self") => "the value".to_owned(),
        Some(told) if is_short(told) => format!("the `{told}`"),
        _ => "the value".to_owned(),
    }
}

/// Whether a type is worth its place in a sentence. One letter is a type parameter.
fn is_short(told: &str) -> bool {
    (2..=32).contains(&told.chars().count())
}

/// A type without what's between `<>`: `Vec` of `Vec<u8>`, `&mut` and `&` of any reference.
pub fn kind(of_type: Option<&str>) -> &str {
    let told = of_type.unwrap_or("");
    if type_text::is_mutable_reference(told) {
        return "&mut";
    }
    if type_text::is_shared_reference(told) {
        return "&";
    }
    let path = told.split('<').next().unwrap_or(told);
    path.rsplit("::").next().unwrap_or(path)
}

/// What's between `<>` in a type of this kind: `String` of `Rc<String>`.
pub fn argument_of<'a>(told: &'a str, of_kind: &str) -> Option<&'a str> {
    let (path, rest) = told.split_once('<')?;
    let is_kind = path.rsplit("::").next() == Some(of_kind);
    rest.strip_suffix('>').filter(|_| is_kind)
}
