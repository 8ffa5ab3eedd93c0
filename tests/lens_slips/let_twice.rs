fn main() {
    let let colour = "red";
    println!("{colour}");
}
