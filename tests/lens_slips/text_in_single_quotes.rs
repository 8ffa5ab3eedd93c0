pub fn greet(name: &str) {
    println!('Good morning, {}', name);
}
