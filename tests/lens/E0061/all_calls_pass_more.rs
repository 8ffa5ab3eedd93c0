fn greet(name: &str) {
    println!("Hello, {name}!");
}

fn main() {
    greet("Ada", 2);
    greet("Bo", 3);
}
