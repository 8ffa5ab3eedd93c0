//! Removing folders that programs have written to: however deep, and whatever their modes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many more bytes than the folder's own a path in it may have before its folder is moved up.
/// Far from the longest path that systems take, since one more name may follow.
const LONG_PATH: usize = 500;

/// Removes a folder with all that's in it.
///
/// # Errors
/// Something can't be removed, even after all that can be done about it.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            flatten(folder);
            fs::remove_dir_all(folder)
        }
        result => result,
    }
}

/// Makes all folders readable, and moves the deep ones to the top.
fn flatten(top: &Path) {
    let mut moved = 0_usize;
    let mut folders: Vec<PathBuf> = vec![top.to_owned()];
    while let Some(mut folder) = folders.pop() {
        open(&folder);
        if folder.as_os_str().len() > top.as_os_str().len() + LONG_PATH {
            let higher = top.join(format!("rustlings-like-moved-{moved}"));
            moved += 1;
            if fs::rename(&folder, &higher).is_err() {
                continue;
            }
            folder = higher;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            // Not of what a link leads to.
            if entry.file_type().is_ok_and(|it| it.is_dir()) {
                folders.push(entry.path());
            }
        }
    }
}

#[cfg(unix)]
fn open(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
}

#[cfg(not(unix))]
fn open(_folder: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::DirBuilderExt;

    #[test]
    fn deep_and_locked_folders_go_away() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = parent.path().join("it");
        fs::create_dir(&folder).expect("a folder");
        // Deeper than a path can be, one piece at a time.
        for piece in 0..40 {
            let inner = folder.join(format!("{piece}")).join("d/".repeat(100));
            fs::create_dir_all(inner).expect("folders");
        }
        for piece in (1..40).rev() {
            let to = folder.join(format!("{}", piece - 1)).join("d/".repeat(100));
            let from = folder.join(format!("{piece}"));
            fs::rename(from, to.join("next")).expect("moved");
        }
        let mut builder = fs::DirBuilder::new();
        builder.mode(0o300);
        builder.create(folder.join("locked")).expect("a folder");
        fs::write(folder.join("locked/file"), "x").expect("a file");
        remove_folder(&folder).expect("it's removed");
        assert!(!folder.exists());
        assert!(remove_folder(&folder).is_err());
    }
}
