use std::thread;
fn main() {
    let nums = vec![1, 2, 3];
    let (a, b) = nums.split_at(1);
    let t = thread::spawn(move || a.iter().sum::<i32>());
    let u = thread::spawn(move || b.iter().sum::<i32>());
    println!("{}", t.join().unwrap() + u.join().unwrap());
}
