fn greet(name: &str) {
    println!("hello {name});
}

fn main() {
    greet("Ada");
    greet("Grace");
}
