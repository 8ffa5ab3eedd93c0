//! What `rust-toolchain.toml` says.

/// The path of a toolchain that the file names, if it names one by its path.
pub fn path(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    let path = table.get("toolchain")?.get("path")?;
    Some(
        path.as_str()
            .map_or_else(|| path.to_string(), str::to_owned),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_is_a_path() {
        for text in [
            "[toolchain]\npath = \"../evil\"\n",
            "toolchain.path = '../evil'",
            "toolchain = { channel = \"stable\", path = \"../evil\" }\n",
        ] {
            assert_eq!(path(text).as_deref(), Some("../evil"), "{text}");
        }
        for text in [
            "",
            "1.90.0\n",
            "[toolchain]\nchannel = \"path\"\n",
            "path = \"../evil\"\n",
        ] {
            assert_eq!(path(text), None, "{text}");
        }
    }
}
