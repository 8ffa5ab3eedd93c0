struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn replace_the_text_if_longer(
        &mut self,
        candidate: &str,
        least_length: usize,
    ) -> bool {
        if candidate.len() > least_length {
            self.text = candidate;
        }
        self.text.is_empty()
    }
}

fn main() {
    let mut reader = Reader { text: "a" };
    reader.replace_the_text_if_longer("abc", 1);
}
