use std::thread;

fn main() {
    let words: &'static Vec<u32> = &vec![1, 2];
    thread::spawn(move || println!("{words:?}")).join().unwrap();
}
