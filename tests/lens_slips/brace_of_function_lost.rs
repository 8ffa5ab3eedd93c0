fn double(x: i32) -> i32 {
    x * 2

fn main() {
    let total = double(4);
    println!("{total}");
}
