use std::str::FromStr;

#[derive(Debug, PartialEq)]
enum Seat {
    Row(u8),
}

impl FromStr for Seat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let row = text.parse().map_err(|_| format!("no row: {text}"))?;
        Ok(Seat::Row(row))
    }
}

fn is_in_front(row: u8, name: &str) -> bool {
    &row < 4 || name > name.len()
}

fn main() {
    println!("{:?} {}", "7".parse::<Seat>(), is_in_front(7, "Ada"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_row() {
        let read = "12".parse();
        let wanted = Seat::Row(12);
        assert_eq!(read, wanted);
    }
}
