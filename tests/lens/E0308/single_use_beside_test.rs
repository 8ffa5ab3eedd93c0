use std::num::ParseIntError;

fn pages(label: &str) -> Result<u32, ParseIntError> {
    label.trim().parse()
}

fn lines(text: &str) -> u32 {
    text.lines().count() as u32
}

fn main() {
    assert_eq!(pages(" 12"), Ok("twelve"));
    println!("{:?}", pages("12"));
    let none: usize = lines("");
    let two: usize = lines("a\nb");
    println!("{none} {two} {}", lines("a"));
}

#[cfg(test)]
mod tests {
    #[test]
    fn labels_are_read() {
        assert!(super::pages("x").is_err());
    }
}
