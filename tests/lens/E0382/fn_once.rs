fn run<F: FnOnce()>(f: F) {
    f();
}

fn main() {
    let name = String::from("Ada");
    let greet = move || println!("{name}");
    run(greet);
    run(greet);
}
