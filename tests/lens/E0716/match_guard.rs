use std::cell::RefCell;

fn main() {
    let list = RefCell::new(vec![1, 2]);
    let first: &i32 = list.borrow().first().unwrap();
    println!("{first}");
}
