//! Reads types in rustc's words, such as `&'a mut Vec<&str>`, as far as their first characters tell.

/// Whether a type is `&mut`, with or without a lifetime.
pub fn is_mutable_reference(ty: &str) -> bool {
    reference(ty).is_some_and(|(is_mutable, _)| is_mutable)
}

/// Whether a type is `&`, with or without a lifetime, and not `&mut`. A reference to a `&mut` is.
pub fn is_shared_reference(ty: &str) -> bool {
    reference(ty).is_some_and(|(is_mutable, _)| !is_mutable)
}

/// What a reference points to: `Vec<&str>` for `&'a mut Vec<&str>`, `&u8` for `&&u8`,
/// `dyn Fn() + 'a` for `&(dyn Fn() + 'a)`. `None` if the type is no reference.
pub fn referent(ty: &str) -> Option<&str> {
    reference(ty).map(|(_, referent)| referent)
}

/// Numbers, `bool` and `char`.
const SMALL_TYPES: [&str; 16] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32",
    "f64", "bool", "char",
];

/// Whether a type is a number, `bool` or `char`, which are copied in every program.
pub fn is_small(ty: &str) -> bool {
    SMALL_TYPES.contains(&ty)
}

/// A type with its paths cut to their last names, as rustc shows them where none can be mistaken for
/// another: `Vec<String>` for `std::vec::Vec<std::string::String>`. Only for a text in which no two
/// types share a last name.
pub fn display(ty: &str) -> String {
    let mut shown = String::new();
    let mut rest = ty;
    while let Some(first) = rest.chars().next() {
        let length = if is_in_name(first) || first == '\'' {
            let behind = first.len_utf8();
            let name = rest[behind..].find(|c| !is_in_name(c));
            name.map_or(rest.len(), |end| behind + end)
        } else if first == '{' && rest.contains('}') && is_unnamed(rest) {
            rest.find('}').map_or(1, |end| end + 1)
        } else {
            first.len_utf8()
        };
        let (piece, behind) = rest.split_at(length);
        rest = behind;
        let next = behind.strip_prefix("::");
        let is_module = first.is_lowercase() || first == '_';
        let goes_on = next.is_some_and(|next| next.starts_with(is_in_name));
        if let (true, true, Some(next)) = (is_module && !shown.ends_with("::"), goes_on, next) {
            rest = next;
        } else {
            shown.push_str(piece);
        }
    }
    shown
}

/// Whether it's a `&mut`, and what it points to.
fn reference(ty: &str) -> Option<(bool, &str)> {
    let mut rest = ty.strip_prefix('&')?;
    if rest.starts_with('\'') {
        rest = rest.split_once(' ')?.1;
    }
    let unmarked = rest.strip_prefix("mut ");
    let referent = unmarked.unwrap_or(rest);
    Some((unmarked.is_some(), without_parentheses(referent)))
}

/// Parentheses that only hold a type together, as in `&(dyn Fn() + 'a)`, are taken away. Those of
/// a tuple stay.
fn without_parentheses(ty: &str) -> &str {
    let inside = ty.strip_prefix('(').and_then(|ty| ty.strip_suffix(')'));
    match inside {
        Some(inside) if inside.starts_with("dyn ") || inside.starts_with("impl ") => {
            if has_comma_outside_brackets(inside) {
                ty
            } else {
                inside
            }
        }
        _ => ty,
    }
}

fn has_comma_outside_brackets(ty: &str) -> bool {
    let mut depth = 0;
    let mut before = ' ';
    for c in ty.chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            // That of `->` closes nothing.
            '>' if before == '-' => {}
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 0 => return true,
            _ => {}
        }
        before = c;
    }
    false
}

/// Whether the type that begins here is named by its place, as a closure is.
fn is_unnamed(ty: &str) -> bool {
    let name = ty.split('}').next().unwrap_or(ty);
    name.contains('@')
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '#'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_all_else() {
        for (ty, mutable, pointee) in [
            ("&'a mut Vec<&str>", true, "Vec<&str>"),
            ("&mut u8", true, "u8"),
            ("&&T", false, "&T"),
            ("&&mut T", false, "&mut T"),
            ("&'static str", false, "str"),
            ("&'_ [&mut u8]", false, "[&mut u8]"),
            ("&(A, &B)", false, "(A, &B)"),
            ("&(dyn Fn(&str, u8) + 'a)", false, "dyn Fn(&str, u8) + 'a"),
            ("&(dyn Fn(), u8)", false, "(dyn Fn(), u8)"),
            ("&mut (dyn Fn() -> u8 + 'a)", true, "dyn Fn() -> u8 + 'a"),
            ("&dyn Fn(&mut u8)", false, "dyn Fn(&mut u8)"),
            (
                "&mut {closure@a.rs:1:2: 1:3}",
                true,
                "{closure@a.rs:1:2: 1:3}",
            ),
        ] {
            assert_eq!(is_mutable_reference(ty), mutable, "{ty}");
            assert_eq!(is_shared_reference(ty), !mutable, "{ty}");
            assert_eq!(referent(ty), Some(pointee), "{ty}");
        }
        for ty in [
            "u8",
            "(A, &B)",
            "fn(&T) -> U",
            "for<'a> fn(&'a mut str) -> &'a str",
            "Box<dyn Fn(&str) + '_>",
            "Option<&mut u8>",
            "impl Iterator<Item = &mut u8>",
            "*mut u8",
            "{closure@exercises/a.rs:4:13: 4:16}",
            "mut_",
            "",
        ] {
            let is_reference = is_mutable_reference(ty) || is_shared_reference(ty);
            assert!(!is_reference && referent(ty).is_none(), "{ty}");
        }
    }

    #[test]
    fn paths_are_shown_by_their_last_names() {
        for (ty, shown) in [
            ("std::string::String", "String"),
            ("&'a mut Vec<&str>", "&'a mut Vec<&str>"),
            (
                "std::result::Result<std::string::String, std::io::Error>",
                "Result<String, Error>",
            ),
            ("<T as std::iter::Iterator>::Item", "<T as Iterator>::Item"),
            ("fn(a::B) -> u8 {c::d::<e::F>}", "fn(B) -> u8 {d::<F>}"),
            (
                "Box<dyn std::ops::Fn(&str) -> r#mod::X + '_>",
                "Box<dyn Fn(&str) -> X + '_>",
            ),
            (
                "Map<std::slice::Iter<'_, u8>, {closure@exercises/a.rs:4:13: 4:16}>",
                "Map<Iter<'_, u8>, {closure@exercises/a.rs:4:13: 4:16}>",
            ),
            ("impl std::fmt::Debug + 'a", "impl Debug + 'a"),
            ("[u8; 4]", "[u8; 4]"),
            ("größe::Ä", "Ä"),
            ("T::Item", "T::Item"),
            ("a::b", "b"),
            ("", ""),
        ] {
            assert_eq!(display(ty), shown);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_to_its_end(ty in "[&'a-cA-C:<>(){}@,é ]{0,30}") {
            display(&ty);
            referent(&ty);
        }
    }
}
