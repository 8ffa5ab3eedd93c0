fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    let sum = add(1, add(2, 3);
    println!("{sum}");
}
