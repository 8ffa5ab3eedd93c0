fn main() {
    let value = Some(String::from("a"));
    let r: &str = match &value {
        Some(s) => s.to_uppercase().as_str(),
        None => "none",
    };
    println!("{r}");
}
