fn greet(name: &str) {
    if name.is_empty() {
        return "nobody";
    }
    println!("Hello, {name}!");
}

fn main() {
    greet("Ida");
    greet("");
}
