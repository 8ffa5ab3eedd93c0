use std::fmt;

struct Name(String);

impl fmt::Display for Name {}

fn main() {
    println!("{}", Name(String::from("Ada")));
}
