struct Store<'a> {
    names: Vec<&'a str>,
}

impl<'a> Store<'a> {
    fn add(&mut self, name: &str) {
        self.names.push(name);
    }
}

fn main() {
    let mut store = Store { names: vec![] };
    store.add("a");
}
