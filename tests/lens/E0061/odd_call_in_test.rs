fn note(id: u32, tries: u32) -> (u32, u32) {
    (id, tries)
}

fn main() {
    println!("{:?}", note(1, 2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_pairs() {
        assert_eq!(note(3, 3, 4), (3, 4));
        assert_eq!(note(5, 6), (5, 6));
    }
}
