use std::thread;

fn read_aloud(page: &str) {
    thread::spawn(move || println!("{page}")).join().unwrap();
    println!("That was all.");
}

fn main() {
    read_aloud("Turn left at the old mill.");
}
