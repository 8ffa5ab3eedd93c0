struct Excerpt<'a> {
    part: &'a str,
}

struct Page {
    first: Excerpt,
}

fn main() {
    let page = Page { first: Excerpt { part: "a" } };
    println!("{}", page.first.part);
}
