// No change of `halve` would cover the other half of `Result`.
fn halve(number: u32) -> Result<u32, String> {
    if number % 2 == 0 {
        Ok(number / 2)
    } else {
        Err(format!("{number} is odd"))
    }
}

fn main() {
    match halve(7) {
        Ok(half) => println!("{half}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        assert_eq!(halve(8), Ok(4));
    }
}
