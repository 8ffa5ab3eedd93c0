struct List {
    items: Vec<u32>,
}

impl List {
    fn add(&self, item: u32) {
        self.items.push(item);
    }
}

fn main() {
    let list = List { items: vec![] };
    list.add(3);
}
