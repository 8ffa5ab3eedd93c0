// `lines` counts the lines of each file that is named on the command line. The exit
// status is 0 if all were counted, and 1 if a file could not be read.
//
// After a bad file it went on, which is right. But then it forgot that there was one: the
// last line was always `Ok(0)`. Now `status` remembers. And the message stood among the
// counts, where a script would take it for one. Now it goes to `err`.

use std::io::{self, Write};
use std::process::ExitCode;

fn count(name: &str) -> io::Result<usize> {
    Ok(std::fs::read_to_string(name)?.lines().count())
}

fn run(names: &[String], out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    let mut status = 0;
    for name in names {
        match count(name) {
            Ok(lines) => {
                writeln!(out, "{lines} {name}")?;
                status = 0;
            }
            Err(error) => {
                writeln!(err, "lines: {name}: {error}")?;
                status = 1; // and on to the next file: one bad name spoils no count
            }
        }
    }
    Ok(status)
}

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    match run(&names, &mut io::stdout(), &mut io::stderr()) {
        Ok(status) => ExitCode::from(status),
        Err(_) => ExitCode::from(3), // nobody takes what we write
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The status, and what was written to `out` and to `err`.
    fn lines(names: &[&str]) -> (u8, String, String) {
        let folder = tempfile::tempdir().expect("a new folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(path("two"), "sun\nmoon\n").expect("a new file");
        let names: Vec<String> = names.iter().map(|name| path(name)).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = run(&names, &mut out, &mut err).expect("a Vec can be written");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&path(""), "");
        (status, text(&out), text(&err)) // without the name of the folder
    }

    #[test]
    fn all_files_are_counted() {
        let good = (0, "2 two\n2 two\n".to_string(), String::new());
        assert_eq!(lines(&["two", "two"]), good, "status, out and err");
    }

    #[test]
    fn a_missing_file_is_told_in_status_and_err() {
        for names in [["gone", "two"], ["two", "gone"]] {
            let (status, out, err) = lines(&names);
            assert_eq!(out, "2 two\n", "{names:?}: counts only, all we can get");
            assert!(err.starts_with("lines: gone: "), "{names:?}: {err:?}");
            assert_eq!(status, 1, "{names:?}: the script must learn of it");
        }
    }
}
