fn grow(age: u32) {
    age += 1;
}

fn main() {
    let age = 6;
    grow(&age);
    println!("{age}");
}
