use std::thread;
fn main() {
    let v = vec![1, 2, 3];
    let handle = thread::spawn(|| {
        println!("{v:?}");
    });
    println!("main still has {}", v.len());
    handle.join().unwrap();
}
