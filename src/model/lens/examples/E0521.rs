use std::thread;

fn print_later(text: &str) {
    thread::spawn(move || println!("{text}"));
}

fn main() {
    print_later("hi");
}
