fn main() {
    println!("{}", "2.5".parse().unwrap());
}
