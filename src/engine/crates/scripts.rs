//! Finds build scripts that are running.
//!
//! Cargo writes `invoked.timestamp` into a script's folder before it starts the script, and gives
//! `output` the same time when the script has ended. If a version of cargo works differently, we
//! find nothing.
//!
//! Source: `build_work` in cargo's `core/compiler/custom_build.rs`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The running scripts: since when, and a name to show. A script from before `since` belongs to
/// a build that was cut short.
pub fn find_running(target: &Path, since: SystemTime) -> Vec<(SystemTime, String)> {
    // With `--target`, scripts run in the target's folder.
    let below = entries(target).into_iter();
    let folders = below.flat_map(|folder| [folder.join("build"), folder.join("debug/build")]);
    let scripts = folders.flat_map(|folder| entries(&folder));
    scripts
        .filter_map(|script| {
            let begun = modified(&script.join("invoked.timestamp"))?;
            let has_ended = modified(&script.join("output")).is_some_and(|ended| ended >= begun);
            let is_at_work = begun >= since && !has_ended;
            is_at_work.then_some(begun).zip(name(&script))
        })
        .collect()
}

/// The name to show: `serde-0123456789abcdef` belongs to serde.
fn name(script: &Path) -> Option<String> {
    let (package, _) = script.file_name()?.to_str()?.rsplit_once('-')?;
    Some(format!("{package} (its build script)"))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_script_is_at_work_until_its_output_is_as_old() {
        let dir = tempfile::tempdir().expect("temp");
        let since = SystemTime::now() - Duration::from_secs(60);
        let write = |path: &str, time: SystemTime| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            let file = fs::File::create(path);
            file.and_then(|file| file.set_modified(time))
                .expect("a file");
        };
        let second = Duration::from_secs(1);
        write("debug/build/left-1/invoked.timestamp", since - second);
        write(
            "debug/build/libsqlite3-sys-2/invoked.timestamp",
            since + second,
        );
        write("debug/build/libsqlite3-sys-2/output", since - second);
        write("other/debug/build/done-3/invoked.timestamp", since + second);
        write("other/debug/build/done-3/output", since + second);
        write("debug/build/built-4/build-script-build", since + second);
        let names: Vec<String> = find_running(dir.path(), since)
            .into_iter()
            .map(|it| it.1)
            .collect();
        assert_eq!(names, ["libsqlite3-sys (its build script)"]);
    }
}
