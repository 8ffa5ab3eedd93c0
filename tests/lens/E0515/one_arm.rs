fn to_words(n: u32) -> &'static str {
    match n {
        0 => "zero",
        1 => "one",
        _ => format!("{n}").as_str(),
    }
}
fn main() { println!("{}", to_words(3)); }
