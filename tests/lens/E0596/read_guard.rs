use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    names.borrow().push("Bo");
    println!("{names:?}");
}
