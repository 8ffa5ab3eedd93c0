use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let stamps = Arc::new(Mutex::new(0));
    let mut clerks = Vec::new();
    for _ in 0..2 {
        clerks.push(thread::spawn(move || *stamps.lock().unwrap() += 1));
        clerks.push(thread::spawn(move || *stamps.lock().unwrap() += 5));
    }
    for clerk in clerks {
        clerk.join().unwrap();
    }
}
