// The title has no value yet: what it's lent to is all that rustc knows of its type.
fn width(title: &str) -> usize {
    title.chars().count()
}

fn main() {
    let title;
    println!("{}", width(&title));
}
