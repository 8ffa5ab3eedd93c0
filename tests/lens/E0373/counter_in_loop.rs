use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let votes = Arc::new(Mutex::new(0));
    let mut desks = Vec::new();
    for desk in 1..=4 {
        desks.push(thread::spawn(|| {
            let mut sum = votes.lock().unwrap();
            *sum += 25;
        }));
        println!("Desk {desk} is open.");
    }
    for desk in desks {
        desk.join().unwrap();
    }
    println!("{} votes", votes.lock().unwrap());
}
