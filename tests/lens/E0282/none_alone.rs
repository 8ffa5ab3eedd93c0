fn main() {
    let found = None;
    println!("{}", found.is_some());
}
