struct Reader<'a> {
    text: &'a str,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        println!("done with {}", self.text);
    }
}

fn main() {
    let mut text = String::from("poem");
    let _reader = Reader { text: &text };
    text.push('!');
}
