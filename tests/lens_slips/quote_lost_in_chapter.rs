//! Greets people, and can't count.

/// Says "hello" to a person.
fn greet(name: &str) -> String {
    format!("hello, {name}!")
}

fn farewell(name: &str) -> String {
    let word = "bye;
    format!("{word}, {name}!")
}

fn main() {
    let quote = '"';
    println!("{quote}{}{quote}", greet("Ada"));
    println!("{quote}{}{quote}", farewell("Ada"));
}
