struct Parser<'a> {
    text: &'a str,
}

fn parser<'a>() -> Parser<'a> {
    let text = String::from("1 + 2");
    Parser { text: &text }
}

fn main() {
    println!("{}", parser().text);
}
