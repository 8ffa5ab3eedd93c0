fn greet(name: String) {
    println!("hello {name}");
}

fn main() {
    let name = String::from("Ada");
    greet(&name);
}
