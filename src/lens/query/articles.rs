//! Types in sentences: with their articles, and without rustc's own signs.

/// "an `i32`", "a `String`": a type's name with its article.
pub fn a(name: &str) -> String {
    match name {
        "{integer}" => "an integer".to_owned(),
        "{float}" => "a floating-point number".to_owned(),
        "&{integer}" | "&{float}" => format!("a reference to {}", a(&name[1..])),
        _ => format!("{} `{name}`", article(name)),
    }
}

/// "`String`", or "an integer" for the `{integer}` of a number whose type isn't settled.
pub fn shown(name: &str) -> String {
    match name {
        _ if is_unsettled(name) => a(name),
        _ => format!("`{name}`"),
    }
}

/// "is of type `u8`", or "is an integer" for a number whose type isn't settled.
pub fn is(name: &str) -> String {
    match name {
        _ if is_unsettled(name) => format!("is {}", a(name)),
        _ => format!("is of type `{name}`"),
    }
}

/// "`u8`", or "integers" for numbers whose type isn't settled.
pub fn plural(name: &str) -> String {
    match name {
        "{integer}" => "integers".to_owned(),
        "{float}" => "floating-point numbers".to_owned(),
        "&{integer}" | "&{float}" => format!("references to {}", plural(&name[1..])),
        _ => format!("`{name}`"),
    }
}

/// Whether it's rustc's sign for a number, or a reference to one, whose type isn't settled.
pub fn is_unsettled(name: &str) -> bool {
    matches!(
        name.strip_prefix('&').unwrap_or(name),
        "{integer}" | "{float}"
    )
}

/// Which article a type's name has when it's read out. Nobody says the sign of a reference or of
/// an array as a vowel.
fn article(name: &str) -> &'static str {
    let is_spelled = matches!(name, "f32" | "f64" | "Rc");
    // "a unit", "a user", "a `u32`", but "an update".
    let lower = name.to_lowercase();
    let is_you = lower.starts_with("us") || lower.starts_with("uni") || lower.starts_with("uu");
    let is_number = matches!(name, "u8" | "u16" | "u32" | "u64" | "u128");
    let is_vowel = name.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    if is_spelled || name.starts_with("Rc<") || is_vowel && !is_you && !is_number {
        "an"
    } else {
        "a"
    }
}

/// A trait as a sentence names it, and what has to be added about its argument: of
/// `From<{integer}>`, "`From<T>`" and " with an integer as `T`".
pub fn bound(name: &str) -> (String, String) {
    for unsettled in ["{integer}", "{float}"] {
        if let Some(of) = name.strip_suffix(&format!("<{unsettled}>")) {
            return (
                format!("`{of}<T>`"),
                format!(" with {} as `T`", a(unsettled)),
            );
        }
    }
    (format!("`{name}`"), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_those_that_are_spoken() {
        for name in [
            "i32",
            "isize",
            "Option<u8>",
            "f64",
            "Rc<u8>",
            "impl Fn()",
            "Update",
        ] {
            assert_eq!(a(name), format!("an `{name}`"));
        }
        for name in [
            "u8", "usize", "&str", "()", "[i32; 3]", "String", "User", "bool", "Unit",
        ] {
            assert_eq!(a(name), format!("a `{name}`"));
        }
        assert_eq!(a("{integer}"), "an integer");
        assert_eq!(shown("{float}"), "a floating-point number");
        assert_eq!(is("{integer}"), "is an integer");
        assert_eq!(is("u8"), "is of type `u8`");
        assert_eq!(shown("&{float}"), "a reference to a floating-point number");
        assert_eq!(plural("&{integer}"), "references to integers");
        assert_eq!(plural("u8"), "`u8`");
    }

    #[test]
    fn a_trait_of_unsettled_numbers_is_told_in_words() {
        let (name, with) = bound("From<{integer}>");
        assert_eq!(format!("{name}{with}"), "`From<T>` with an integer as `T`");
        assert_eq!(bound("Display").0, "`Display`");
    }
}
