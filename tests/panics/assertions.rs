#[derive(Debug, PartialEq)]
struct Point {
    x: i32,
    y: i32,
}

fn total(list: &[i32]) -> i32 {
    list.iter().take(2).sum()
}

fn shout(text: &str) -> String {
    text.to_uppercase()
}

fn moved(x: i32, y: i32) -> Point {
    Point { x: y, y: x }
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn condition() {
        let sum = total(&[1, 2, 3]);
        assert!(sum > 5);
    }

    #[test]
    fn condition_with_message() {
        assert!(total(&[]) > 0, "an empty list has no sum");
    }

    #[test]
    fn different() {
        assert_ne!(shout("A"), "A");
    }

    #[test]
    fn literal_on_the_left() {
        assert_eq!(6, total(&[1, 2, 3]));
    }

    #[test]
    fn literal_on_the_right() {
        assert_eq!(total(&[1, 2, 3]), 6, "the sum of all");
    }

    #[test]
    fn long_values() {
        let text = "a very long text that doesn't fit into one sentence of ours at all";
        assert_eq!(shout(text), "A VERY LONG TEXT that doesn't fit into one sentence of ours at all");
    }

    #[test]
    fn named_expected() {
        let expected = Point { x: 1, y: 2 };
        assert_eq!(
            moved(1, 2),
            expected,
            "both coordinates stay where they are"
        );
    }

    #[test]
    fn neither_is_known() {
        let one = total(&[1, 2]);
        let other = total(&[2, 2]);
        assert_eq!(one, other);
    }

    #[test]
    fn text_made_into_a_string() {
        assert_eq!(shout("a"), "a".to_string());
    }
}
