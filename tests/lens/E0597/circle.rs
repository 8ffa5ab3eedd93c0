use std::cell::RefCell;

struct Town<'t> {
    name: &'static str,
    roads_to: RefCell<Vec<&'t Town<'t>>>,
}

impl Drop for Town<'_> {
    fn drop(&mut self) {
        println!("{} had {} roads", self.name, self.roads_to.borrow().len());
    }
}

fn main() {
    let port = Town { name: "Port", roads_to: RefCell::default() };
    let mill = Town { name: "Mill", roads_to: RefCell::default() };
    port.roads_to.borrow_mut().push(&mill);
    mill.roads_to.borrow_mut().push(&port);
}
