fn main() {
    let names: Vec<String> = Vec::new();
    println!("Hello!");
    let first = names.first().unwrap();
    println!("{first}");
}
