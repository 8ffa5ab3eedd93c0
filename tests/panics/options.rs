fn first(list: &[i32]) -> i32 {
    *list.first().unwrap()
}

fn number(text: &str) -> i32 {
    text.parse::<i32>().unwrap()
}

fn named(text: Option<&str>) -> String {
    text.expect("everybody has a name").to_string()
}

fn port(text: &str) -> u16 {
    text.parse().expect("the port is a number")
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expect_on_err() {
        assert_eq!(port("http"), 80);
    }

    #[test]
    fn expect_on_none() {
        assert_eq!(named(None), "Ada");
    }

    #[test]
    fn unwrap_on_err() {
        assert_eq!(number("seven"), 7);
    }

    #[test]
    fn unwrap_on_none() {
        assert_eq!(first(&[]), 1);
    }

    #[test]
    fn unwrap_on_a_long_chain() {
        let text = "a,b;c,d;e,f";
        let found = text
            .split(';')
            .filter(|pair| pair.starts_with('x'))
            .map(|pair| pair.len())
            .next()
            .unwrap();
        assert_eq!(found, 3);
    }
}
