struct Parser<'a> {
    words: Vec<&'a str>,
}

impl<'a> Parser<'a> {
    fn feed(&mut self, line: &'a str) {
        self.words.extend(line.split(' '));
    }
}

fn main() {
    let mut parser = Parser { words: Vec::new() };
    for number in 0..3 {
        let line = format!("line {number}");
        parser.feed(&line);
    }
    println!("{}", parser.words.len());
}
