// A thread may run for as long as the program.
fn show<T: ToString + Send>(value: T) {
    let thread = std::thread::spawn(move || println!("{}", value.to_string()));
    thread.join().unwrap();
}

fn main() {
    show(12);
}
