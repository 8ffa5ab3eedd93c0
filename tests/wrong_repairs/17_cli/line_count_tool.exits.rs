// `lines` counts the lines of each file that is named on the command line. Scripts start
// it, too. A script reads no messages: it looks at the exit status, a small number.
//   0   everything was counted
//   1   a file could not be read; all the others were counted
//
// New here: `main` may return an `ExitCode`. `ExitCode::from` makes one from a `u8`.
// A program writes what it found to one place, here `out`, and what went wrong to
// another, here `err`. So a list of counts stays free of messages. In `main` they are
// stdout and stderr. In the tests each is a `Vec<u8>`, which has the trait `Write`, too.
//
// Make this true: `run` keeps these promises, also for a file that cannot be read.

use std::io::{self, Write};
use std::process::ExitCode;

fn count(name: &str) -> io::Result<usize> {
    Ok(std::fs::read_to_string(name)?.lines().count())
}

fn run(names: &[String], out: &mut impl Write, err: &mut impl Write) -> io::Result<u8> {
    for name in names {
        match count(name) {
            Ok(lines) => writeln!(out, "{lines} {name}")?,
            Err(error) => {
                writeln!(err, "lines: {name}: {error}")?;
                std::process::exit(1);
            }
        }
    }
    Ok(0)
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
