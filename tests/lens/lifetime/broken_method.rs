struct Parser {
    separator: String,
}

impl Parser {
    fn first_part_of_the_line_or_separator(
        &self,
        line: &str,
        is_strict: bool,
    ) -> &str {
        if is_strict {
            return &self.separator;
        }
        line.split(self.separator.as_str()).next().unwrap_or(line)
    }
}

fn main() {
    let parser = Parser { separator: ",".to_owned() };
    parser.first_part_of_the_line_or_separator("a,b", false);
}
