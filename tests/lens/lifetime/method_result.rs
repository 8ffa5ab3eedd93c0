struct Parser {
    text: String,
}

impl Parser {
    fn pick(&self, other: &str) -> &str {
        if self.text.is_empty() { other } else { &self.text }
    }
}

fn main() {
    let parser = Parser { text: String::new() };
    println!("{}", parser.pick("a"));
}
