use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let list = Arc::new(RefCell::new(vec![1]));
    let other = Arc::clone(&list);
    thread::spawn(move || other.borrow_mut().push(2)).join().unwrap();
    println!("{}", list.borrow().len());
}
