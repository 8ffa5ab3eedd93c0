// The greeting goes into a closure, and out of the function as a reference.
fn greeting(name: &str) -> &'static str {
    let words = format!("Hello, {name}");
    let shout = move || words.to_uppercase();
    println!("{}", shout());
    words.as_str()
}

fn main() {
    println!("{}", greeting("Noor"));
}
