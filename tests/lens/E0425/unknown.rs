fn main() {
    println!("{}", frobnicate(3));
}
