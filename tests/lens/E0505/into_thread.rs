use std::thread;

fn main() {
    let prices = vec![1, 2, 3];
    let first = &prices[0];
    let handle = thread::spawn(move || prices.len());
    println!("{first}");
    handle.join().unwrap();
}
