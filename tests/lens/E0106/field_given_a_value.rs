// The shelf puts its own jars into the field, so the field owns them.
struct Shelf {
    jars: &Vec<String>,
    height: u32,
}

impl Shelf {
    fn new(height: u32) -> Self {
        Self { jars: Vec::new(), height }
    }

    fn place(&mut self, jar: &str) {
        self.jars.push(jar.to_string());
    }
}

fn main() {
    let mut shelf = Shelf::new(2);
    shelf.place("plums");
    println!("{:?} at {}", shelf.jars, shelf.height);
}
