struct Lexer<'a> { rest: &'a str, line: u32 }
impl<'a> Lexer<'a> {
    fn word(&mut self) -> Option<&str> {
        let (a, b) = self.rest.split_once(' ')?;
        self.rest = b;
        Some(a)
    }
    fn run(&mut self) {
        while let Some(w) = self.word() {
            self.line += 1;
            self.note(w);
        }
    }
    fn note(&mut self, w: &str) { println!("{w} {}", self.line); }
}
fn main() { Lexer { rest: "a b", line: 0 }.run(); }
