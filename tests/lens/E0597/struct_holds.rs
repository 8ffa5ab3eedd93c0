struct Excerpt<'a> {
    part: &'a str,
}

fn make() -> usize {
    let excerpt;
    {
        let novel = String::from("Call me Ishmael. Some years ago");
        excerpt = Excerpt { part: novel.split('.').next().unwrap() };
    }
    excerpt.part.len()
}

fn main() {
    println!("{}", make());
}
