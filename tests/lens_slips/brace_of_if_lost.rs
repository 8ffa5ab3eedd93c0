fn sign(x: i32) -> i32 {
    let mut result = 0;
    if x > 0 {
        result = 1;
    if x < 0 {
        result = -1;
    }
    result
}

fn main() {
    println!("{}", sign(-3));
}
