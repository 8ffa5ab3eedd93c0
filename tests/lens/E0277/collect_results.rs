// A line of numbers is read. Any of them may be no number at all.

use std::num::ParseIntError;

fn seconds(line: &str) -> Result<u32, ParseIntError> {
    let parts: Vec<u32> = line
        .split(':')
        .map(|part| part.trim().parse::<u32>())
        .collect();
    Ok(parts.iter().fold(0, |sum, part| sum * 60 + part))
}

fn initials(names: &[&str]) -> String {
    let letters: Vec<char> = names.iter().map(|name| name.chars().next()).collect();
    letters.iter().collect()
}

fn main() {
    println!("{:?} {}", seconds("1: 2:30"), initials(&["Ada", ""]));
}
