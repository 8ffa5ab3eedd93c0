use std::sync::Mutex;

fn main() {
    let queue = Mutex::new(vec![1, 2]);
    let jobs = *queue.lock().unwrap();
    println!("{jobs:?}");
}
