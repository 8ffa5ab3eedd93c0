fn main() {
    let oars = 2 // one for each hand
    println!("{oars}");
}
