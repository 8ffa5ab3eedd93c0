fn first(words: &[String]) -> String {
    match *words {
        [first, ..] => first,
        [] => String::new(),
    }
}

fn main() {
    println!("{}", first(&[String::from("a")]));
}
