fn main() {
    let names: Vec<&str> = vec[];
    println!("{}", names.len());
}
