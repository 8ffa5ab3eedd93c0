fn send(letter: String) -> usize {
    letter.len()
}

fn main() {
    let letter = String::from("Dear Mina");
    let task: &dyn Fn() -> usize = &move || send(letter);
    println!("{} {}", task(), task());
    println!("{letter}");

    let copy = String::from("Dear Omar");
    let unused: &dyn Fn() = &move || drop(copy);
    unused();
}
