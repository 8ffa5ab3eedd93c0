fn main() {
    let first = "Ada";
    let last = " Lovelace";
    let name = first + last;
    println!("{name}");
}
