fn main() {
    let mut names: Vec<&str> = Vec::new();
    for n in 0..3 {
        let name = format!("guest {n}");
        names.push(&name);
    }
    println!("{names:?}");
}
