use std::rc::Rc;

fn main() {
    let shared = Rc::new(String::from("map"));
    let own = *shared;
    println!("{own}");
}
