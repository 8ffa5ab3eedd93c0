struct Menu<'a> {
    dish: &'a str,
}

impl<'a> Menu<'a> {
    fn or<'b>(&'b self, other: &'b str) -> &'a str {
        if self.dish.is_empty() { other } else { self.dish }
    }
}

fn main() {
    println!("{}", Menu { dish: "soup" }.or("rice"));
}
