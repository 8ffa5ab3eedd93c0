use std::thread;

fn main() {
    let words = vec!["a", "b"];
    let slice: &'static [&str] = &words;
    thread::spawn(move || println!("{}", slice.len())).join().unwrap();
}
