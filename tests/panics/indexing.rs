use std::collections::HashMap;

fn third(list: &[i32]) -> i32 {
    list[2]
}

fn at(list: &[i32], place: usize) -> i32 {
    list[place]
}

fn part(list: &[i32], begin: usize, end: usize) -> &[i32] {
    &list[begin..end]
}

fn shorten(text: &str, length: usize) -> &str {
    &text[..length]
}

fn age(ages: &HashMap<&str, u32>, name: &str) -> u32 {
    ages[name]
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_index() {
        assert_eq!(third(&[1, 2]), 2);
    }

    #[test]
    fn an_empty_list() {
        assert_eq!(at(&[], 0), 2);
    }

    #[test]
    fn an_index_in_a_variable() {
        assert_eq!(at(&[7], 3), 7);
    }

    #[test]
    fn a_range_that_runs_backwards() {
        assert_eq!(part(&[1, 2, 3], 2, 1), []);
    }

    #[test]
    fn a_range_that_is_too_long() {
        assert_eq!(part(&[1, 2, 3], 1, 4), [2, 3]);
    }

    #[test]
    fn a_key_that_is_missing() {
        assert_eq!(age(&HashMap::new(), "Ada"), 36);
    }

    #[test]
    fn cut_inside_a_character() {
        assert_eq!(shorten("héllo", 2), "hé");
    }

    #[test]
    fn cut_too_late() {
        assert_eq!(shorten("hello", 20), "hello");
    }

    #[test]
    fn two_indices() {
        let table = [vec![1], vec![2]];
        let column = table.len();
        assert_eq!(table[1][column], 2);
    }

    #[test]
    fn two_indices_of_arrays() {
        let table = [[1], [2]];
        let column = table.len();
        assert_eq!(table[1][column], 2);
    }

    #[test]
    fn removed_from_a_list() {
        let mut list = vec![1];
        list.remove(third(&[1, 2, 3]) as usize);
    }
}
