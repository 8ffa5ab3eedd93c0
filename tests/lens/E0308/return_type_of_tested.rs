fn width(text: &str) -> u16 {
    text.chars().count()
}

fn first_word(text: &str) -> Option<&str> {
    text.split(' ').next()
}

fn is_short(text: &str) -> u8 {
    text.len() < 9
}

fn main() {
    println!("{} {:?}", width("tea"), first_word("tea time"));
    println!("{}", is_short("tea"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured() {
        let wide: usize = width("tea");
        assert_eq!(wide, 3);
        assert_eq!(first_word("tea time"), "tea");
        assert_eq!(is_short("tea"), true);
    }
}
