// Quiz. A lighthouse reads from a file how often it flashes: "every 12" means every 12
// seconds. The file has other lines too. Some of the errors aren't handled yet.
//
// Make this true:
// - `read_config` returns the seconds, or a `ConfigError`: the file can't be read, or no
//   line begins with "every ", or what comes after that isn't a number.
// - Each `ConfigError` has a text for people. For `Missing` it's "no such line".
//
// New here: `option.ok_or(error)` makes a `Result`: `Ok(value)` from `Some(value)`, and
// `Err(error)` from `None`. `map_err` replaces one error with another.

use std::path::Path;
use std::{fmt, fs, io};

enum ConfigError {
    File(io::Error),
    Missing,
    NotANumber,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ConfigError::File(error) => write!(f, "bad file: {error}"),
            ConfigError::Missing => write!(f, "no such line"),
            ConfigError::NotANumber => write!(f, "not a number"),
        }
    }
}

// What comes after "every " in the first line that begins with it.
fn seconds(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("every "))
}

fn read_config(path: &Path) -> Result<u32, ConfigError> {
    let text = fs::read_to_string(path).unwrap();
    let number = seconds(&text).unwrap();
    number.parse().map_err(|_| ConfigError::NotANumber) // in place of the other error
}

fn main() {
    if let Err(error) = read_config(Path::new("no such light.txt")) {
        println!("{error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_seconds_or_says_what_was_wrong() {
        let file = format!("quiz_read_config_{}.txt", std::process::id());
        let file = std::env::temp_dir().join(file);
        let missing = read_config(&file.with_extension("missing"));
        let texts = ["colour red\nevery 12\n", "colour red\n", "every night\n"];
        let read = texts.map(|text| {
            fs::write(&file, text).expect("a new file");
            read_config(&file).map_err(|error| error.to_string())
        });
        fs::remove_file(&file).expect("the file can go");
        assert_eq!(read[0], Ok(12), "a good file");
        assert_eq!(read[1], Err("no such line".to_string()), "no `every`");
        assert_eq!(read[2], Err("not a number".to_string()), "`night`");
        let gone = io::ErrorKind::NotFound;
        let kept = matches!(missing, Err(ConfigError::File(e)) if e.kind() == gone);
        assert!(kept, "a missing file: `File` with the io error");
    }
}
