fn main() {
    let text = String:from("hi");
    println!("{text}");
}
