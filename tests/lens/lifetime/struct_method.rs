struct Reader<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Reader<'a> {
    fn next_word<'b>(&'b mut self) -> &'a str {
        self.position += 1;
        self.text
    }

    fn longer<'b>(&'b self, other: &'b str) -> &'a str {
        if self.text.len() > other.len() { self.text } else { other }
    }
}

fn main() {
    let mut reader = Reader { text: "a b", position: 0 };
    println!("{} {}", reader.next_word(), reader.longer("c"));
}
