fn main() {
    count: u32 = 0;
    println!("{count}");
}
