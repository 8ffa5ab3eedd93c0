fn main() {
    let mut ages = HashMap::new();
    ages.insert("Ada", 36);
    println!("{}", ages["Ada"]);
}
