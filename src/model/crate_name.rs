//! Names of crates.

/// A crate's name in a source, from its name in a manifest.
pub fn source_name(name: &str) -> String {
    name.replace('-', "_")
}
