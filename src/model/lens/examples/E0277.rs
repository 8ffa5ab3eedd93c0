use std::rc::Rc;
use std::thread;

fn main() {
    let map = Rc::new(String::from("map"));
    let copy = Rc::clone(&map);
    let handle = thread::spawn(move || {
        println!("{copy}");
    });
    handle.join().unwrap();
    println!("{map}");
}
