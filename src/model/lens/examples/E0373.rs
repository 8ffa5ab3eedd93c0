use std::thread;

fn main() {
    let letter = String::from("Dear Ada");
    let handle = thread::spawn(|| {
        println!("{letter}");
    });
    handle.join().unwrap();
}
