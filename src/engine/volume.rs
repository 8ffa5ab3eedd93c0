//! What can be done on the file system that a folder lies on.

use std::io;
use std::path::Path;

/// Whether programs in this folder may be run, as far as the system tells.
pub fn may_run_programs(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        let found = rustix::fs::statvfs(folder);
        let flags = found.map(|found| found.f_flag);
        flags.map_or(true, |flags| {
            !flags.contains(rustix::fs::StatVfsMountFlags::NOEXEC)
        })
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = folder;
        true
    }
}

/// The error of a folder in which programs may not be run. Of the kind `Unsupported`, which
/// no folder has that cannot be written.
pub fn no_programs(folder: &Path) -> io::Error {
    let message = format!(
        "programs cannot be run in {}, since its file system is mounted `noexec`",
        folder.display()
    );
    io::Error::new(io::ErrorKind::Unsupported, message)
}

/// How many bytes may still be written in this folder, if the system tells.
pub fn free_space(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let found = rustix::fs::statvfs(folder).ok()?;
        Some(found.f_bavail.saturating_mul(found.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
