use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let visits = Arc::new(Mutex::new(0));
    let mut handles = Vec::new();
    for _ in 0..3 {
        handles.push(thread::spawn(move || *visits.lock().unwrap() += 1));
    }
    for handle in handles {
        handle.join().unwrap();
    }
}
