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
    let wide: usize = width("tea");
    println!("{wide} {:?}", first_word("tea time"));
    println!("{}", is_short("tea"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured() {
        assert_eq!(width("tea"), 3);
        assert_eq!(first_word("tea time"), "tea");
        assert_eq!(is_short("tea"), true);
    }
}
