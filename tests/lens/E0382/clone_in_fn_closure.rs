fn main() {
    let note = String::from("water the plants");
    let remind: &dyn Fn() = &move || drop(note);
    remind();
    println!("{note}");
}
