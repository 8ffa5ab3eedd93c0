// A poet keeps each poem in a file and asks how many lines it has. `count_lines` reads
// the file and counts. But when a file is missing, it says that the poem has 0 lines.
//
// New here: a `Path` says where a file is. `fs::read_to_string(path)` reads all of it and
// returns a `Result`. `io::Result<usize>` is a short way to write
// `Result<usize, io::Error>`. An `io::Error` says why a file couldn't be read.
//
// Make this true: whoever calls `count_lines` gets the number of lines, or the error that
// came up while reading. The tests try it on real files.

use std::path::Path;
use std::{fs, io};

fn count_lines(path: &Path) -> io::Result<usize> {
    let poem = fs::read_to_string(path).map_err(|_| io::Error::from(io::ErrorKind::NotFound))?;
    Ok(poem.lines().count())
}

fn main() {
    match count_lines(Path::new("no such poem.txt")) {
        Ok(count) => println!("The poem has {count} lines."),
        Err(error) => println!("The poem cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Makes a file with a poem in it, counts, and removes the file again.
    fn count(name: &str, poem: &[u8]) -> io::Result<usize> {
        let file = format!("count_lines_{}_{name}.txt", std::process::id());
        let file = std::env::temp_dir().join(file);
        fs::write(&file, poem)?;
        let answer = count_lines(&file);
        fs::remove_file(&file)?;
        answer
    }

    #[test]
    fn counts_the_lines_of_a_file() {
        let poem = b"snow on snow\nand silence\n";
        assert_eq!(count("two", poem).ok(), Some(2), "the file has two lines");
        assert_eq!(count("none", b"").ok(), Some(0), "an empty file");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_an_error() {
        let missing = std::env::temp_dir().join("count_lines_no_folder/poem.txt");
        let error = count_lines(&missing).map_err(|error| error.kind());
        assert_eq!(error, Err(io::ErrorKind::NotFound), "this file is missing");
        let error = count("bytes", &[200, 255]).map_err(|error| error.kind());
        assert_eq!(error, Err(io::ErrorKind::InvalidData), "this isn't text");
    }
}
