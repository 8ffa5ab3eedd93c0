fn main() {
    let name: &str;
    name = String::from("Ada").as_str();
    println!("{name}");
}
