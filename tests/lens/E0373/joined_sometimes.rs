// The thread is waited for on one path only, so it may outlive the vector.
fn main() {
    let prices = vec![4, 7, 11];
    let is_patient = prices.len() > 10;
    let worker = std::thread::spawn(|| println!("{}", prices.iter().sum::<i32>()));
    if is_patient {
        worker.join().unwrap();
    }
}
