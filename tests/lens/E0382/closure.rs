use std::thread;

fn main() {
    let letters = vec!['a', 'b'];
    let handle = thread::spawn(move || {
        println!("{}", letters.len());
    });
    println!("{}", letters[0]);
    handle.join().unwrap();
}
