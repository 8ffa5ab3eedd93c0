use std::fs;
use std::io;

fn store(note: Vec<u8>, name: &str) -> io::Result<()> {
    let file = std::env::temp_dir().join(name);
    fs::write(note, &file)
}

fn main() {
    println!("{:?}", store(vec![1, 2], "note.bin"));
}
