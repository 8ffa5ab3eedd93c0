//! Recognises which program an `info.toml` is for.

use toml::{Table, Value};

/// The program that an `info.toml` is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestKind {
    /// Ours, or so broken that reading it as ours gives a better message.
    Ours,
    /// Rustlings before version 6.
    RustlingsV5,
    /// Another program. The text says what the file has, worded to follow "info.toml".
    Other(String),
}

/// Recognises a manifest by its text.
pub fn of(text: &str) -> ManifestKind {
    // If it's invalid TOML, reading it says where.
    let Ok(table) = text.parse::<Table>() else {
        return ManifestKind::Ours;
    };
    match table.get("exercises") {
        Some(Value::Array(entries)) => of_entries(&table, entries),
        Some(_) => ManifestKind::Other(
            "has `exercises` as a single value instead of [[exercises]] tables".to_owned(),
        ),
        None => of_other_keys(&table),
    }
}

fn of_entries(table: &Table, entries: &[Value]) -> ManifestKind {
    let has = |entry: &Value, key: &str| entry.get(key).is_some();
    let is_v5 = |entry: &Value| has(entry, "path") || has(entry, "mode");
    if table.contains_key("format_version") {
        ManifestKind::Ours
    } else if entries.iter().any(is_v5) {
        ManifestKind::RustlingsV5
    } else if let Some(entry) = entries.iter().find(|entry| !has(entry, "name")) {
        let keys = entry.as_table().map_or_else(String::new, quoted_keys);
        ManifestKind::Other(if keys.is_empty() {
            "has [[exercises]] that aren't tables with a `name`".to_owned()
        } else {
            format!("has [[exercises]] with {keys} but without a `name`")
        })
    } else {
        ManifestKind::Ours
    }
}

/// Without `exercises`, looks for another key that may list them.
fn of_other_keys(table: &Table) -> ManifestKind {
    let is_list = |value: &Value| match value {
        Value::Array(entries) => entries.first().is_some_and(Value::is_table),
        _ => false,
    };
    let lists: Vec<String> = table
        .iter()
        .filter(|(_, value)| is_list(value))
        .map(|(key, _)| format!("[[{}]]", shown(key)))
        .collect();
    let of_cargo = ["package", "workspace"];
    let of_cargo = of_cargo.into_iter().find(|key| table.contains_key(*key));
    if let Some(key) =
        of_cargo.filter(|_| lists.is_empty() && !table.contains_key("format_version"))
    {
        ManifestKind::Other(format!(
            "has [{key}], which is for a Cargo.toml, and no [[exercises]]"
        ))
    } else if lists.is_empty() {
        ManifestKind::Ours
    } else {
        ManifestKind::Other(format!(
            "lists {} instead of [[exercises]]",
            shortened(&lists).join(", ")
        ))
    }
}

fn quoted_keys(table: &Table) -> String {
    let keys: Vec<String> = table
        .keys()
        .map(|key| format!("`{}`", shown(key)))
        .collect();
    shortened(&keys).join(", ")
}

/// The first few names.
fn shortened(names: &[String]) -> &[String] {
    names.get(..4).unwrap_or(names)
}

/// A key as we show it. In the file, it may have any length.
fn shown(key: &str) -> String {
    match key.char_indices().nth(40) {
        Some((end, _)) => format!("{}...", &key[..end]),
        None => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_whose_manifest_it_is() {
        let other = |words: &str| ManifestKind::Other(words.to_owned());
        for (text, kind) in [
            (
                "format_version = 1\n[[exercises]]\nname = \"a\"\npath = \"x.rs\"",
                ManifestKind::Ours,
            ),
            ("[[exercises]]\nname = \"a\"", ManifestKind::Ours),
            ("", ManifestKind::Ours),
            ("[[exercises]\n", ManifestKind::Ours),
            (
                "[package]\nname = \"a\"",
                other("has [package], which is for a Cargo.toml, and no [[exercises]]"),
            ),
            ("format_version = 1\n[package]\n", ManifestKind::Ours),
            (
                "[[exercises]]\nname = \"a\"\npath = \"a.rs\"",
                ManifestKind::RustlingsV5,
            ),
            (
                "[[exercises]]\nname = \"a\"\nmode = \"test\"",
                ManifestKind::RustlingsV5,
            ),
            (
                "[[exercises]]\nid = 1\nfile = \"a.rs\"",
                other("has [[exercises]] with `file`, `id` but without a `name`"),
            ),
            (
                "exercises = [1]",
                other("has [[exercises]] that aren't tables with a `name`"),
            ),
            (
                "[exercises.a]\nfile = \"a.rs\"",
                other("has `exercises` as a single value instead of [[exercises]] tables"),
            ),
            (
                "title = \"x\"\n[[lesson]]\nname = \"a\"\n",
                other("lists [[lesson]] instead of [[exercises]]"),
            ),
        ] {
            assert_eq!(of(text), kind, "{text}");
        }
    }
}
