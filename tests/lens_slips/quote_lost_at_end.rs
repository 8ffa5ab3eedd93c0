fn main() {
    let name = "Ada;
    println!("hello {name}");
}
