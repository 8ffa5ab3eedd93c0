// `move` would only copy the reference: the thread would still borrow the text.
fn announce(stop: &str) {
    std::thread::spawn(|| println!("next stop: {}", &stop));
    println!("{stop}");
}

fn main() {
    announce("Harbour");
}
