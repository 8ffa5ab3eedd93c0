fn main() {
    let crates = vec!["pears", "plums"];
    drop(crates);
    println!("{} crates left", crates.len());
}
