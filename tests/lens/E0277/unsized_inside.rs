struct Page<'a> {
    title: &'a Option<str>,
}

fn show(title: &str) {
    let page = Page { title: &title };
    println!("{}", page.title.is_some());
}

fn main() {
    show("Intro");
    let bytes = [1, 2, 3];
    let both = (bytes.len(), bytes[..]);
    println!("{}", both.0);
}
