use std::cell::RefCell;

struct Bell<'a> {
    log: &'a RefCell<Vec<String>>,
}

impl Drop for Bell<'_> {
    fn drop(&mut self) {
        self.log.borrow_mut().push(String::from("ding"));
    }
}

fn main() {
    let bell;
    let log = RefCell::new(Vec::new());
    bell = Bell { log: &log };
    println!("{}", bell.log.borrow().len());
}
