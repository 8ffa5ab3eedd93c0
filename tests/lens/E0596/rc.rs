use std::rc::Rc;

fn main() {
    let list = Rc::new(vec![1]);
    list.push(2);
    println!("{list:?}");
}
