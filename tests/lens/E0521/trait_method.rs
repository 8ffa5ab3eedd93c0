trait Store {
    fn put(&mut self, name: &str);
}

struct Names<'a> {
    all: Vec<&'a str>,
}

impl Store for Names<'static> {
    fn put(&mut self, name: &str) {
        self.all.push(name);
    }
}

fn main() {
    let mut names = Names { all: Vec::new() };
    names.put("Ada");
    println!("{}", names.all.len());
}
