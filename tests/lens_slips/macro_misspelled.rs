fn main() {
    let name = "Ada";
    prinln!("hello {name}");
}
