use std::thread;

fn main() {
    lettuce = String::from("green");
    let waiter = thread::spawn(|| {
        println!("{lettuce}");
    });
    waiter.join().unwrap();
}
