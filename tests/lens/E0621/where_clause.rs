use std::fmt::Display;

fn announce<'a, T>(
    title: &'a str,
    other_title: &str,
    announcement: T,
) -> &'a str
where
    T: Display,
{
    println!("{announcement}");
    if title.is_empty() { other_title } else { title }
}

fn main() {
    announce("a", "b", 3);
}
