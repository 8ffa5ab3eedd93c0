fn main() {
    let names = vec!["Ada", "Grace"];
    match names.first() {
        Some(name) => println!("{name} is first"),
    }
}
