pub struct Label {
    text: String,
}

impl Label {
    pub fn width(self) -> usize {
        self.text.chars().count()
    }
}

fn main() {
    let labels = vec![Label { text: "salt".to_owned() }];
    println!("{}", labels[0].width());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_counted_in_characters() {
        let labels = [Label { text: "tea".to_owned() }];
        let first = &labels[0];
        assert_eq!(first.width(), 3);
    }
}
