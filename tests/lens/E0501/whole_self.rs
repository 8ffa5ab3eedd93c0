// The closure calls a method, so it uses all of `self` and not only the field. The call itself
// needs the field meanwhile.
struct Page {
    title: Option<String>,
    reads: u32,
}

impl Page {
    fn read(&mut self) -> String {
        self.reads += 1;
        String::from("Bread")
    }

    fn title(&mut self) -> &str {
        self.title.get_or_insert_with(|| self.read())
    }
}

fn main() {
    let mut page = Page { title: None, reads: 0 };
    println!("{}", page.title());
    println!("{}", page.reads);
}
