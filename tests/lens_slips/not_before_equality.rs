fn main() {
    let name = "Ada";
    let is_other = not name == "Eve";
    println!("{is_other}");
}
