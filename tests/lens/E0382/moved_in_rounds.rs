// The loop moves the sender on its first round and has none for the second.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    for number in 1..=3 {
        thread::spawn(move || sender.send(number * number).unwrap());
    }
    drop(sender);
    println!("{}", receiver.iter().sum::<i32>());
}
