fn later<T: PartialOrd>(one: T, other: T) -> T {
    if one < other { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::later;

    #[test]
    fn the_later_one_is_found() {
        assert_eq!(later(8, 9), 9);
        assert_eq!(later(6, 6, 2), 6);
    }
}

fn main() {}
