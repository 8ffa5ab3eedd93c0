pub fn parse(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}

fn main() {
    let empty: u8 = parse("");
    println!("{empty}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::IntErrorKind;

    #[test]
    fn an_empty_text_is_no_number() {
        let empty = IntErrorKind::Empty;
        let is_empty = matches!(parse(""), Err(error) if error.kind().clone() == &empty);
        assert!(is_empty);
    }
}
