// With the `;`, the move in the same test is still an error.
fn label(text: &str) -> String {
    format!("<{text}>")
}

fn main() {
    println!("{}", label("tea"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let made = label("tea")
        let kept = made;
        assert_eq!(made, kept);
    }
}
