fn main() {
    let page = String::from(7);
    println!("{page}");
}
