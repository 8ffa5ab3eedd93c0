use std::thread;

fn main() {
    let double = |n: u32| n * 2;
    let worker = thread::spawn(|| double(21));
    println!("{}", double(4));
    println!("{}", worker.join().unwrap());
}
