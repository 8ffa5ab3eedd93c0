struct Pen<'a> {
    paper: &'a mut String,
}

impl Pen<'_> {
    fn write(&mut self, text: &str) {
        self.paper.push_str(text);
    }
}

fn main() {
    let mut paper = String::new();
    let mut blue = Pen { paper: &mut paper };
    let mut red = Pen { paper: &mut paper };
    blue.write("a");
    red.write("b");
}
