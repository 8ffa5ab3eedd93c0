pub fn print_all(names: &[&str]) {
    for name of names {
        println!("{name}");
    }
}
