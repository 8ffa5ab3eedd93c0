fn main() {
    let name = "Ada";
    println!(f"Hello, {name}!");
}
