//! Recognises files that editors and systems leave behind: backups, swap files, locks.

/// Endings of backups and temporary files: from vim, Emacs, Kate, JetBrains, rustfmt and patch,
/// and by convention.
const ENDS: [&str; 14] = [
    "~",
    ".swp",
    ".swo",
    ".swx",
    ".orig",
    ".rej",
    ".bak",
    ".bk",
    ".old",
    ".tmp",
    ".kate-swp",
    "___jb_tmp___",
    "___jb_old___",
    ".crswap",
];

/// Files that file managers write.
const NAMES: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// Whether a path below the course's root isn't an author's file: it's hidden, in a hidden
/// folder, or left behind by an editor.
pub fn is_leftover(path: &str) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    let name = path.rsplit('/').next().unwrap_or(path);
    // Vim writes a file with such a name to see whether it can: 4913, 5036, ...
    let is_probe = !name.is_empty() && name.chars().all(|c| c.is_ascii_digit());
    // Emacs saves to `#x.rs#`.
    let is_autosave = name.len() > 2 && name.starts_with('#') && name.ends_with('#');
    is_hidden
        || is_probe
        || is_autosave
        || NAMES.contains(&name)
        || ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_is_told_from_exercises() {
        for name in [
            ".#x.rs",
            "x.rs~",
            ".x.rs.swp",
            "#x.rs#",
            "x.rs.orig",
            "4913",
            "x.rs.bak",
            ".DS_Store",
            ".idea/workspace.xml",
            "x.rs.rej",
            ".x.rs.un~",
            "x.rs___jb_tmp___",
            ".nfs0001",
        ] {
            assert!(is_leftover(&format!("exercises/01/{name}")), "{name}");
        }
        for name in ["x.rs", "swp.rs", "x_orig.rs", "4913.rs", "data.txt", "#.rs"] {
            assert!(!is_leftover(&format!("exercises/01/{name}")), "{name}");
        }
    }
}
