struct Person {
    name: String,
}

impl Person {
    fn greet() {
        println!("Hello, {}", name);
    }
}

fn main() {
    Person::greet();
}
