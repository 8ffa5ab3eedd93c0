fn main() {
    let mut handlers: Vec<Box<dyn Fn(&str) -> String>> = Vec::new();
    for prefix in ["a", "b"] {
        let p = prefix.to_uppercase();
        handlers.push(Box::new(|s| format!("{p}{s}")));
    }
    println!("{}", handlers[0]("x"));
}
