trait Store {
    fn put(
        &mut self,
        name: &str,
    );
}

struct Names<'a> {
    all: Vec<&'a str>,
}

impl<'a> Store for Names<'a> {
    fn put(
        &mut self,
        name: &str,
    ) {
        self.all.push(name);
    }
}

fn main() {
    let mut names = Names { all: vec![] };
    names.put("a");
}
