//! Values to begin with, by type.

use crate::lens::case::Case;
use crate::model::ask::type_text;
use crate::rust::Binding;

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// A value that a variable may begin with. `None` if its type isn't known, or is none of the
/// simple ones.
pub fn sample(case: &Case, binding: &Binding) -> Option<String> {
    let told = match case.type_of(binding) {
        Some(told) => told,
        None => case.written(binding.annotation.filter(|_| binding.is_whole)?),
    };
    of_type(&type_text::display(told))
}

fn of_type(told: &str) -> Option<String> {
    let text = match told {
        _ if INTEGERS.contains(&told) => "0",
        "f32" | "f64" => "0.0",
        "bool" => "false",
        "char" => "' '",
        "String" => "String::new()",
        "&str" | "&'static str" => "\"\"",
        _ if told.starts_with("Option<") => "None",
        _ if told.starts_with("Vec<") => "Vec::new()",
        _ => return of_parts(told),
    };
    Some(text.to_owned())
}

/// Arrays and pairs.
fn of_parts(told: &str) -> Option<String> {
    if let Some(inner) = told
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let (of, length) = inner.rsplit_once("; ")?;
        let is_copied = INTEGERS.contains(&of) || matches!(of, "f32" | "f64" | "bool" | "char");
        return is_copied
            .then(|| of_type(of))
            .flatten()
            .map(|one| format!("[{one}; {length}]"));
    }
    let inner = told.strip_prefix('(')?.strip_suffix(')')?;
    let (first, second) = inner.split_once(", ")?;
    let is_pair = !first.contains(['<', '(', '[']) && !second.contains(", ");
    let (first, second) = (of_type(first)?, of_type(second)?);
    is_pair.then(|| format!("({first}, {second})"))
}

#[cfg(test)]
mod tests {
    use super::of_type;

    #[test]
    fn values_fit_their_types() {
        let cases = [
            ("u8", Some("0")),
            ("Option<Vec<u8>>", Some("None")),
            ("[f64; 3]", Some("[0.0; 3]")),
            ("[String; 3]", None),
            ("(i32, bool)", Some("(0, false)")),
            ("(i32, bool, u8)", None),
            ("&[u8]", None),
            ("Map<u8, bool>", None),
        ];
        for (told, wanted) in cases {
            assert_eq!(of_type(told).as_deref(), wanted, "{told}");
        }
    }
}
