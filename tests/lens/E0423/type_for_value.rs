fn main() {
    let count = u32;
    println!("{}", count + 1);
}
