// A poet keeps each poem in a file and asks how many lines it has.
//
// `unwrap_or_default` threw the error away and went on with an empty string, as if there
// were a poem without lines. An empty file and a missing file aren't the same. `?` passes
// the error on to the caller, who can tell the poet, and only counts what was read.

use std::path::Path;
use std::{fs, io};

fn count_lines(path: &Path) -> io::Result<usize> {
    let poem = fs::read_to_string(path)?; // no poem, no count
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
