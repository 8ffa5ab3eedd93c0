use std::fs;
use std::io;

// Prints the names of all folders inside the current one.
fn main() -> io::Result<()> {
    for entry in fs::read_dir(".")? {
        if entry?.file_type()?.is_dir() {
            println!("{:?}", entry?.file_name());
        }
    }
    Ok(())
}
