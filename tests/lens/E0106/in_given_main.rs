fn count(word: &str) -> usize {
    word.chars().count()
}

fn main() {
    fn name_of<T>(_: fn(T) -> usize) -> &str {
        std::any::type_name::<T>()
    }
    println!("{} {}", name_of(count), count("plum"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        assert_eq!(count("plum"), 4);
    }
}
