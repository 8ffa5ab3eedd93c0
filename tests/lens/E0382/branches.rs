fn send(letter: String) {
    println!("{letter}");
}

fn main() {
    let letter = String::from("Dear all");
    let urgent = std::env::args().count() > 1;
    if urgent {
        send(letter);
    } else {
        println!("later");
    }
    send(letter);
}
