fn main() {
    i32 n = 5;
    println!("{n}");
}
