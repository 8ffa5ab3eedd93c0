//! Makes cargo rebuild the embedded course when a file is added to or removed from it:
//! `include_dir!` tracks the contents of the files it saw, but not new ones.

fn main() {
    for folder in ["exercises", "solutions", "crates", "info.toml"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
