fn name<'a>() -> &'a str {
    String::from("Ada").as_str()
}

fn main() {
    println!("{}", name());
}
