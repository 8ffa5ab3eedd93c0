use std::cell::RefCell;

struct Shelf {
    jars: RefCell<Vec<String>>,
}

impl Shelf {
    fn last(&self) -> Option<&String> {
        let jars = self.jars.borrow();
        drop(jars);
        jars.last()
    }
}

fn main() {
    let shelf = Shelf { jars: RefCell::new(vec![String::from("plums")]) };
    println!("{:?}", shelf.last());
}
