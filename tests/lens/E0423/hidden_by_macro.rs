fn main() {
    let total = u64;
    println!(String::from("sum"), total + 1);
}
